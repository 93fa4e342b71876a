import type { Archive } from '../archive/port.ts'
import { BackendError } from '../backend.ts'
import type { Backend, Login, LoginId, PersonDetails } from '../backend.ts'
import { handleKey } from '../chat/handle.ts'
import type { Handle } from '../chat/handle.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { handlesOf } from './handles-of.ts'
import { log } from '../log.ts'
import type { Standing } from '../outbox/outbox-parts.ts'
import { SECOND } from '../time.ts'
import type { Desk } from './desk.ts'

/** A question that got no answer is not asked again for this long. */
const ASK_AGAIN_AFTER = 4 * SECOND
/** No longer than this: the replies to others wait behind the question. */
const ANSWER_WITHIN = 6 * SECOND

/**
 * Finds out who wrote from a number that no list has, before such a message is answered. Two kinds of them exist: a
 * friend whose number in the list is not the one that poll2 gives (pandolia/qqbot #55), who has a profile with a name;
 * and our own words coming back under a number of nobody (SmartIM4IntelliJ #2, #3), which have our own name or none.
 * Asked once a number and login; a question that could not be asked leaves no answer behind.
 */
export function createStrangers(parts: {
  backend: Pick<Backend, 'login' | 'profile'>
  archive: Pick<Archive, 'message'>
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  now(): number
}): { whoIs(row: OutboxRow, signal: AbortSignal): Promise<Standing> } {
  const { backend, archive, atDesk } = parts
  const answers = new Map<string, Standing>()
  const asking = new Map<string, Promise<Standing>>()
  const failedAt = new Map<string, number>()

  async function ask(author: Handle, login: Login, signal: AbortSignal): Promise<Standing> {
    const key = handleKey(author)
    try {
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN)])
      const details = await backend.profile(author, inTime)
      const standing = standingOf(details, login)
      answers.set(key, standing)
      if (standing === 'somebody') await atDesk(author, (desk) => desk.takeProfile(author, details))
      return standing
    } catch (error) {
      if (!(error instanceof BackendError)) throw error
      log('stranger not asked about', { why: error.why })
      if (error.why === 'refused') {
        answers.set(key, 'nobody')
        return 'nobody'
      }
      failedAt.set(key, parts.now())
      return 'not-yet'
    }
  }

  /** Who wrote the message that the row answers; undefined when this login does not know them. */
  async function authorOf(row: OutboxRow, login: Login): Promise<Handle | undefined> {
    if (row.target.kind === 'person') return row.target
    const author = (await archive.message(row.answers.key))?.author
    return author ? atDesk(login, ({ book }) => handlesOf(book, author, login.epoch)[0]) : undefined
  }

  return {
    async whoIs(row, signal) {
      const login = backend.login()
      if (!login) return 'not-yet'
      const author = await authorOf(row, login)
      if (!author) return 'nobody'
      const listed = await atDesk(login, ({ circle }) => circle.lists(row.target, author))
      // A list that has come meanwhile says it without a call.
      if (listed === 'yes') return 'somebody'
      if (listed === 'no' && row.target.kind !== 'person') return 'nobody'
      const key = handleKey(author)
      const known = answers.get(key)
      if (known) return known
      // Without a name of our own to compare with, nobody is known not to be ourselves. It may come with the next lists.
      if (login.nick === '') return 'not-yet'
      if (parts.now() - (failedAt.get(key) ?? 0) < ASK_AGAIN_AFTER) return 'not-yet'
      const asked = asking.get(key) ?? ask(author, login, signal).finally(() => asking.delete(key))
      asking.set(key, asked)
      return asked
    },
  }
}

/** Silence is the safe side. */
function standingOf({ nick }: PersonDetails, login: Login): Standing {
  if (!nick?.trim()) return 'nobody'
  return nick.trim() === login.nick.trim() ? 'nobody' : 'somebody'
}
