import type { ContactId } from '../chat/contact.ts'
import { DAY, HOUR } from '../time.ts'

/** Silence after which whoever writes next begins a conversation anew, ms. An answer later than that is none. */
const SILENCE = 6 * HOUR

/** What one side did in conversations of two. */
export interface Side {
  /** How often it spoke first after a silence. */
  began: number
  /** How often it answered the other. */
  answered: number
  /** How long it took to answer, the middle value, ms, to about a tenth; null when it never did. */
  usualWait: number | null
}

export interface Balance {
  mine: Side
  theirs: Side
}

/** Follows who begins and who answers. Messages of a conversation come in order. */
export interface BalanceCounter {
  add(conversation: ContactId, isMine: boolean, at: number): void
  /** Null when nobody has said anything. */
  result(): Balance | null
}

export function createBalance(): BalanceCounter {
  const last = new Map<ContactId, { isMine: boolean; at: number }>()
  const mine = createSide()
  const theirs = createSide()
  return {
    add(conversation, isMine, at) {
      const before = last.get(conversation)
      last.set(conversation, { isMine, at })
      const side = isMine ? mine : theirs
      if (!before || at - before.at > SILENCE) side.began()
      else if (before.isMine !== isMine) side.answered(at - before.at)
    },
    result: () => (last.size === 0 ? null : { mine: mine.side(), theirs: theirs.side() }),
  }
}

/** Steps of waiting time: each a fifth longer than the one before, from a second to a day. */
const STEP = Math.log(1.2)
const STEPS = Math.ceil(Math.log(DAY / 1_000) / STEP)

function createSide() {
  let began = 0
  const waits = new Uint32Array(STEPS + 1)
  let answered = 0
  return {
    began: () => void (began += 1),
    answered(wait: number) {
      answered += 1
      const step = Math.min(STEPS, Math.max(0, Math.round(Math.log(Math.max(1_000, wait) / 1_000) / STEP)))
      waits[step] = (waits[step] ?? 0) + 1
    },
    side: (): Side => ({ began, answered, usualWait: answered === 0 ? null : middle() }),
  }

  function middle(): number {
    let seen = 0
    const step = waits.findIndex((count) => (seen += count) * 2 >= answered)
    return Math.round(Math.exp(step * STEP)) * 1_000
  }
}
