import { DAY, HOUR, MINUTE } from '../../time.ts'
import type { Guard } from './guard.ts'

/** Never more replies a minute than this, whatever a cap is set to. The service locks accounts that talk faster. */
export const HARD_CAP_PER_MINUTE = 20

/** Most automatic replies of one account. */
export interface Caps {
  perMinute: number
  perHour: number
  perDay: number
}

/** Caps as they are in this version; people answer slower than this. */
export const CAPS: Caps = { perMinute: 6, perHour: 40, perDay: 200 }

/** The guards that count the replies of the account, the shortest span first. They run once a rule has matched. */
export function capGuards(caps: Caps = CAPS): readonly Guard[] {
  return [
    cap('cap-minute', Math.min(caps.perMinute, HARD_CAP_PER_MINUTE), MINUTE),
    cap('cap-hour', caps.perHour, HOUR),
    cap('cap-day', caps.perDay, DAY),
  ]
}

function cap(why: 'cap-minute' | 'cap-hour' | 'cap-day', most: number, span: number): Guard {
  return {
    why,
    check: ({ state, moment }) => {
      const replies = state.replies.filter((reply) => reply.at > moment.at - span).length
      return { passed: replies < most, detail: `${replies} / ${most}` }
    },
  }
}
