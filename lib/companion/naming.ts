import { BackendError } from '../backend.ts'
import type { Backend, Directory, Login, LoginId } from '../backend.ts'
import { handleKey } from '../chat/handle.ts'
import type { Handle } from '../chat/handle.ts'
import { canonical, recognised } from '../contacts/book.ts'
import { log } from '../log.ts'
import { HOUR, MINUTE, SECOND } from '../time.ts'
import type { Trouble } from './companion-parts.ts'
import type { Desk } from './desk.ts'
import type { Ingested } from './ingest.ts'
import { askNumbers, askProfiles } from './recognise.ts'

/** Politeness between two calls that only name people. */
const NAMING_GAP = 400
/** A list that lacks a sender is asked for again after this long at the earliest. */
const ASK_AGAIN_AFTER = 10 * MINUTE
/** As often the lists are asked for again while nothing else asks: new friends and renames (Mojo-Webqq: 600 s). */
const LISTS_LAST = HOUR
/** Several changes of the lists in a row are one. */
const CHANGES_APART = 30 * SECOND
const LIST_RETRY_FIRST = 10 * SECOND
const LIST_RETRY_MAX = 10 * MINUTE

export interface NamingParts {
  backend: Pick<Backend, 'directory' | 'members' | 'login' | 'profile' | 'realNumbers'>
  /** Works at the desk of a login, after whatever else works there. */
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  /** People were linked: rules may have fallen asleep or woken up. */
  linked(): Promise<void>
  /** The lists have come. */
  listed(login: LoginId): void
  trouble(trouble: Trouble): void
  /** Storage, or our own code, failed. */
  failed(error: unknown): void
  now(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** Learns who is who: the calls that only give names. No message waits for any of them. */
export interface Naming {
  /**
   * After a login: who is in the lists, then who is in each group, one call at a time. While a list does not come they
   * are asked for again, ever more slowly, and not earlier than the service's answer lets hope.
   */
  everybody(login: Login, abort: AbortSignal): Promise<void>
  /** Asks for the lists and links everybody they name. @throws {BackendError} */
  lists(login: LoginId, abort: AbortSignal): Promise<Directory>
  /** The lists are no longer what they were: asks again, at most every 30 s. */
  listsChanged(login: LoginId): void
  /** Time has passed: lists that are an hour old are asked for again. */
  tick(): void
  /** When the lists were last asked for, ms; 0 when never. */
  askedAt(): number
  /** The lists of this login, each as it came last; null when none has. */
  latest(login: LoginId): Directory | null
  /** Fetches a group's members, unless it was asked a moment ago. A failure only leaves them unnamed. */
  members(group: Handle, abort: AbortSignal): Promise<void>
  /** Somebody no list has named wrote: perhaps the list is old. */
  strangers(desk: Desk, ingested: Pick<Ingested, 'messages'>): void
}

export function createNaming(parts: NamingParts, signal: AbortSignal): Naming {
  const { backend } = parts
  const asked = new Map<string, number>()
  let listsAskedAt = 0
  let latest: { epoch: string; directory: Directory } | undefined
  /** Somebody waits until the lists may be asked for again. */
  let isWaiting = false

  async function lists(login: LoginId, abort: AbortSignal): Promise<Directory> {
    listsAskedAt = parts.now()
    const directory = await backend.directory(abort)
    latest = { epoch: login.epoch, directory: { ...naming.latest(login), ...directory } }
    await parts.atDesk(login, (desk) => desk.takeDirectory(directory))
    await parts.linked()
    parts.listed(login)
    return directory
  }

  /** Who the people in the lists are, and who is in the groups. @param named places that are not asked about again */
  async function around(login: LoginId, directory: Directory, named: Set<string>, abort: AbortSignal): Promise<void> {
    const { friends, groups = [], discusses = [] } = directory
    // Asked once a login, and by name: not before there are friends to ask about.
    if (friends) await askNumbers(parts, login, directory, abort)
    // Discussions first: they teach real numbers.
    for (const { handle } of [...discusses, ...groups]) {
      if (abort.aborted) return
      if (named.has(handleKey(handle))) continue
      await naming.members(handle, abort)
      named.add(handleKey(handle))
      await parts.sleep(NAMING_GAP, abort)
    }
    await askProfiles(parts, login, abort)
    await parts.linked()
  }

  /** As {@link lists}, for nobody who waits: a failure leaves the old lists. */
  async function freshen(login: LoginId): Promise<void> {
    try {
      await lists(login, signal)
    } catch (error) {
      if (error instanceof BackendError) log('lists not renewed', { why: error.why })
      else parts.failed(error)
    }
  }

  const naming: Naming = {
    lists,
    askedAt: () => listsAskedAt,
    latest: ({ epoch }) => (latest?.epoch === epoch ? latest.directory : null),
    async everybody(login, abort) {
      let retry = LIST_RETRY_FIRST
      const named = new Set<string>()
      while (!abort.aborted) {
        try {
          const directory = await lists(login, abort)
          await around(login, directory, named, abort)
          if (!directory.failed) return
          throw directory.failed
        } catch (error) {
          if (abort.aborted) return
          // Also when storage failed: without the lists everybody would be a stranger until the next login.
          if (error instanceof BackendError) {
            log('lists failed', { why: error.why })
            parts.trouble({ code: error.why === 'malformed' ? 'strange-reply' : 'list-failed', detail: error.message })
          } else parts.failed(error)
          const wanted = error instanceof BackendError ? (error.retryAfterMs ?? 0) : 0
          await parts.sleep(Math.max(retry, wanted), abort)
          retry = Math.min(2 * retry, LIST_RETRY_MAX)
        }
      }
    },
    listsChanged(login) {
      if (isWaiting) return
      isWaiting = true
      const early = Math.max(0, listsAskedAt + CHANGES_APART - parts.now())
      void parts.sleep(Math.min(early, CHANGES_APART), signal).then(() => {
        isWaiting = false
        return isUp(login) ? freshen(login) : undefined
      })
    },
    tick() {
      const login = backend.login()
      if (!login || listsAskedAt === 0 || parts.now() - listsAskedAt < LISTS_LAST) return
      void freshen(login)
    },
    async members(group, abort) {
      const key = handleKey(group)
      if (parts.now() - (asked.get(key) ?? 0) < ASK_AGAIN_AFTER) return
      asked.set(key, parts.now())
      try {
        const details = await backend.members(group, abort)
        await parts.atDesk(group, (desk) => desk.takeMembers(group, details))
        await parts.linked()
      } catch (error) {
        if (!(error instanceof BackendError)) {
          asked.delete(key)
          throw error
        }
        log('members failed', { why: error.why })
      }
    },
    strangers({ book, login }, { messages }) {
      // Only the login that is up can be asked about.
      if (!isUp(login)) return
      const strange = messages.filter(({ author, authorName }) => author !== null && authorName === null)
      if (strange.length === 0) return
      const here = recognised(book, login.epoch)
      const places = new Set(strange.map(({ conversation }) => here.get(canonical(book, conversation))))
      for (const place of places) {
        if (place && place.kind !== 'person') naming.members(place, signal).catch(parts.failed)
      }
      const isFromNobody = strange.some(({ kind }) => kind === 'friend')
      if (isFromNobody && parts.now() - listsAskedAt >= ASK_AGAIN_AFTER) void freshen(login)
    },
  }

  function isUp({ account, epoch }: LoginId): boolean {
    const login = backend.login()
    return login?.account === account && login.epoch === epoch
  }

  return naming
}
