import type { Archive } from '../archive/port.ts'
import { BackendError } from '../backend.ts'
import type { Backend, LoginId } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import type { Handle } from '../chat/handle.ts'
import { canonical, contactOf, recognised } from '../contacts/book.ts'
import { MINUTE } from '../time.ts'
import type { Desk } from './desk.ts'
import { fetchPicture } from './pictures.ts'
import { createQueue } from './queue.ts'
import type { States } from './states.ts'

/** How asking for fresh details of a contact ended. */
export type Refreshed =
  | { kind: 'fresh' }
  | { kind: 'failed'; why: 'offline' | 'logged-out' | 'not-recognised' | 'refused' | 'strange-reply' }

/** A contact whose details did not come is not asked about again for this long, unless the user says so. */
const ASK_AGAIN_AFTER = MINUTE

export interface DetailsParts {
  archive: Pick<Archive, 'avatar' | 'commit'>
  backend: Pick<Backend, 'login' | 'profile' | 'members' | 'avatar'>
  states: Pick<States, 'ask'>
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  /** Storage, or our own code, failed while nobody waited. */
  failed(error: unknown): void
  now(): number
}

/** Profiles, member lists and pictures of contacts that somebody looks at. */
export interface Details {
  /** Asks now: the user wants it. */
  refresh(contact: ContactId, signal: AbortSignal): Promise<Refreshed>
  /** Asks if what is there is older than `maxAge` (ms), after whoever else is asked about. */
  freshen(contact: ContactId, maxAge: number, signal: AbortSignal): Promise<Refreshed | { kind: 'cached' }>
}

export function createDetails(parts: DetailsParts): Details {
  const { backend, atDesk } = parts
  const oneByOne = createQueue()
  /** By login and contact: what came of the last question, if nothing did. */
  const failures = new Map<string, { at: number; outcome: Refreshed }>()

  /** Asks; `done` is whom about, for what stands beside the details. */
  async function ask(
    contact: ContactId,
    abort: AbortSignal,
  ): Promise<{ outcome: Refreshed; done?: [LoginId, Handle] }> {
    const login = backend.login()
    if (!login) return { outcome: { kind: 'failed', why: 'logged-out' } }
    try {
      const handle = await atDesk(login, ({ book }) => recognised(book, login.epoch).get(canonical(book, contact)))
      if (!handle) return { outcome: { kind: 'failed', why: 'not-recognised' } }
      if (handle.kind === 'person') {
        const details = await backend.profile(handle, abort)
        await atDesk(login, (desk) => desk.takeProfile(handle, details))
      } else {
        const details = await backend.members(handle, abort)
        await atDesk(login, (desk) => desk.takeMembers(handle, details))
      }
      return { outcome: { kind: 'fresh' }, done: [login, handle] }
    } catch (error) {
      if (!(error instanceof BackendError)) throw error
      return { outcome: { kind: 'failed', why: WHY[error.why] } }
    }
  }

  /** What stands beside fresh details, and nobody waits for: the picture, and who is online. */
  async function lookAgain(login: LoginId, handle: Handle, abort: AbortSignal): Promise<void> {
    const contact = await atDesk(login, ({ book }) => contactOf(book, handle)?.id)
    if (contact !== undefined) await fetchPicture(parts, contact, handle, abort)
    await parts.states.ask(login, abort)
  }

  return {
    async refresh(contact, abort) {
      const { outcome, done } = await ask(contact, abort)
      if (done) lookAgain(...done, abort).catch(parts.failed)
      return outcome
    },
    freshen(contact, maxAge, abort) {
      return oneByOne(async () => {
        const login = backend.login()
        if (!login) return { kind: 'failed', why: 'logged-out' }
        const { asked, detailsAt } = await atDesk(login, ({ book }) => {
          const id = canonical(book, contact)
          return { asked: `${login.epoch} ${id}`, detailsAt: book.contacts.get(id)?.detailsAt }
        })
        if (detailsAt !== undefined && isWithin(detailsAt, maxAge)) return { kind: 'cached' }
        const failure = failures.get(asked)
        if (failure && isWithin(failure.at, ASK_AGAIN_AFTER)) return failure.outcome
        // Whoever has looked at another chat since does not want it any more.
        if (abort.aborted) return { kind: 'failed', why: 'offline' }
        const { outcome, done } = await ask(contact, abort)
        if (outcome.kind === 'fresh') failures.delete(asked)
        else if (!abort.aborted) failures.set(asked, { at: parts.now(), outcome })
        // In the queue as well: what stands beside these details comes before the next question.
        if (done) oneByOne(() => lookAgain(...done, abort)).catch(parts.failed)
        return outcome
      })
    },
  }

  /** Not so when it is in the future: the clock was set back. */
  function isWithin(at: number, span: number): boolean {
    const age = parts.now() - at
    return age >= 0 && age < span
  }
}

const WHY = {
  network: 'offline',
  malformed: 'strange-reply',
  refused: 'refused',
  'login-lost': 'logged-out',
  'not-logged-in': 'logged-out',
} as const
