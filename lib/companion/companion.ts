import { ArchiveError } from '../archive/port.ts'
import type { JournalEntry } from '../archive/port.ts'
import { BackendError } from '../backend.ts'
import type { LoginId } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import type { Handle } from '../chat/handle.ts'
import { canonical, contactOf, recognised } from '../contacts/book.ts'
import { log } from '../log.ts'
import { dispatch } from '../outbox/dispatcher.ts'
import type { OutboxParts } from '../outbox/outbox-parts.ts'
import { settleInterrupted } from '../outbox/settle.ts'
import type { Switches } from '../rules/decide.ts'
import type { Rule } from '../rules/rule.ts'
import type { CompanionParts } from './companion-parts.ts'
import { openDesk } from './desk.ts'
import type { Desk } from './desk.ts'
import { ingest } from './ingest.ts'
import { createNaming } from './naming.ts'
import { fetchPicture } from './pictures.ts'
import { createQueue } from './queue.ts'
import { retarget } from './retarget.ts'
import { createStrangers } from './strangers.ts'
import { createStates } from './states.ts'
import { unread } from './unread.ts'
import { createWho } from './who.ts'
import type { Who } from './who.ts'

/** How asking for fresh details of a contact ended. */
export type Refreshed =
  | { kind: 'fresh' }
  | { kind: 'failed'; why: 'offline' | 'logged-out' | 'not-recognised' | 'refused' | 'strange-reply' }

/** Everything that happens to a message after the wire: archive, people, rules, outbox. */
export interface Companion {
  /** A poll's items: on disk when it resolves, read and decided about soon after. @throws {ArchiveError} */
  receive(login: LoginId, items: unknown[], serverAt: number | null): Promise<void>
  /** After a start: what a death left behind is settled, what was journalled is read. */
  recover(): Promise<void>
  /** A login is up: ask for its lists, name its people. Answers nobody has to wait for. */
  cameUp(signal: AbortSignal): Promise<void>
  /** Something that waiting replies depend on has changed, or time has passed: what waits is looked at again. */
  wakeOutbox(): void
  /** Time has passed, seconds or hours: lists that have grown old are asked for again. */
  tick(): void
  /** The rules have changed: which of them sleep now? */
  rulesChanged(): Promise<void>
  refresh(contact: ContactId, signal: AbortSignal): Promise<Refreshed>
  /** The user's word on who is who. */
  who: Who
}

export function createCompanion(parts: CompanionParts, signal: AbortSignal): Companion {
  const { archive, backend } = parts
  const inOrder = createQueue()
  const desks = new Map<string, Desk>()
  let wake = new AbortController()
  let dispatching: Promise<void> | undefined
  let wanted = false
  /** Storage failed in the middle of sending. */
  let isTorn = false
  /** Storage failed while the journal was read. */
  let isBehind = false
  /** Up to this one the journal's entries were dealt with, or are waiting for storage. */
  let readUpTo = 0

  /** Only for work in the queue: two desks of one login would each know people that the other does not. */
  async function deskOf(login: LoginId): Promise<Desk> {
    const key = `${login.account}/${login.epoch}`
    const open = desks.get(key)
    if (open) return open
    const ownNick = () => backend.login()?.nick ?? ''
    const desk = await openDesk({ archive, ownNick, newId: parts.newId, now: parts.now }, login)
    desks.set(key, desk)
    return desk
  }

  /** Works at the desk of a login. When the work fails the archive is right and the desk may be ahead of it. */
  const atDesk = <T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T> =>
    inOrder(async () => {
      try {
        return await work(await deskOf(login))
      } catch (error) {
        desks.clear()
        throw error
      }
    })

  /** What messages are decided with. When it cannot be read nothing is answered: no message waits for the settings. */
  async function readSettings(): Promise<{ rules: readonly Rule[]; switches: Switches; delayMs: number }> {
    try {
      const [rules, switches, delayMs] = await Promise.all([parts.rules(), parts.switches(), parts.replyDelayMs()])
      return { rules, switches, delayMs }
    } catch (error) {
      parts.trouble({ code: 'storage-failed', detail: error instanceof Error ? error.name : 'unknown' })
      return { rules: [], switches: { autoReply: false, pausedUntil: null }, delayMs: 0 }
    }
  }

  /**
   * Reads whatever lies in the journal, oldest first; one entry that cannot be read does not stop the next.
   * @param latest the entry that was just written: mostly the only one, and then it is not fetched again
   */
  const drain = (settings = readSettings(), latest?: JournalEntry) =>
    inOrder(async () => {
      const isAlone = latest !== undefined && !isBehind && latest.id > readUpTo
      isBehind = false
      const [entries, { rules, switches, delayMs }] = await Promise.all([
        isAlone ? [latest] : archive.unsettled(),
        settings,
      ])
      for (const entry of entries) {
        readUpTo = Math.max(readUpTo, entry.id)
        const desk = await deskOf(entry)
        const result = await ingest(
          { ...parts, switches, delayMs, book: desk.book, circle: desk.circle, rules: desk.rules(rules) },
          entry,
        ).catch((error: unknown) => setAside(entry, error))
        if (!result) continue
        if (result.unreadable > 0) parts.trouble({ code: 'unreadable-items', detail: String(result.unreadable) })
        if (result.planned.length > 0) companion.wakeOutbox()
        if (result.listsChanged) naming.listsChanged(desk.login)
        states.heard(desk, result.states)
        await desk.takeNumbers(result.numbers)
        naming.strangers(desk, result)
        await parts.decided(result)
      }
    }).catch((error: unknown) => {
      isBehind = true
      reportStorage(error)
    })

  /** An entry that our own code cannot digest is kept, unread, so that the messages behind it are not lost. */
  async function setAside(entry: JournalEntry, error: unknown): Promise<null> {
    desks.clear()
    if (error instanceof ArchiveError) throw error
    log('entry set aside', { items: entry.items.length })
    await archive.commit({ oddments: unread(entry), settled: [entry.id] })
    parts.trouble({ code: 'internal', detail: error instanceof Error ? error.message : 'unknown' })
    return null
  }

  function reportStorage(error: unknown): void {
    desks.clear()
    const isFull = error instanceof ArchiveError && error.why === 'full'
    parts.trouble({
      code: error instanceof ArchiveError ? (isFull ? 'storage-full' : 'storage-failed') : 'internal',
      detail: error instanceof Error ? error.message : 'unknown',
    })
  }

  const states = createStates({ ...parts, atDesk })

  /** Some are others now, for the rules and for who is online. */
  async function linked(): Promise<void> {
    const login = backend.login()
    if (login) await atDesk(login, states.linked)
    await companion.rulesChanged()
  }

  const naming = createNaming(
    {
      ...parts,
      atDesk,
      linked,
      listed: (login) => void states.ask(login, signal).catch(reportStorage),
      failed: reportStorage,
    },
    signal,
  )

  /** What stands beside fresh details, and nobody waits for: the picture, and who is online. */
  async function lookAgain(login: LoginId, handle: Handle, abort: AbortSignal): Promise<void> {
    const contact = await atDesk(login, ({ book }) => contactOf(book, handle)?.id)
    if (contact !== undefined) await fetchPicture(parts, contact, handle, abort)
    await states.ask(login, abort)
  }

  const strangers = createStrangers({ ...parts, atDesk })

  const outbox: OutboxParts = {
    rows: archive.outbox,
    write: archive.commit,
    send: (row, abort) => backend.send(row.target, row.segments, abort),
    retarget: (row, abort) => retarget({ ...parts, naming, atDesk }, row, abort),
    whoIs: strangers.whoIs,
    login: () => backend.login(),
    switches: parts.switches,
    ruleStands: async (ruleId) => (await parts.ruleContacts()).has(ruleId),
    lastSendAt: parts.lastSendAt,
    rememberSend: parts.rememberSend,
    ended: parts.replyEnded,
    now: parts.now,
    async sleep(ms, abort) {
      if (!wanted) await parts.sleep(ms, AbortSignal.any([abort, wake.signal]))
      // Whoever has slept looks again: that is all that was wanted.
      wanted = false
    },
  }

  async function dispatchWhileWanted(): Promise<void> {
    try {
      while (wanted) {
        wanted = false
        // Nothing is on its way here: what still looks so could not be written down when it ended.
        if (isTorn) await settleInterrupted(outbox)
        isTorn = false
        await dispatch(outbox, signal)
      }
    } catch (error) {
      isTorn = true
      reportStorage(error)
    } finally {
      // In the same step as the last look at `wanted`, so that no call falls between the two.
      dispatching = undefined
    }
  }

  const companion: Companion = {
    async receive(login, items, serverAt) {
      const receivedAt = parts.now()
      // Read while the disk is busy with the journal; the switches are looked at again before anything is sent.
      const settings = readSettings()
      const entry = await archive.journal({ ...login, receivedAt, serverAt, items })
      void drain(settings, entry)
    },
    async recover() {
      await settleInterrupted(outbox)
      await drain()
      companion.wakeOutbox()
    },
    async cameUp(abort) {
      const login = backend.login()
      if (!login) return
      companion.wakeOutbox()
      states.forget()
      await parts.rememberLogin({ account: login.account, epoch: login.epoch }).catch(reportStorage)
      await naming.everybody(login, abort)
    },
    wakeOutbox() {
      wanted = true
      // Whoever waits for the next row to be due looks again.
      wake.abort()
      wake = new AbortController()
      if (isBehind) void drain()
      dispatching ??= dispatchWhileWanted()
    },
    tick: () => naming.tick(),
    who: createWho({
      ...parts,
      atDesk,
      desksOf: (account) => [...desks.values()].filter(({ login }) => login.account === account),
      linked,
    }),
    async rulesChanged() {
      const login = backend.login()
      if (!login) return
      await atDesk(login, async ({ book }) => {
        const here = recognised(book, login.epoch)
        const sleeping: Record<string, ContactId[]> = {}
        for (const [ruleId, contacts] of await parts.ruleContacts()) {
          const missing = contacts.filter((contact) => !here.has(canonical(book, contact)))
          if (missing.length > 0) sleeping[ruleId] = missing
        }
        await parts.rulesSleep(sleeping)
      })
    },
    async refresh(contact, abort) {
      const login = backend.login()
      if (!login) return { kind: 'failed', why: 'logged-out' }
      try {
        const handle = await atDesk(login, ({ book }) => recognised(book, login.epoch).get(canonical(book, contact)))
        if (!handle) return { kind: 'failed', why: 'not-recognised' }
        if (handle.kind === 'person') {
          const details = await backend.profile(handle, abort)
          await atDesk(login, (desk) => desk.takeProfile(handle, details))
        } else {
          const details = await backend.members(handle, abort)
          await atDesk(login, (desk) => desk.takeMembers(handle, details))
        }
        lookAgain(login, handle, abort).catch(reportStorage)
        return { kind: 'fresh' }
      } catch (error) {
        if (!(error instanceof BackendError)) throw error
        return { kind: 'failed', why: REFRESH_WHY[error.why] }
      }
    },
  }
  return companion
}

const REFRESH_WHY = {
  network: 'offline',
  malformed: 'strange-reply',
  refused: 'refused',
  'login-lost': 'logged-out',
  'not-logged-in': 'logged-out',
} as const
