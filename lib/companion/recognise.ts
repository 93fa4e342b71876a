import { BackendError } from '../backend.ts'
import type { Backend, Directory, LoginId } from '../backend.ts'
import { worthAsking } from '../contacts/profile.ts'
import { log } from '../log.ts'
import type { Desk } from './desk.ts'

/** So many profiles are asked for in one go: enough for namesakes, too few to look like somebody who collects them. */
const MOST_PROFILES = 60
/** Politeness between two calls, ms. */
const GAP = 400

export interface RecogniseParts {
  backend: Pick<Backend, 'profile' | 'realNumbers'>
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** Real numbers, from calls that were closed for most of the service's life. Throws only what storage throws. */
export async function askNumbers(
  { backend, atDesk }: RecogniseParts,
  login: LoginId,
  directory: Directory,
  abort: AbortSignal,
): Promise<void> {
  const numbers = await backend.realNumbers(directory, abort)
  if (numbers.length > 0) await atDesk(login, (desk) => desk.takeNumbers(numbers))
}

/**
 * Profiles of those friends that nothing else tells apart, one after the other; each answer may settle who others are,
 * so that they need not be asked about. A failure leaves them unrecognised. Throws only what storage throws.
 */
export async function askProfiles(
  { backend, atDesk, sleep }: RecogniseParts,
  login: LoginId,
  abort: AbortSignal,
): Promise<void> {
  const asked = new Set<number>()
  while (!abort.aborted && asked.size < MOST_PROFILES) {
    const wanted = await atDesk(login, ({ book }) => worthAsking(book))
    const next = wanted.find(({ number }) => !asked.has(number))
    if (!next) return
    asked.add(next.number)
    try {
      const details = await backend.profile(next, abort)
      await atDesk(login, (desk) => desk.takeProfile(next, details))
    } catch (error) {
      if (!(error instanceof BackendError)) throw error
      log('profile not fetched', { why: error.why })
      // The others would fare no better.
      if (error.why !== 'refused' && error.why !== 'malformed') return
    }
    await sleep(GAP, abort)
  }
}
