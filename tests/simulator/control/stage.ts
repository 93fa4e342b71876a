import { ControlError, personOf } from '../find-by-key.ts'
import { isOneOf } from '../narrow.ts'
import { addCrowd, DEFAULT_GROUP_SIZE, LARGEST_GROUP } from '../world-crowd.ts'
import { textOf } from './emit.ts'
import type { Verb } from './verb.ts'

/** POST /api/clock `{advanceMs}` or `{at}`: moves the service's clock; logins and codes whose time is over end. @throws ControlError */
export const moveClock: Verb = ({ clock }, { advanceMs, at }, { accounts }) => {
  const by = at === undefined ? advanceMs : Number(at) - clock.now()
  if (typeof by !== 'number' || !Number.isFinite(by)) {
    throw new ControlError('clock: advanceMs or at must be a number of milliseconds')
  }
  clock.advance(by)
  accounts.endDue()
  return { now: clock.now(), ahead: clock.ahead() }
}

const MOST = { friends: 5000, groups: 1000, members: LARGEST_GROUP, discusses: 500 } as const

function countOf(body: Record<string, unknown>, name: keyof typeof MOST, fallback: number): number {
  const { [name]: value = fallback } = body
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MOST[name]) {
    throw new ControlError(`populate: ${name} must be a whole number from 0 to ${MOST[name]}`)
  }
  return value
}

/** POST /api/populate `{friends?, groups?, members?, discusses?, seed?}`: makes the world larger. @throws ControlError */
export const populate: Verb = ({ world }, body) => {
  const seed = textOf(body, 'seed', 'populate')
  const members = countOf(body, 'members', DEFAULT_GROUP_SIZE)
  if (members < 2) throw new ControlError('populate: a group has at least 2 members')
  addCrowd(world, {
    friends: countOf(body, 'friends', 0),
    groups: countOf(body, 'groups', 0),
    members,
    discusses: countOf(body, 'discusses', 0),
    seed,
  })
  return { friends: world.friends.length, groups: world.groups.length, discusses: world.discusses.length }
}

/** POST /api/account `{number, nick?}`: the phone is now that of another account. @throws ControlError */
export const takePhone: Verb = (_service, { number, nick = '第二个号' }, { accounts }) => {
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 10_000 || number >= 2 ** 32) {
    throw new ControlError('account: number must be a real number')
  }
  if (typeof nick !== 'string') throw new ControlError('account: nick must be a string')
  const { world } = accounts.choose(number, nick)
  return { number, nick: personOf(world, number).nick }
}

/** POST /api/portal `{mode: "off" | "page" | "redirect"}`. @throws ControlError */
export const setPortal: Verb = (_service, { mode = 'page' }, { front }) => {
  const modes = ['off', 'page', 'redirect'] as const
  if (!isOneOf(modes, mode)) throw new ControlError(`portal: mode must be one of ${modes.join(', ')}`)
  front.setPortal(mode)
}
