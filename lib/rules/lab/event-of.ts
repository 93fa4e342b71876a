import type { Decision, Given } from '../../chat/decision.ts'
import type { Message } from '../../chat/message.ts'
import type { ChatEvent, Now, Switches } from '../event.ts'

/** A message to decide about again. */
export interface ReplayItem {
  event: ChatEvent
  now: Now
  /** What no message tells of, when it was recorded; absent: nothing is known, and the replay's own memory holds. */
  outside?: Pick<Given, 'mutedUntil' | 'takenOverAt'>
  /** What was decided about it then, to compare with. */
  happened?: Decision
}

/** What is taken to be true of messages whose circumstances nobody recorded. */
export interface ReplayDefaults {
  zone: string
  switches: Switches
  away: boolean
  /** Names of the author and the conversation, as far as they are known now. */
  names: ChatEvent['names']
  authorNumber: string | null
  category: string | null
  role: ChatEvent['role']
  /** When the author wrote there the time before, ms (see `createHeard`). */
  previousAt: number | null
}

/** Whether rules are asked about it: what others sent, and what this account wrote elsewhere. */
export function isDecidedAbout(message: Pick<Message, 'direction' | 'source'>): boolean {
  return message.direction === 'in' || message.source === 'poll'
}

/** Whether the user wrote it by hand: on the official page or elsewhere, not one of our replies. */
export function isByHand(message: Pick<Message, 'direction' | 'source'>): boolean {
  return message.direction === 'out' && message.source !== 'outbox'
}

/**
 * An archived message as the rules met it. With its decision's recorded circumstances it is exactly that; without, the
 * defaults fill in, and its arrival stands for the time on both clocks. Contact ids have to be canonical already.
 */
export function eventOf(message: Message, happened: Decision | undefined, defaults: ReplayDefaults): ReplayItem {
  const given = happened?.given
  const { key, account, conversation, kind, author, text, segments, mentionsMe, sentAt, receivedAt } = message
  const said = { messageKey: key, account, conversation, kind, author, text, segments, mentionsMe, sentAt }
  if (happened && given) {
    const { serverAt, zone, random, away, switches, mutedUntil, takenOverAt, ruleSet: _, ...circumstances } = given
    return {
      event: { ...said, ...circumstances },
      now: { at: happened.at, serverAt, zone, random, away, switches },
      outside: { mutedUntil, takenOverAt },
      happened,
    }
  }
  const { names, authorNumber, category, role, previousAt, zone, switches, away } = defaults
  const own = message.direction === 'out' ? 'self' : 'no'
  const at = happened?.at ?? receivedAt
  return {
    event: { ...said, own, authorIsKnown: true, names, authorNumber, category, role, previousAt },
    // A recording from before version 3 has no server's clock: the message is as old as it was when it arrived.
    now: { at, serverAt: at, zone, random: randomOf(key), away, switches },
    ...(happened ? { happened } : {}),
  }
}

/** The same number for the same message each time, so that a replay can be repeated. */
function randomOf(key: string): number {
  let hash = 2_166_136_261
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 16_777_619)
  }
  return hash >>> 0
}

/** Follows when everybody last wrote where, for messages without recorded circumstances. Grows with authors, not messages. */
export interface Heard {
  /** When the author wrote there before this message, ms; null: never since the replay began. Remembers the message. */
  before(message: Pick<Message, 'conversation' | 'author' | 'sentAt'>): number | null
}

export function createHeard(): Heard {
  const last = new Map<string, number>()
  return {
    before({ conversation, author, sentAt }) {
      const place = `${conversation}\n${author ?? ''}`
      const before = last.get(place)
      if (before === undefined || sentAt > before) last.set(place, sentAt)
      return before ?? null
    },
  }
}
