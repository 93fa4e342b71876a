import { describe, expect, it } from 'vitest'
import type { Member } from '../../../lib/chat/contact.ts'
import { contactOf } from '../../../lib/contacts/book.ts'
import { readRuleState, rememberTakeover } from '../../../lib/rules/state.ts'
import { DAY, MINUTE } from '../../../lib/time.ts'
import { contentCondition, rule } from '../rules/examples.ts'
import { fromFriend, handle, ingestWorld, inGroup, NOON, shake } from './ingest-world.ts'

type World = Awaited<ReturnType<typeof ingestWorld>>

const group = handle(90, 'group')
const joined = (uin: number) => ({
  poll_type: 'sys_g_msg',
  value: { from_uin: 90, type: 'group_join', op_type: 3, t_gcode: 376024301, gcode: 90, new_member: uin },
})
const muting = (text: string, seconds = 0) => inGroup(8, `${text} `, { time: NOON / 1_000 + seconds })

function takeMembers(world: World, roles: Record<number, Member['role']>): void {
  const members = Object.entries(roles).map(([number, role]) => ({
    handle: handle(Number(number)),
    nick: `n${number}`,
    card: number === '10001' ? '队长' : null,
    role,
    isSelf: number === '10001',
    number: null,
  }))
  world.circle.takeMembers(group, { name: '羽毛球', notice: null, createdAt: null, members })
}

const stateOf = async (world: World) => readRuleState(await world.archive.ruleState('10001'))
const whys = ({ decisions }: Awaited<ReturnType<World['receive']>>) =>
  decisions.map(({ outcome }) => (outcome.kind === 'none' ? outcome.why : 'reply'))

describe('what a decision was made with', () => {
  it('is written down with it: who wrote, what was known of them, the time and the rules', async () => {
    const world = await ingestWorld()
    const friend = world.book.contacts.get('friend-5')!
    world.book.contacts.set('friend-5', { ...friend, remark: '强哥', category: '同学', number: '444674000' })
    const entry = await world.receive([fromFriend(5, '在吗')], NOON + 400)
    const [stored] = await world.archive.decisions({ limit: 1 })
    expect(stored).toEqual(entry.decisions[0])
    expect(stored!.given).toEqual({
      own: 'no',
      authorIsKnown: true,
      names: { nick: '阿强', remark: '强哥', card: null, group: null },
      authorNumber: '444674000',
      category: '同学',
      role: null,
      previousAt: null,
      serverAt: NOON + 500,
      zone: 'Asia/Shanghai',
      random: 1,
      away: false,
      switches: { autoReply: true, pausedUntil: null, stopped: null },
      ruleSet: 'revision-1',
      mutedUntil: null,
      takenOverAt: null,
    })
  })

  it('says what was known of a member of a group, and what was said to me', async () => {
    const world = await ingestWorld()
    takeMembers(world, { 7: 'admin', 10001: 'member' })
    const { decisions } = await world.receive([inGroup(7, '@队长 在吗')])
    expect(decisions[0]!.given).toMatchObject({ role: 'admin', category: null, authorNumber: null, addressed: '在吗' })
  })

  it('has the number that the very message gives', async () => {
    const world = await ingestWorld()
    const temporary = { ...fromFriend(6, '在吗', { id: 90, ruin: 444674000, service_type: 0 }) }
    const { decisions } = await world.receive([{ ...temporary, poll_type: 'sess_message' }])
    expect(decisions[0]!.given).toMatchObject({ authorNumber: '444674000', authorIsKnown: false })
  })

  it('is found again: the rules under their revision, and what they remembered before the first decision of the day', async () => {
    const world = await ingestWorld()
    await world.receive([fromFriend(5, '在吗')])
    const before = await stateOf(world)
    expect(await world.archive.ruleSet('10001', 'revision-1')).toEqual(world.parts.rules.ruleSet)
    expect(await world.archive.snapshotBefore('10001', world.now)).toMatchObject({ state: { replies: [] } })
    world.now += MINUTE
    await world.receive([fromFriend(5, '在吗？', { time: NOON / 1_000 + 60 })])
    expect(await world.archive.snapshotBefore('10001', world.now)).toMatchObject({ state: { replies: [] } })
    world.now += DAY
    const time = Math.floor(world.now / 1_000)
    const day = await world.receive([fromFriend(5, '在吗', { time })])
    expect(day.decisions).toHaveLength(1)
    const snapshot = await world.archive.snapshotBefore('10001', world.now)
    expect(readRuleState(snapshot!.state).replies.length).toBeGreaterThanOrEqual(before.replies.length)
  })

  it('is not written where nothing was decided', async () => {
    const world = await ingestWorld()
    await world.receive([shake(5)])
    expect(await world.archive.ruleSet('10001', 'revision-1')).toBeUndefined()
    expect(await world.archive.snapshotBefore('10001', world.now)).toBeUndefined()
  })

  it('knows when the author wrote there before: in the archive, or in the same reply of the service', async () => {
    const world = await ingestWorld()
    const second = NOON / 1_000
    const previous = (result: Awaited<ReturnType<World['receive']>>) =>
      result.decisions.map(({ given }) => given!.previousAt)
    const first = [fromFriend(5, 'a'), inGroup(5, 'b', { time: second }), fromFriend(5, 'c', { time: second + 2 })]
    expect(previous(await world.receive(first))).toEqual([null, null, NOON])
    const later = [inGroup(6, 'd'), inGroup(5, 'e', { time: second + 3 }), fromFriend(5, 'f', { time: second + 4 })]
    expect(previous(await world.receive(later))).toEqual([null, NOON, NOON + 2_000])
    await world.receive([shake(5)])
    expect(previous(await world.receive([fromFriend(5, 'g', { time: second + 9 })]))).toEqual([NOON + 4_000])
  })

  it('says until when the account is muted there and that the user writes there', async () => {
    const world = await ingestWorld()
    await world.receive([muting('队长(10001) 被管理员禁言10分钟')])
    const chat = contactOf(world.book, group)!.id
    const ruleState = { account: '10001', state: rememberTakeover(await stateOf(world), chat, NOON - 7) }
    await world.archive.commit({ ruleState })
    const { decisions } = await world.receive([inGroup(7, '@小明 在吗')])
    expect(decisions[0]!.given).toMatchObject({ mutedUntil: NOON + 10 * MINUTE, takenOverAt: NOON - 7 })
  })
})

describe('a notice that a rule wants', () => {
  const greeting = (contacts: string[]) =>
    rule({ who: { contacts }, conditions: [contentCondition(['join'])], reply: '欢迎 {nick}' })

  it('is decided about and answered, also about somebody in no list of members yet', async () => {
    const world = await ingestWorld()
    await world.receive([inGroup(7, '早')])
    const club = contactOf(world.book, group)!.id
    const greeted = await ingestWorld({ rules: [greeting([club])] })
    takeMembers(world, { 7: 'member', 10001: 'member' })
    Object.assign(world.parts, { rules: greeted.parts.rules })
    const { planned, decisions } = await world.receive([joined(6)])
    expect(decisions).toMatchObject([{ outcome: { kind: 'reply' }, given: { authorIsKnown: true, own: 'no' } }])
    expect(planned).toMatchObject([{ target: group, kind: 'group' }])
    expect(planned[0]).not.toHaveProperty('isToStranger')
  })

  it('of ours is ours', async () => {
    const world = await ingestWorld({ rules: [rule({ conditions: [contentCondition(['shake', 'file'])] })] })
    const taken = { poll_type: 'filesrv_transfer', value: { from_uin: 10001, to_uin: 5, now: NOON / 1_000 } }
    const done = { ...taken, value: { ...taken.value, file_infos: [{ file_name: 'd.png', file_status: 0 }] } }
    const result = await world.receive([done, shake(5)])
    expect(whys(result)).toEqual(['own-message', 'reply'])
  })

  it('is not answered between two people where the other is in no list', async () => {
    const world = await ingestWorld({ rules: [rule({ conditions: [contentCondition(['shake'])] })] })
    expect(whys(await world.receive([shake(999)]))).toEqual(['unknown-sender'])
  })
})

describe('a mute', () => {
  const asked = (text: string, seconds = 0) => inGroup(7, `@小明 ${text}`, { time: NOON / 1_000 + seconds })

  it('of this account holds replies back in that group, for as long as it lasts and no longer', async () => {
    const world = await ingestWorld()
    const result = await world.receive([
      muting('别的名字(10001) 被管理员禁言1分钟'),
      asked('在吗', 1),
      fromFriend(5, '在吗'),
    ])
    expect(whys(result).toSorted()).toEqual(['muted', 'reply'])
    world.now = NOON + MINUTE + 1_000
    expect(whys(await world.receive([asked('在吗？', 61)]))).toEqual(['reply'])
  })

  it('is counted from when it was, by this computer’s clock', async () => {
    const world = await ingestWorld()
    world.now = NOON + 100_000
    const entry = { account: '10001', epoch: 'login-1', receivedAt: world.now, serverAt: NOON + 40_000 }
    const journalled = await world.archive.journal({ ...entry, items: [muting('队长(10001) 被管理员禁言10分钟')] })
    await world.ingest(journalled)
    expect((await stateOf(world)).mutes).toMatchObject([{ until: NOON + 60_000 + 10 * MINUTE }])
  })

  it('of somebody else changes nothing, whatever they are called', async () => {
    const world = await ingestWorld()
    const result = await world.receive([muting('小明(510942000) 被管理员禁言10分钟'), asked('在吗', 1)])
    expect(whys(result)).toEqual(['reply'])
  })

  it('that a member only says there was changes nothing, nor does the end of one', async () => {
    const world = await ingestWorld()
    takeMembers(world, { 7: 'member', 8: 'admin', 10001: 'member' })
    const saying = (text: string, seconds: number) => inGroup(7, `${text} `, { time: NOON / 1_000 + seconds })
    const said = await world.receive([saying('队长(10001) 被管理员禁言365天', 0), asked('在吗', 1)])
    expect(whys(said)).toEqual(['reply'])
    const muted = await world.receive([
      muting('队长(10001) 被管理员禁言10分钟', 2),
      saying('队长(10001) 被管理员解除禁言', 3),
      asked('在吗？', 4),
    ])
    expect(whys(muted)).toEqual(['muted'])
  })

  it('is over when it is lifted', async () => {
    const world = await ingestWorld()
    await world.receive([muting('队长(10001) 被管理员禁言10分钟')])
    expect(whys(await world.receive([muting('队长(10001) 被管理员解除禁言', 1), asked('在吗', 2)]))).toEqual(['reply'])
  })

  it('of everybody holds members, not heads of the group', async () => {
    const everybody = '管理员开启了全员禁言，只有群主和管理员才能发言'
    const over = '管理员关闭了全员禁言'
    const world = await ingestWorld()
    takeMembers(world, { 7: 'member', 8: 'owner', 10001: 'member' })
    expect(whys(await world.receive([muting(everybody), asked('在吗', 1)]))).toEqual(['muted'])
    expect(whys(await world.receive([muting(over, 2), asked('在吗？', 3)]))).toEqual(['reply'])
    const head = await ingestWorld()
    takeMembers(head, { 7: 'member', 8: 'owner', 10001: 'admin' })
    expect(whys(await head.receive([muting(everybody), asked('在吗', 1)]))).toEqual(['reply'])
  })
})

describe('a rule', () => {
  it('that lets others be asked too gives several replies, all of them written down', async () => {
    const rules = [rule({ id: 'a', reply: '一', goOn: true }), rule({ id: 'b', reply: '二' }), rule({ id: 'c' })]
    const world = await ingestWorld({ rules })
    const { planned, decisions } = await world.receive([fromFriend(5, '在吗')])
    expect(planned.map(({ ruleId, text }) => [ruleId, text])).toEqual([
      ['a', '一'],
      ['b', '二'],
    ])
    expect(decisions[0]!.outcome).toEqual({
      kind: 'reply',
      ruleId: 'a',
      outboxId: planned[0]!.id,
      text: '一',
      also: [{ ruleId: 'b', outboxId: planned[1]!.id, text: '二' }],
    })
  })

  it('that only drafts sends nothing, and its words are kept', async () => {
    const world = await ingestWorld({ rules: [rule({ reply: { mode: 'draft' } })] })
    const { planned, decisions } = await world.receive([fromFriend(5, '在吗')])
    expect(planned).toEqual([])
    expect(decisions[0]!.outcome).toEqual({ kind: 'none', why: 'draft', ruleId: 'r1', text: '稍后回复' })
  })

  it('is asked with whether the user is away', async () => {
    const world = await ingestWorld({ rules: [rule({ when: { onlyWhenAway: true } })] })
    expect(whys(await world.receive([fromFriend(5, '在吗')]))).toEqual(['no-rule-matched'])
    Object.assign(world.parts, { presence: { choice: 'auto', ownState: 'busy' } })
    const later = await world.receive([fromFriend(5, '在吗？')])
    expect(whys(later)).toEqual(['reply'])
    expect(later.decisions[0]!.given).toMatchObject({ away: true })
  })
})

describe('a journal entry', () => {
  it('says where the loop breaker holds', async () => {
    const world = await ingestWorld()
    let last = await world.receive([fromFriend(5, '在吗0')])
    for (let n = 1; n < 8 && last.loops.length === 0; n++) {
      world.now += 10_000
      last = await world.receive([fromFriend(5, `在吗${n}`, { time: Math.floor(world.now / 1_000) })])
    }
    expect(last.loops).toMatchObject([{ conversation: 'friend-5', until: world.now + 30 * MINUTE }])
    expect(whys(last)).toEqual(['loop'])
    const planned = await world.archive.outbox(['pending'])
    expect(planned).toHaveLength(3)
  })
})
