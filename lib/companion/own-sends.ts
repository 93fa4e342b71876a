import type { Archive } from '../archive/port.ts'
import type { Backend, LoginId, UserSending, UserSent } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import type { Message, Oddment } from '../chat/message.ts'
import { segmentsToText } from '../chat/segment.ts'
import { canonical } from '../contacts/book.ts'
import { meet } from '../contacts/meet.ts'
import type { Met } from '../contacts/meet.ts'
import { prune, rememberOwnWords, rememberTakeover } from '../rules/state.ts'
import type { RuleState } from '../rules/state.ts'
import { SECOND } from '../time.ts'
import type { Desk } from './desk.ts'
import { readStateFor } from './rule-state.ts'

/** Somebody who goes on typing starts the pause anew this often at the most. */
const TYPING_NOTED_EVERY = 20 * SECOND

export interface OwnSendsParts {
  archive: Pick<Archive, 'ruleState' | 'commit'>
  backend: Pick<Backend, 'login'>
  /** Works at the desk of a login, after whatever else works there. */
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  /** The user has taken a conversation over: replies that wait there are to be dropped. */
  takenOver(): void
  newId(): string
  now(): number
}

/**
 * What the user writes on the official page: it starts the pause of rules there, it is archived, and its echo is known
 * when it comes back. Each step may be told again, after a death on either side: nothing changes the second time.
 */
export interface OwnSends {
  sends(login: LoginId, sending: UserSending): Promise<void>
  sent(login: LoginId, sent: UserSent): Promise<void>
  typing(contact: ContactId): Promise<void>
}

export function createOwnSends(parts: OwnSendsParts): OwnSends {
  const { archive, backend, atDesk } = parts
  const typedAt = new Map<ContactId, number>()

  const keepState = ({ book }: Desk, state: RuleState) => ({
    account: book.account,
    state: prune(state, { at: parts.now() }),
  })

  /** Meets whom the user writes to, and remembers that they do. */
  async function takeOver(desk: Desk, { to, at }: UserSending): Promise<{ met: Met; state: RuleState }> {
    const state = readStateFor(desk.book, await archive.ruleState(desk.book.account))
    const met = meet(desk.book, to, parts.now(), parts.newId)
    return { met, state: rememberTakeover(state, met.contact.id, Math.min(at, parts.now())) }
  }

  return {
    async sends(login, sending) {
      await atDesk(login, async (desk) => {
        const { met, state } = await takeOver(desk, sending)
        await archive.commit({ ...met.change, ruleState: keepState(desk, withWords(state, sending)) })
      })
      parts.takenOver()
    },
    async sent(login, sent) {
      await atDesk(login, async (desk) => {
        const { met, state } = await takeOver(desk, sent)
        const key = keyOf(sent)
        // An echo that has come is proof, whatever the answer to the request was.
        const isEchoed = state.ownWords.some((words) => words.key === key && words.echoedAt !== null)
        if (!isEchoed && (sent.outcome.kind === 'refused' || sent.outcome.kind === 'unknown-target')) {
          const ownWords = state.ownWords.filter((words) => words.key !== key)
          const oddments = [oddmentOf(sent, parts.now())]
          await archive.commit({ ...met.change, oddments, ruleState: keepState(desk, { ...state, ownWords }) })
          return
        }
        const offset = backend.login()?.clockOffset ?? 0
        const messages = [messageOf(sent, met, sent.at + offset, parts.now())]
        await archive.commit({ ...met.change, messages, ruleState: keepState(desk, withWords(state, sent)) })
      })
      parts.takenOver()
    },
    async typing(contact) {
      const login = backend.login()
      if (!login) return
      const isNew = await atDesk(login, async (desk) => {
        const id = canonical(desk.book, contact)
        const at = parts.now()
        const before = typedAt.get(id)
        // A clock that was set back starts anew.
        const isNoted = before !== undefined && before <= at && at - before < TYPING_NOTED_EVERY
        if (isNoted || !desk.book.contacts.has(id)) return false
        const state = readStateFor(desk.book, await archive.ruleState(desk.book.account))
        await archive.commit({ ruleState: keepState(desk, rememberTakeover(state, id, at)) })
        typedAt.set(id, at)
        return true
      })
      if (isNew) parts.takenOver()
    },
  }
}

/** The same send, told twice, has the same key. Numbers and handles repeat in other logins, and whom it went to sets two pages apart. */
function keyOf({ to, number }: UserSending): string {
  return `own/${to.account}/${to.epoch}/${to.kind}/${to.number}/${number}`
}

function withWords(state: RuleState, sending: UserSending): RuleState {
  const { epoch, kind, number } = sending.to
  const text = segmentsToText(sending.segments)
  return rememberOwnWords(state, { key: keyOf(sending), epoch, kind, number, text, at: sending.at, echoedAt: null })
}

function messageOf(sent: UserSent, met: Met, sentAt: number, receivedAt: number): Message {
  return {
    key: keyOf(sent),
    account: sent.to.account,
    epoch: sent.to.epoch,
    conversation: met.storeAs,
    kind: sent.to.kind === 'person' ? 'friend' : sent.to.kind,
    direction: 'out',
    author: null,
    authorName: null,
    segments: sent.segments,
    text: segmentsToText(sent.segments),
    mentionsMe: false,
    sentAt,
    receivedAt,
    order: 0,
    source: 'page',
    raw: sent.raw,
    outboxId: null,
  }
}

function oddmentOf(sent: UserSent, at: number): Oddment {
  const { account, epoch } = sent.to
  return { id: keyOf(sent), account, epoch, at, kind: 'not-sent', wireKind: null, repeats: null, raw: sent.raw }
}
