import { ArchiveError, ArchiveReplaced } from '../archive/port.ts'
import type { JournalEntry } from '../archive/port.ts'
import type { LoginId, UserSending, UserSent } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import { canonical, recognised } from '../contacts/book.ts'
import { findOpenChat } from '../contacts/open-chat.ts'
import { log } from '../log.ts'
import type { ChatEvidence, OpenChat } from '../ports.ts'
import type { Switches } from '../rules/event.ts'
import { DEFAULT_POLICY } from '../rules/policy.ts'
import type { RuleSet } from '../rules/policy.ts'
import type { Presence } from './away.ts'
import type { CompanionParts } from './companion-parts.ts'
import { chatHold } from './chat-hold.ts'
import { readChatLines } from './chat-lines.ts'
import type { ChatLine } from './chat-lines.ts'
import { openDesk } from './desk.ts'
import type { Desk } from './desk.ts'
import { createDetails } from './details.ts'
import type { Refreshed } from './details.ts'
import { ingest } from './ingest.ts'
import { isSameLogin, loginNow } from './login-now.ts'
import { createLoops } from './loops.ts'
import { createNaming } from './naming.ts'
import { createOwnSends } from './own-sends.ts'
import { createQueue } from './queue.ts'
import { retarget } from './retarget.ts'
import { createSending } from './sending.ts'
import { createStrangers } from './strangers.ts'
import { createStates } from './states.ts'
import { storageTrouble } from './storage-trouble.ts'
import { unread } from './unread.ts'
import { createWho } from './who.ts'
import type { Who } from './who.ts'

export type { Refreshed } from './details.ts'

/** Everything that happens to a message after the wire: archive, people, rules, outbox. */
export interface Companion {
  /**
   * A poll's items, our own or (`source`) one of the official page: on disk when it resolves, read and decided about soon
   * after. @throws {ArchiveError}
   */
  receive(login: LoginId, items: unknown[], serverAt: number | null, source?: 'page'): Promise<void>
  /** The user begins to send on the official page: rules leave that conversation to them for a while. */
  userSends(login: LoginId, sending: UserSending): Promise<void>
  /** It is sent, or not: archived when it resolves. @throws {ArchiveError} */
  userSent(login: LoginId, sent: UserSent): Promise<void>
  /** The user writes in this chat, and has not sent it yet. */
  typing(contact: ContactId): Promise<void>
  /** Whom the chat that is open on the official page is with. */
  openChat(evidence: ChatEvidence): Promise<OpenChat>
  /** What is to be said beside the messages of a chat on the page; in the page's own numbers of the login that is up. */
  chatLines(contact: ContactId): Promise<ChatLine[]>
  /** Details of a contact if those that are there are older than `maxAge` (ms): one call at a time. */
  freshen(contact: ContactId, maxAge: number, signal: AbortSignal): Promise<Refreshed | { kind: 'cached' }>
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
  /** The user says that all is well in a conversation that the loop breaker leaves alone. @throws {ArchiveError} */
  resumeChat(conversation: ContactId): Promise<void>
  /** The user's word on who is who. */
  who: Who
}

/** What is decided with when the rules cannot be read. */
const NO_RULES: RuleSet = { rules: [], policy: DEFAULT_POLICY }

export function createCompanion(parts: CompanionParts, signal: AbortSignal): Companion {
  const { archive, backend } = parts
  const inOrder = createQueue()
  const desks = new Map<string, Desk>()
  /** There may be more in the journal than was just written: from an earlier life, or storage failed while it was read. */
  let isBehind = true
  /** Up to this one the journal's entries were dealt with, or are waiting for storage. */
  let readUpTo = 0

  /** Only for work in the queue: two desks of one login would each know people that the other does not. */
  async function deskOf(login: LoginId): Promise<Desk> {
    const key = `${login.account}/${login.epoch}`
    const open = desks.get(key)
    if (open) return open
    // Of another login nobody told us the name.
    const ownNick = () => (isSameLogin(backend.login(), login) ? backend.login()!.nick : '')
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
  async function readSettings(): Promise<{ ruleSet: RuleSet; switches: Switches }> {
    try {
      const [ruleSet, switches] = await Promise.all([parts.ruleSet(), parts.switches()])
      return { ruleSet, switches }
    } catch (error) {
      parts.trouble({ code: 'storage-failed', detail: error instanceof Error ? error.name : 'unknown' })
      return { ruleSet: NO_RULES, switches: { autoReply: false, pausedUntil: null, stopped: null } }
    }
  }

  /** What is away-only stays silent when nobody can say whether the user is. */
  const presenceOf = (account: AccountId): Promise<Presence> =>
    parts.presence(account).catch(() => ({ choice: 'here', ownState: null }))

  /**
   * Reads whatever lies in the journal, oldest first; one entry that cannot be read does not stop the next.
   * @param latest the entry that was just written: mostly the only one, and then it is not fetched again
   */
  const drain = (settings = readSettings(), latest?: JournalEntry) =>
    inOrder(async () => {
      const isAlone = latest !== undefined && !isBehind && latest.id > readUpTo
      isBehind = false
      const [entries, { ruleSet, switches }] = await Promise.all([isAlone ? [latest] : archive.unsettled(), settings])
      for (const entry of entries) {
        readUpTo = Math.max(readUpTo, entry.id)
        const desk = await deskOf(entry)
        const [rules, presence] = await Promise.all([desk.rules(ruleSet), presenceOf(entry.account)])
        const result = await ingest(
          {
            ...parts,
            switches,
            book: desk.book,
            circle: desk.circle,
            rules,
            presence,
            login: await loginNow(parts, entry),
          },
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
        await parts.loops(entry.account, result.loops)
      }
    }).catch((error: unknown) => {
      isBehind = true
      reportStorage(error)
      // It is told once: with people read anew the entries can be read.
      if (error instanceof ArchiveReplaced) void drain()
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
    if (error instanceof ArchiveReplaced) return
    if (error instanceof ArchiveError) parts.trouble(storageTrouble(error))
    else parts.trouble({ code: 'internal', detail: error instanceof Error ? error.message : 'unknown' })
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

  const details = createDetails({ ...parts, atDesk, states, failed: reportStorage })
  const loops = createLoops({ ...parts, atDesk })
  const ownSends = createOwnSends({ ...parts, atDesk, takenOver: () => companion.wakeOutbox() })
  const strangers = createStrangers({ ...parts, atDesk })

  const sending = createSending(
    {
      rows: archive.outbox,
      write: archive.commit,
      send: (row, abort) => backend.send(row.target, row.segments, abort),
      retarget: (row, abort) => retarget({ ...parts, naming, atDesk }, row, abort),
      whoIs: strangers.whoIs,
      login: () => backend.login(),
      switches: parts.switches,
      chatHold: (row) => chatHold({ archive, atDesk, now: parts.now }, row),
      ruleStands: async (ruleId) => (await parts.ruleContacts()).has(ruleId),
      lastSendAt: parts.lastSendAt,
      rememberSend: parts.rememberSend,
      ended: parts.replyEnded,
      now: parts.now,
      sleep: parts.sleep,
      failed: reportStorage,
    },
    signal,
  )

  const companion: Companion = {
    async receive(login, items, serverAt, source) {
      const { account, epoch } = login
      const receivedAt = parts.now()
      // Read while the disk is busy with the journal; the switches are looked at again before anything is sent.
      const settings = readSettings()
      const entry = await archive.journal({
        account,
        epoch,
        receivedAt,
        serverAt,
        items,
        ...(source ? { source } : {}),
      })
      void drain(settings, entry)
    },
    async recover() {
      await sending.settle()
      await drain()
      await loops.tell()
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
      if (isBehind) void drain()
      sending.wake()
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
    resumeChat: loops.resume,
    refresh: details.refresh,
    freshen: details.freshen,
    userSends: ownSends.sends,
    userSent: ownSends.sent,
    typing: ownSends.typing,
    async openChat(evidence) {
      const login = backend.login()
      const contact = login && (await atDesk(login, ({ book }) => findOpenChat(book, login, evidence)))
      return contact === null ? { state: 'unknown', title: evidence.title } : { state: 'known', contact }
    },
    async chatLines(contact) {
      const login = backend.login()
      return login ? readChatLines(archive, await atDesk(login, ({ book }) => book), login, contact) : []
    },
  }
  return companion
}
