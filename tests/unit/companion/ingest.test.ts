import { describe, expect, it, vi } from 'vitest'
import { readRuleState } from '../../../lib/rules/state.ts'
import { rule, textCondition } from '../rules/examples.ts'
import { shake } from './ingest-world.ts'
import { companionWorld, friendRow, fromFriend, handle, inGroup, LOGIN, memberRow, NOON } from './world.ts'

/** A world in which 5 is a friend, and who has been answered once. */
async function answeredOnce(kind: 'friend' | 'group') {
  const world = await companionWorld()
  await world.befriend(friendRow(5, '阿强'))
  await world.receive(kind === 'friend' ? fromFriend(5, '在吗') : inGroup(5, '@小明 在吗'))
  await vi.waitFor(() => expect(world.ended).toHaveLength(1))
  return world
}

describe('a message', () => {
  it('of a friend is archived, decided about and answered, to the very number it came from', async () => {
    const world = await answeredOnce('friend')
    const conversation = await world.contactOf(5)
    expect(await world.messages()).toMatchObject([
      { conversation, direction: 'in', author: conversation, authorName: '阿强', text: '在吗', sentAt: NOON },
      { conversation, direction: 'out', text: '稍后回复' },
    ])
    expect(world.sent).toMatchObject([{ to: handle(5), text: '稍后回复' }])
    expect(await world.decisions()).toMatchObject([{ outcome: { kind: 'reply', ruleId: 'r1' }, conversation }])
    expect(await world.archive.unsettled()).toEqual([])
  })

  it('is answered to the number in the message, not to another of the same contact', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'), friendRow(6, 'Lily'))
    await world.receive(fromFriend(6, '在吗'), fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.sent.map(({ to }) => to.number)).toEqual([6, 5]))
  })

  it('that comes twice, in one reply or in two, is archived and answered once', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    const item = fromFriend(5, '在吗', { msg_id: 7 })
    await world.receive(item, item)
    await world.receive(item)
    await world.through()
    await vi.waitFor(() => expect(world.ended).toHaveLength(1))
    expect((await world.messages()).map(({ direction }) => direction)).toEqual(['in', 'out'])
    expect(world.sent).toHaveLength(1)
    expect(await world.oddments()).toMatchObject([{ kind: 'duplicate' }, { kind: 'duplicate' }])
  })

  it('with the same text is another message when anything else about it differs', async () => {
    const world = await companionWorld({ rules: [] })
    await world.receive(fromFriend(5, '在吗'), fromFriend(5, '在吗'))
    await world.through()
    expect(await world.messages()).toHaveLength(2)
  })

  it('of somebody whom neither list nor service knows is archived under a new contact and not answered', async () => {
    const world = await companionWorld()
    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.ended).toMatchObject([{ state: 'dropped', reason: 'unknown-sender' }]))
    expect(await world.messages()).toMatchObject([{ text: '在吗', author: await world.contactOf(5), authorName: null }])
    expect(world.sent).toEqual([])
  })

  it('written by the account on another device is `out` and never answered', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    await world.receive(fromFriend(10001, '在吗', { to_uin: 5 }), inGroup(10001, '在吗'))
    await world.through()
    expect(await world.messages()).toMatchObject([
      { direction: 'out', author: null, conversation: await world.contactOf(5), kind: 'friend' },
      { direction: 'out', author: null, kind: 'group', mentionsMe: false },
    ])
    const reasons = (await world.decisions()).map(({ outcome }) => outcome)
    expect(reasons).toHaveLength(2)
    expect(reasons).toEqual(reasons.map(() => ({ kind: 'none', why: 'own-message', ruleId: null })))
  })

  it('of an unknown kind or shape is kept beside its good neighbours', async () => {
    const world = await companionWorld({ rules: [] })
    const typing = { poll_type: 'input_notify', value: { from_uin: 5 } }
    const broken = { poll_type: 'message', value: { from_uin: 'x' } }
    await world.receive(typing, fromFriend(5, '在吗'), broken, null)
    await world.through()
    expect(await world.messages()).toMatchObject([{ text: '在吗' }])
    expect(await world.oddments()).toMatchObject([
      { kind: 'unknown-kind', wireKind: 'input_notify', raw: typing },
      { kind: 'unreadable', wireKind: 'message', raw: broken },
      { kind: 'unreadable', wireKind: null, raw: null },
    ])
    expect(world.troubles).toEqual([{ code: 'unreadable-items', detail: '2' }])
  })

  it('that was journalled before the worker died is archived and too old to be answered', async () => {
    const before = await companionWorld()
    await before.befriend(friendRow(5, '阿强'))
    await before.archive.journal({
      account: LOGIN.account,
      epoch: LOGIN.epoch,
      receivedAt: NOON,
      serverAt: NOON,
      items: [fromFriend(5, '在吗')],
    })
    const world = await companionWorld({ name: before.name })
    world.now = NOON + 90_001
    await world.companion.recover()
    expect(await world.messages()).toMatchObject([{ text: '在吗' }])
    expect(await world.decisions()).toMatchObject([{ outcome: { why: 'stale', ruleId: 'r1' } }])
    expect(world.sent).toEqual([])
  })

  it('is as old as the clock of the server says', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    await world.companion.receive(LOGIN, [fromFriend(5, '在吗')], NOON + 90_001)
    await world.through()
    expect(await world.decisions()).toMatchObject([{ outcome: { why: 'stale' } }])
  })

  it('is as old as the login knows the clock of the server, when the reply it came with told no time', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    // This computer is ten minutes behind: by its own clock what was written ten minutes ago is new.
    world.now = NOON
    world.login = { ...LOGIN, clockOffset: 600_000 }
    const item = (text: string, at: number) => fromFriend(5, text, { time: Math.floor(at / 1_000) })
    await world.companion.receive(LOGIN, [item('在吗', NOON), item('在吗？', NOON + 600_000), shake(5)], null)
    await world.through()
    expect((await world.decisions()).map(({ outcome }) => outcome)).toMatchObject([
      { kind: 'reply' },
      { kind: 'none', why: 'stale' },
    ])
    const told = (await world.messages()).find(({ segments }) => segments[0]?.type === 'notice')
    expect(told?.sentAt).toBe(Math.floor((NOON + 600_000) / 1_000) * 1_000)
  })

  it('whose answer would be blanks alone is not answered', async () => {
    const world = await companionWorld({ rules: [rule({ reply: '{remark} {group} ', cooldownMs: 60_000 })] })
    await world.befriend(friendRow(5, ' '))
    await world.receive(fromFriend(5, '在吗'))
    await world.through()
    expect(await world.decisions()).toMatchObject([{ outcome: { kind: 'none', why: 'empty-reply', ruleId: 'r1' } }])
    expect(await world.archive.ruleState(LOGIN.account)).toMatchObject({ replies: [] })
  })

  it('is cut into pieces that go out in order, all bound to it', async () => {
    const world = await companionWorld({ rules: [rule({ reply: '好'.repeat(400) })] })
    await world.befriend(friendRow(5, '阿强'))
    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.ended).toHaveLength(2))
    expect(world.sent.map(({ text }) => text).join('')).toBe('好'.repeat(400))
    expect(world.sent[1]!.at - world.sent[0]!.at).toBeGreaterThanOrEqual(3_000)
  })

  it('waits for the delay that is set before it is answered', async () => {
    const delay = { fromMs: 4_000, toMs: 4_000 }
    const world = await companionWorld({ rules: [rule({ reply: { delay } })] })
    await world.befriend(friendRow(5, '阿强'))
    const at = world.now
    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.sent).toMatchObject([{ at: at + 4_000 }]))
  })
})

describe('a message in a group', () => {
  const rules = [rule({ who: { onlyWhenMentioned: true }, conditions: [textCondition('exact', ['在吗'])] })]
  const named = (members = [memberRow(10001, '小明', '队长'), memberRow(5, 'nick', '强')]) => ({
    name: '羽毛球',
    notice: null,
    createdAt: null,
    members,
  })

  async function groupWorld() {
    const world = await companionWorld({ rules })
    const groups = [{ handle: handle(90, 'group'), name: '羽毛球', remark: null }]
    world.directory = async () => ({ friends: [], groups, discusses: [] })
    world.members = async () => named()
    await world.companion.cameUp(world.stop.signal)
    return world
  }

  it('names the account by its card there, and the author by theirs', async () => {
    const world = await groupWorld()
    await world.receive(inGroup(5, '@队长 在吗'), inGroup(5, '@小红 在吗'))
    await world.through()
    await vi.waitFor(() => expect(world.sent).toMatchObject([{ to: handle(90, 'group') }]))
    expect(await world.messages()).toMatchObject([
      { mentionsMe: true, authorName: '强', conversation: await world.contactOf(90, 'group') },
      { mentionsMe: false },
      { direction: 'out' },
    ])
  })

  it('by a stranger is held back once its members are known', async () => {
    const world = await groupWorld()
    await world.receive(inGroup(6, '@队长 在吗'))
    await world.through()
    expect(await world.decisions()).toMatchObject([{ outcome: { why: 'unknown-sender' } }])
  })

  it('by somebody no list has named has the members asked for, not again within ten minutes', async () => {
    const world = await groupWorld()
    world.asked.length = 0
    await world.receive(inGroup(6, '有人吗'))
    await world.through()
    expect(world.asked).toEqual([])
    world.now += 600_000
    world.members = async () => named([memberRow(10001, '小明', '队长'), memberRow(6, 'Neu')])
    await world.receive(inGroup(6, '有人吗'))
    await vi.waitFor(() => expect(world.asked).toEqual([handle(90, 'group')]))
    await world.receive(inGroup(6, '还有人吗'))
    await world.through()
    expect((await world.messages()).at(-1)).toMatchObject({ authorName: 'Neu' })
  })
})

describe('an echo', () => {
  it('of a friend from an unknown number is joined to the reply, and no contact is made', async () => {
    const world = await answeredOnce('friend')
    await world.receive(fromFriend(999, '稍后回复'))
    await world.through()
    const [reply] = await world.archive.outbox(['sent'])
    expect(reply?.echoedAt).toBe(world.now)
    expect(await world.oddments()).toMatchObject([{ kind: 'echo', repeats: `out/${reply?.id}` }])
    expect(await world.contactOf(999)).toBeUndefined()
    expect(await world.messages()).toHaveLength(2)
  })

  it('resolves an uncertain reply', async () => {
    const world = await companionWorld()
    world.outcomes = [{ kind: 'uncertain', code: 1202 }]
    await world.befriend(friendRow(5, '阿强'))
    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.ended).toMatchObject([{ state: 'uncertain' }]))
    await world.receive(fromFriend(999, '稍后回复'))
    await world.through()
    expect(await world.archive.outbox(['sent'])).toMatchObject([{ code: 1202, echoedAt: world.now }])
    expect(world.decided.at(-1)).toMatchObject({ confirmed: 1, messages: [] })
    expect(world.sent).toHaveLength(1)
  })

  it('in a group counts only in the same group', async () => {
    const world = await answeredOnce('group')
    await world.receive(inGroup(999, '稍后回复', { from_uin: 91, group_code: 91 }), inGroup(999, '稍后回复'))
    await world.through()
    expect(await world.oddments()).toMatchObject([{ kind: 'echo' }])
    expect((await world.messages()).map(({ text }) => text)).toEqual(['@小明 在吗', '稍后回复', '稍后回复'])
  })

  it('is not what a friend writes in the same words', async () => {
    const world = await answeredOnce('friend')
    await world.receive(fromFriend(5, '稍后回复'))
    await world.through()
    expect(await world.messages()).toHaveLength(3)
    expect(await world.oddments()).toEqual([])
  })

  it('is not looked for in the replies of another login', async () => {
    const world = await answeredOnce('friend')
    world.login = { ...LOGIN, account: '10002', epoch: 'login-2' }
    await world.receive(fromFriend(999, '稍后回复', { to_uin: 10002 }))
    await world.through()
    expect((await world.archive.outbox(['sent'])).map(({ echoedAt }) => echoedAt)).toEqual([null])
    expect(await world.archive.conversations('10002')).toMatchObject([{ lastText: '稍后回复' }])
  })

  it('that comes twice is never answered, even by a rule for its own words', async () => {
    const world = await answeredOnce('group')
    world.rules = [rule({ conditions: [textCondition('any-of', ['稍后'])] })]
    await world.receive(inGroup(999, '稍后回复'))
    await world.receive(inGroup(999, '稍后回复', { msg_id: 1 }))
    await world.through()
    expect((await world.decisions())[0]).toMatchObject({ outcome: { kind: 'none', why: 'echo' } })
    expect(world.sent).toHaveLength(1)
  })

  it('that comes twice is not taken for the user, also when it comes under the own number', async () => {
    const world = await answeredOnce('group')
    const turns = async () => readRuleState(await world.archive.ruleState(LOGIN.account)).turns
    const before = await turns()
    expect(before).toHaveLength(1)
    await world.receive(inGroup(10001, '稍后回复'))
    await world.receive(inGroup(10001, '稍后回复', { msg_id: 1 }))
    await world.through()
    const others = (await world.decisions()).filter(({ outcome }) => outcome.kind === 'none')
    expect(others).toMatchObject([{ outcome: { why: 'echo' } }])
    expect(await turns()).toEqual(before)
  })
})
