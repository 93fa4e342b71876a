import { describe, expect, it, vi } from 'vitest'
import type { ChatLine } from '../../../lib/companion/chat-lines.ts'
import { rule, textCondition } from '../rules/examples.ts'
import { userWrites } from './page-world.ts'
import { companionWorld, friendRow, fromFriend, handle, inGroup, LOGIN, memberRow, NOON } from './world.ts'
import type { World } from './world.ts'

async function worldOf5(given: Parameters<typeof companionWorld>[0] = {}) {
  const world = await companionWorld(given)
  await world.befriend(friendRow(5, '阿强'))
  return { world, contact: (await world.contactOf(5))! }
}

const second = (n: number) => ({ time: NOON / 1_000 + n })
const brief = (lines: readonly ChatLine[]) => lines.map(({ text, author, isOwn }) => [text, isOwn ? 'me' : author])
const outcomes = async (world: World, contact: string) =>
  (await world.companion.chatLines(contact)).map(({ outcome }) => outcome)

describe('chatLines', () => {
  it('gives what the page shows, in order, with the numbers of its authors: no rule’s replies and no echoes', async () => {
    const { world, contact } = await worldOf5()
    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.ended).toHaveLength(1))
    world.now += 1_000
    await userWrites(world, '马上到')
    await world.receive(fromFriend(999, '稍后回复', second(1)), fromFriend(999, '马上到', second(1)))
    await world.receive(fromFriend(5, '好', second(2)))
    await world.through()
    const lines = await world.companion.chatLines(contact)
    expect(brief(lines)).toEqual([
      ['在吗', 5],
      ['马上到', 'me'],
      ['好', 5],
    ])
    expect(lines.map(({ at }) => at)).toEqual([NOON, NOON + 1_500, NOON + 2_000])
    expect(lines[0]).toMatchObject({ outcome: { kind: 'replied', why: null, reply: '稍后回复' } })
    expect(lines.slice(1).map(({ outcome }) => outcome)).toEqual([null, null])
  })

  it('says who wrote in a group, and leaves out notices and what a rule sent', async () => {
    const world = await companionWorld({ rules: [rule({ conditions: [textCondition('any-of', ['有人吗'])] })] })
    const groups = [{ handle: handle(90, 'group'), name: '羽毛球', remark: null }]
    world.directory = async () => ({ friends: [friendRow(5, '阿强')], groups, discusses: [] })
    world.members = async () => ({ name: null, notice: null, createdAt: null, members: [memberRow(6, 'Lily')] })
    await world.companion.cameUp(world.stop.signal)
    const shared = {
      poll_type: 'group_web_message',
      value: { msg_id: 7, group_code: 90, from_uin: 90, send_uin: 6, xml: '' },
    }
    await world.receive(
      inGroup(5, '@小明 有人吗'),
      shared,
      inGroup(6, '有', second(1)),
      inGroup(10001, '我也在', second(2)),
    )
    await vi.waitFor(() => expect(world.ended).toHaveLength(1))
    expect(brief(await world.companion.chatLines((await world.contactOf(90, 'group'))!))).toEqual([
      ['@小明 有人吗', 5],
      ['有', 6],
      ['我也在', 'me'],
    ])
    expect(await world.messages()).toHaveLength(5)
  })

  it('leaves out what was said in earlier logins, and what was sent to a friend on another device', async () => {
    const { world, contact } = await worldOf5({ rules: [] })
    await world.receive(fromFriend(5, '从前'), fromFriend(10001, '手机上', { to_uin: 5 }))
    await world.through()
    expect(brief(await world.companion.chatLines(contact))).toEqual([['从前', 5]])
    world.login = { ...LOGIN, epoch: 'login-2' }
    expect(await world.companion.chatLines(contact)).toEqual([])
    world.login = null
    expect(await world.companion.chatLines(contact)).toEqual([])
  })

  it('finds the lines of a contact by any id that was merged with it', async () => {
    const { world, contact } = await worldOf5({ rules: [] })
    await world.companion.receive({ ...LOGIN, epoch: 'login-0' }, [fromFriend(45, '从前')], world.now)
    await world.receive(fromFriend(5, '一'))
    await world.through()
    const before = (await world.contactOf(45, 'person', 'login-0'))!
    const later = world.again()
    expect(await later.who.join(contact, before)).toMatchObject({ kind: 'joined' })
    for (const id of [contact, before]) expect(brief(await later.chatLines(id))).toEqual([['一', 5]])
  })

  it('gives each author the number they wrote under, where one contact has two', async () => {
    const { world, contact } = await worldOf5({ rules: [] })
    await world.receive(fromFriend(5, '一'), fromFriend(55, '二', second(1)))
    await world.through()
    const other = (await world.contactOf(55))!
    await world.archive.commit({ aliases: [{ from: other, to: contact, why: 'same-profile', at: NOON }] })
    expect(brief(await world.again().chatLines(contact))).toEqual([
      ['一', 5],
      ['二', 55],
    ])
  })

  it('gives the last 80', async () => {
    const { world, contact } = await worldOf5({ rules: [] })
    await world.receive(...Array.from({ length: 100 }, (_, n) => fromFriend(5, `${n}`, second(n))))
    await world.through()
    const lines = await world.companion.chatLines(contact)
    expect(lines.map(({ text }) => text)).toEqual(Array.from({ length: 80 }, (_, n) => `${n + 20}`))
  })

  it('says nothing where no rule would have answered, and why where one was held back', async () => {
    const { world, contact } = await worldOf5()
    world.switches.autoReply = false
    await world.receive(fromFriend(5, '吃了没'), fromFriend(5, '在吗', second(1)))
    await world.through()
    expect(await outcomes(world, contact)).toEqual([null, { kind: 'held', why: 'switched-off', reply: null }])
  })

  it.each([
    [
      { kind: 'uncertain', code: 1202 },
      { kind: 'uncertain', why: null, reply: '稍后回复' },
    ],
    [
      { kind: 'refused', code: 100_003 },
      { kind: 'refused', why: null, reply: '稍后回复' },
    ],
  ] as const)('tells how a reply ended: %j', async (outcome, told) => {
    const { world, contact } = await worldOf5()
    world.outcomes = [outcome]
    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.ended).toHaveLength(1))
    expect(await outcomes(world, contact)).toEqual([told])
  })

  it('has no words of a draft, which nobody sent, and those of all replies where several rules answered', async () => {
    const rules = [
      rule({ id: 'draft', conditions: [textCondition('exact', ['文件'])], reply: { mode: 'draft' } }),
      rule({ id: 'a', reply: '一', goOn: true }),
      rule({ id: 'b', reply: '二' }),
    ]
    const { world, contact } = await worldOf5({ rules })
    await world.receive(fromFriend(5, '文件'), fromFriend(5, '在吗', second(1)))
    await vi.waitFor(() => expect(world.ended).toHaveLength(2))
    expect(await outcomes(world, contact)).toEqual([
      { kind: 'held', why: 'draft', reply: null },
      { kind: 'replied', why: null, reply: '一\n二' },
    ])
  })

  it('tells of a reply that waits, and why one was dropped', async () => {
    const { world, contact } = await worldOf5()
    const { sleep } = world.parts
    let waits = 0
    world.parts.sleep = (...given) => {
      if (!world.login) waits += 1
      return sleep(...given)
    }
    const companion = world.again()
    world.login = null
    await companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
    // The outbox has seen that nobody is logged in, and rests.
    await vi.waitFor(() => expect(waits).toBe(1))
    world.login = LOGIN
    expect(await outcomes(world, contact)).toEqual([{ kind: 'waiting', why: null, reply: '稍后回复' }])
    world.switches.autoReply = false
    companion.wakeOutbox()
    await vi.waitFor(() => expect(world.ended).toHaveLength(1))
    expect(await outcomes(world, contact)).toEqual([{ kind: 'held', why: 'switched-off', reply: null }])
  })

  it('gives the whole text of a reply in several pieces, or what of it went out', async () => {
    const long = '好'.repeat(400)
    const { world, contact } = await worldOf5({ rules: [rule({ reply: long })] })
    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.ended).toHaveLength(2))
    expect(await outcomes(world, contact)).toEqual([{ kind: 'replied', why: null, reply: long }])

    const cut = await worldOf5({ rules: [rule({ reply: long })] })
    const { send } = cut.world.parts.backend
    cut.world.parts.backend.send = (...given) => {
      cut.world.switches.autoReply = false
      return send(...given)
    }
    const companion = cut.world.again()
    await companion.receive(LOGIN, [fromFriend(5, '在吗')], cut.world.now)
    await vi.waitFor(() => expect(cut.world.ended).toHaveLength(2))
    expect(await outcomes(cut.world, cut.contact)).toEqual([
      { kind: 'held', why: 'switched-off', reply: cut.world.sent[0]!.text },
    ])
  })
})
