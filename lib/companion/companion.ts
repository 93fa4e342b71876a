import { ArchiveError } from '../archive/port.ts'
import type { Archive, JournalEntry } from '../archive/port.ts'
import { BackendError } from '../backend.ts'
import type { Backend, Login, LoginId } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import { handleKey } from '../chat/handle.ts'
import type { Handle } from '../chat/handle.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { canonical, recognised } from '../contacts/book.ts'
import { log } from '../log.ts'
import { dispatch, settleInterrupted } from '../outbox/dispatcher.ts'
import type { OutboxParts } from '../outbox/dispatcher.ts'
import type { Switches } from '../rules/decide.ts'
import type { Rule } from '../rules/rule.ts'
import { MINUTE, SECOND } from '../time.ts'
import { openDesk } from './desk.ts'
import type { Desk } from './desk.ts'
import { ingest } from './ingest.ts'
import type { Ingested } from './ingest.ts'
import { createQueue } from './queue.ts'

/** Something the user should know; the top gives it words. */
export type Trouble =
  | { code: 'storage-full' | 'storage-failed' | 'internal'; detail: string }
  | { code: 'list-failed' | 'profile-failed' | 'strange-reply'; detail: string }
  | { code: 'unreadable-items'; detail: string }
  | { code: 'kicked'; detail: string }

export interface CompanionParts {
  archive: Archive
  backend: Backend
  /** The same array until they change. */
  rules(): Promise<readonly Rule[]>
  /** Rules that are switched on, by id, with the contacts they are for. */
  ruleContacts(): Promise<Map<string, readonly ContactId[]>>
  switches(): Promise<Switches>
  replyDelayMs(): Promise<number>
  lastSendAt(): Promise<number>
  rememberSend(at: number): Promise<void>
  /** Messages were decided about. */
  decided(result: Ingested): Promise<void>
  /** A reply has ended, or become uncertain, or its echo came. */
  replyEnded(row: OutboxRow): Promise<void>
  /** Rules whose contacts this login does not recognise, with those contacts. */
  rulesSleep(sleeping: Record<string, ContactId[]>): Promise<void>
  trouble(trouble: Trouble): void
  newId(): string
  now(): number
  localTime(at: number): string
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

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
  /** Something that pending replies depend on has changed. */
  wakeOutbox(): void
  /** The rules have changed: which of them sleep now? */
  rulesChanged(): Promise<void>
  refresh(contact: ContactId, signal: AbortSignal): Promise<Refreshed>
}

/** Politeness between two calls that only name people. */
const NAMING_GAP = 400
/** A group whose sender is unknown is asked about again after this long at the earliest. */
const ASK_AGAIN_AFTER = 10 * MINUTE
const LIST_RETRY_FIRST = 10 * SECOND
const LIST_RETRY_MAX = 10 * MINUTE

export function createCompanion(parts: CompanionParts, signal: AbortSignal): Companion {
  const { archive, backend } = parts
  const inOrder = createQueue()
  const desks = new Map<string, Desk>()
  const asked = new Map<string, number>()
  let dispatching: Promise<void> | undefined
  let wanted = false

  async function deskOf(login: LoginId): Promise<Desk> {
    const key = `${login.account}/${login.epoch}`
    const open = desks.get(key)
    if (open) return open
    const ownNick = () => backend.login()?.nick ?? ''
    const desk = await openDesk({ archive, ownNick, newId: parts.newId, now: parts.now }, login)
    desks.set(key, desk)
    return desk
  }

  /** Reads whatever lies in the journal, oldest first; one entry that cannot be read does not stop the next. */
  const drain = () =>
    inOrder(async () => {
      for (const entry of await archive.unsettled()) {
        const desk = await deskOf(entry)
        const result = await ingest(
          { ...parts, book: desk.book, circle: desk.circle, rules: desk.rules(await parts.rules()) },
          entry,
        ).catch((error: unknown) => setAside(entry, error))
        if (!result) continue
        if (result.unreadable > 0) parts.trouble({ code: 'unreadable-items', detail: String(result.unreadable) })
        await parts.decided(result)
        if (result.planned.length > 0 || result.messages.length === 0) companion.wakeOutbox()
        askAboutStrangers(desk, result)
      }
    }).catch(reportStorage)

  /** An entry that our own code cannot digest is kept, unread, so that the messages behind it are not lost. */
  async function setAside(entry: JournalEntry, error: unknown): Promise<null> {
    desks.clear()
    if (error instanceof ArchiveError) throw error
    log('entry set aside', { items: entry.items.length })
    const kept = { account: entry.account, epoch: entry.epoch, at: entry.receivedAt, kind: 'unreadable' as const }
    const oddments = entry.items.map((raw, index) => ({
      ...kept,
      id: `${entry.id}/${index}`,
      wireKind: null,
      repeats: null,
      raw,
    }))
    await archive.commit({ oddments, settled: [entry.id] })
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

  const outbox: OutboxParts = {
    rows: archive.outbox,
    write: archive.commit,
    send: (row, abort) => backend.send(row.target, row.segments, abort),
    login: () => backend.login(),
    switches: parts.switches,
    ruleStands: async (ruleId) => (await parts.ruleContacts()).has(ruleId),
    lastSendAt: parts.lastSendAt,
    rememberSend: parts.rememberSend,
    ended: parts.replyEnded,
    now: parts.now,
    sleep: parts.sleep,
  }

  /** Who is in the lists, then who is in each group, one call at a time. */
  async function nameEverybody(login: Login, abort: AbortSignal): Promise<void> {
    let retry = LIST_RETRY_FIRST
    while (!abort.aborted) {
      try {
        const directory = await backend.directory(abort)
        await inOrder(async () => (await deskOf(login)).takeDirectory(directory))
        await companion.rulesChanged()
        for (const { handle } of [...directory.discusses, ...directory.groups]) {
          if (abort.aborted) return
          await nameMembers(handle, abort)
          await parts.sleep(NAMING_GAP, abort)
        }
        return
      } catch (error) {
        if (abort.aborted) return
        if (!(error instanceof BackendError)) return reportStorage(error)
        log('lists failed', { why: error.why })
        parts.trouble({ code: error.why === 'malformed' ? 'strange-reply' : 'list-failed', detail: error.message })
        await parts.sleep(retry, abort)
        retry = Math.min(2 * retry, LIST_RETRY_MAX)
      }
    }
  }

  /** Fetches a group's members, unless it was asked a moment ago. A failure only leaves them unnamed. */
  async function nameMembers(group: Handle, abort: AbortSignal): Promise<void> {
    const key = handleKey(group)
    if (parts.now() - (asked.get(key) ?? 0) < ASK_AGAIN_AFTER) return
    asked.set(key, parts.now())
    try {
      const details = await backend.members(group, abort)
      await inOrder(async () => (await deskOf(group)).takeMembers(group, details))
      await companion.rulesChanged()
    } catch (error) {
      if (!(error instanceof BackendError)) throw error
      log('members failed', { why: error.why })
    }
  }

  /** Somebody no list has named wrote: perhaps the list is old. */
  function askAboutStrangers(desk: Desk, { messages }: Ingested): void {
    const strange = messages.filter(({ author, authorName }) => author !== null && authorName === null)
    for (const handle of new Set(
      strange.map(({ conversation }) => recognised(desk.book, desk.login.epoch).get(conversation)),
    )) {
      if (handle && handle.kind !== 'person') nameMembers(handle, signal).catch(reportStorage)
    }
  }

  const companion: Companion = {
    async receive(login, items, serverAt) {
      await archive.journal({ ...login, receivedAt: parts.now(), serverAt, items })
      void drain()
    },
    async recover() {
      await settleInterrupted(outbox)
      await drain()
    },
    async cameUp(abort) {
      const login = backend.login()
      if (!login) return
      companion.wakeOutbox()
      await nameEverybody(login, abort)
    },
    wakeOutbox() {
      wanted = true
      dispatching ??= (async () => {
        while (wanted) {
          wanted = false
          await dispatch(outbox, signal)
        }
      })()
        .catch(reportStorage)
        .finally(() => {
          dispatching = undefined
        })
    },
    async rulesChanged() {
      const login = backend.login()
      if (!login) return
      const { book } = await deskOf(login)
      const here = recognised(book, login.epoch)
      const sleeping: Record<string, ContactId[]> = {}
      for (const [ruleId, contacts] of await parts.ruleContacts()) {
        const missing = contacts.filter((contact) => !here.has(canonical(book, contact)))
        if (missing.length > 0) sleeping[ruleId] = missing
      }
      await parts.rulesSleep(sleeping)
    },
    async refresh(contact, abort) {
      const login = backend.login()
      if (!login) return { kind: 'failed', why: 'logged-out' }
      try {
        const desk = await inOrder(() => deskOf(login))
        const handle = recognised(desk.book, login.epoch).get(canonical(desk.book, contact))
        if (!handle) return { kind: 'failed', why: 'not-recognised' }
        if (handle.kind === 'person') {
          const details = await backend.profile(handle, abort)
          await inOrder(() => desk.takeProfile(handle, details))
        } else {
          const details = await backend.members(handle, abort)
          await inOrder(() => desk.takeMembers(handle, details))
        }
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
