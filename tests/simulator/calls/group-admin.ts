import { muteWords } from '../account/mute-words.ts'
import { messageItem } from '../account/poll-items.ts'
import type { Session } from '../account/sessions.ts'
import { isRecord } from '../narrow.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { json } from '../wire/message.ts'
import type { Group, GroupMember } from '../world.ts'
import { admitted, groupAsked, kindOf, NO_LOGIN, NOT_A_MEMBER, ownKind } from './qun.ts'

/** Codes of refusals: no right, nobody of these is a member, roles are the owner's to give. */
const NO_RIGHT = 3
const NOBODY = 11
const NOT_OWNER = 14

const done = (more: Record<string, unknown> = {}): WireReply => json({ ec: 0, ...more })
const refused = (ec: number): WireReply => json({ ec, em: 'no&nbsp;right' })

type Act = (asked: { service: Service; session: Session; request: WireRequest; group: Group }) => WireReply

/** The checks that every administration call makes: the login, then the group. */
const inGroup =
  (act: Act) =>
  (service: Service, request: WireRequest): WireReply => {
    const session = admitted(service, request)
    if (session === null) return NO_LOGIN()
    const group = groupAsked(service, request)
    return group === null ? NOT_A_MEMBER() : act({ service, session, request, group })
  }

/** Numbers joined by `|`, as `ul` has them; `u` holds one. */
const numbersIn = ({ form }: WireRequest): number[] => (form.get('ul') ?? form.get('u') ?? '').split('|').map(Number)

const membersIn = (group: Group, numbers: readonly number[]): GroupMember[] =>
  group.members.filter(({ number }) => numbers.includes(number))

/** The owner is over everybody, administrators over members. */
function isUnder(service: Service, group: Group, member: GroupMember): boolean {
  const own = ownKind(service, group)
  const kind = kindOf(group, member)
  return (own === 'owner' && kind !== 'owner') || (own === 'admin' && kind === 'member')
}

/** POST …/delete_group_member: `gc ul bkn`. Puts members out of the group; tells which. */
export const deleteMembers = inGroup(({ service, request, group }) => {
  if (ownKind(service, group) === 'member') return refused(NO_RIGHT)
  const gone = membersIn(group, numbersIn(request)).filter((member) => isUnder(service, group, member))
  if (gone.length === 0) return refused(NOBODY)
  group.members = group.members.filter((member) => !gone.includes(member))
  return done({ ul: gone.map(({ number }) => number) })
})

/** POST …/add_group_member: `gc ul bkn`. Friends only; any member may bring some. */
export const addMembers = inGroup(({ service, request, group }) => {
  const numbers = numbersIn(request)
  const isIn = (number: number): boolean => group.members.some((member) => member.number === number)
  const friends = service.world.friends.filter(({ number }) => numbers.includes(number) && !isIn(number))
  if (friends.length === 0) return refused(NOBODY)
  group.members.push(...friends.map(({ number }) => ({ number, card: null, isAdmin: false })))
  return done()
})

/** POST …/set_group_admin: `gc u (or ul) op bkn`; op 1 makes an administrator, 0 unmakes one. The owner's alone. */
export const setAdmin = inGroup(({ service, request, group }) => {
  const chosen = membersIn(group, numbersIn(request)).filter((member) => isUnder(service, group, member))
  if (ownKind(service, group) !== 'owner' || chosen.length === 0) return refused(NOT_OWNER)
  for (const member of chosen) member.isAdmin = request.form.get('op') === '1'
  return done()
})

/** POST …/set_group_card: `gc u name bkn`; without `name` the card is taken off. One's own, or one of somebody below. */
export const setCard = inGroup(({ service, request, group }) => {
  const [member] = membersIn(group, numbersIn(request))
  if (member === undefined) return refused(NOBODY)
  const isOwn = member.number === service.world.ownNumber
  if (!isOwn && !isUnder(service, group, member)) return refused(NO_RIGHT)
  const name = request.form.get('name')
  member.card = name === null || name === '' ? null : name
  return done()
})

/** `[{"uin":N,"t":seconds}]`; null when it is none. */
function shutupList(text: string | null): { number: number; seconds: number }[] | null {
  try {
    const list: unknown = JSON.parse(text ?? '')
    if (!Array.isArray(list)) return null
    return list.filter(isRecord).map(({ uin, t }) => ({ number: Number(uin), seconds: Number(t) }))
  } catch {
    return null
  }
}

/** POST …/set_group_shutup: `gc shutup_list bkn`, or `all_shutup` 1 or 0 for everybody. The group reads of it. */
export const setShutup = inGroup(({ service, session, request, group }) => {
  if (ownKind(service, group) === 'member') return refused(NO_RIGHT)
  const say = (number: number | null, minutes: number): void => {
    const { handles } = session
    const gid = handles.gidOf(group.number)
    const origin = { kind: 'group' as const, gid, sendUin: handles.pollUinOf(service.world.ownNumber) }
    const words = muteWords(service.world, group, number, minutes)
    const id = service.nextMsgId(group.number)
    service.polls.deliver([messageItem({ ...service, handles }, origin, [words], id, service.now())])
  }
  const all = request.form.get('all_shutup')
  if (all !== null) {
    say(null, Number(all))
    return done()
  }
  const list = shutupList(request.form.get('shutup_list')) ?? []
  const muted = list.filter(({ number }) =>
    membersIn(group, [number]).some((member) => isUnder(service, group, member)),
  )
  if (muted.length === 0) return refused(NOBODY)
  for (const { number, seconds } of muted) say(number, Math.ceil(seconds / 60))
  return done()
})

/** The days on which the account signed in a group; days since 1970. */
const signDays = new WeakMap<Group, number[]>()
const DAY_SECONDS = 86_400

/** POST qiandao.qun.qq.com/cgi-bin/sign: `gc is_sign bkn`. The daily sign; a second one on the same day changes nothing. */
export const sign = inGroup(({ service, group }) => {
  const now = Math.floor(service.now() / 1000)
  const today = Math.floor(now / DAY_SECONDS)
  const days = signDays.get(group) ?? []
  if (!days.includes(today)) signDays.set(group, [...days, today])
  const signed = signDays.get(group) ?? []
  let inRow = 0
  while (signed.includes(today - inRow)) inRow += 1
  return json({
    conti_count: inRow,
    ec: 0,
    is_new: 0,
    is_sign: 1,
    now,
    rank: 1,
    sign_time: now,
    today_count: 1,
    total_count: signed.length,
  })
})
