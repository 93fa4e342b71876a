import { describe, expect, it } from 'vitest'
import { rule, textCondition } from '../rules/examples.ts'
import { fromFriend, handle, ingestWorld, inGroup, NOON, shake } from './ingest-world.ts'

const system = (change: object) => ({
  poll_type: 'sys_g_msg',
  value: { from_uin: 90, type: 'group_leave', op_type: 2, t_gcode: 376024301, gcode: 91, old_member: 6, ...change },
})

describe('a notice', () => {
  it('becomes a message of its conversation, by whom it came from', async () => {
    const world = await ingestWorld()
    await world.receive([shake(5)])
    expect(await world.said(world.friend)).toMatchObject([
      {
        direction: 'in',
        kind: 'friend',
        author: 'friend-5',
        authorName: '阿强',
        segments: [{ type: 'notice', what: 'shake', facts: {} }],
        text: '[窗口抖动]',
        mentionsMe: false,
        source: 'poll',
      },
    ])
  })

  it('is not decided about where rules are about words alone', async () => {
    const world = await ingestWorld({ rules: [rule({ conditions: [textCondition('any-of', ['窗口', '文件'])] })] })
    const { decisions, planned, messages } = await world.receive([shake(5), fromFriend(5, '文件在吗')])
    expect(messages).toHaveLength(2)
    expect(decisions).toMatchObject([{ messageKey: messages[1]!.key, outcome: { kind: 'reply' } }])
    expect(planned).toHaveLength(1)
  })

  it('is archived once when it comes twice', async () => {
    const world = await ingestWorld()
    const item = shake(5)
    const again = { ...item, value: { ...item.value, reply_ip: 4_294_967_295 } }
    await world.receive([item])
    await world.receive([again])
    await world.receive([shake(5)])
    expect(await world.said(world.friend)).toHaveLength(2)
    expect(await world.oddments()).toMatchObject([{ kind: 'duplicate', raw: again }])
  })

  it('of ours between two people is `out`; one that a group tells is not', async () => {
    const world = await ingestWorld()
    const taken = { poll_type: 'filesrv_transfer', value: { from_uin: 10001, to_uin: 5, now: NOON / 1_000 } }
    const done = { ...taken, value: { ...taken.value, file_infos: [{ file_name: 'd.png', file_status: 0 }] } }
    await world.receive([done, system({ op_type: 3, old_member: 10001, admin_uin: 6, admin_nick: '管理员' })])
    expect(await world.said(world.friend)).toMatchObject([
      { direction: 'out', author: null, text: '[文件传输完成] d.png' },
    ])
    expect(await world.said(handle(90, 'group'))).toMatchObject([{ direction: 'in', author: null }])
  })

  it('is not taken for an echo of a reply in the same words', async () => {
    const world = await ingestWorld()
    await world.sent('o1', { text: '[窗口抖动]' })
    await world.receive([shake(999)])
    expect(await world.said(handle(999))).toHaveLength(1)
    expect(await world.row('o1')).toMatchObject({ echoedAt: null })
  })

  describe('without a time', () => {
    it('happened when the reply came, in whole seconds', async () => {
      const world = await ingestWorld()
      await world.receive([shake(5)], NOON + 7_999)
      expect(await world.said(world.friend)).toMatchObject([{ sentAt: NOON + 7_000, receivedAt: NOON + 7_999 }])
    })

    it('stays in front of what was written after it', async () => {
      const world = await ingestWorld()
      await world.receive([shake(5), fromFriend(5, '在吗')], NOON + 60_000)
      expect((await world.said(world.friend)).map(({ text, sentAt }) => [text, sentAt])).toEqual([
        ['[窗口抖动]', NOON],
        ['在吗', NOON],
      ])
    })
  })
})

describe('what belongs to no conversation', () => {
  it('hands out states and keeps nothing of them', async () => {
    const world = await ingestWorld()
    const { states, messages } = await world.receive([
      { poll_type: 'buddies_status_change', value: { uin: 5, status: 'away', client_type: 21 } },
    ])
    expect(states).toEqual([{ person: world.friend, state: 'away', client: 'phone' }])
    expect(messages).toEqual([])
    expect(await world.oddments()).toEqual([])
  })

  it('says that the lists have changed, and keeps the item', async () => {
    const world = await ingestWorld()
    const item = { poll_type: 'buddylist_change', value: { added_friends: [{ groupid: 0, uin: 7 }] } }
    expect(await world.receive([item])).toMatchObject({ listsChanged: true, unreadable: 0 })
    expect(await world.oddments()).toMatchObject([{ kind: 'lists-changed', wireKind: 'buddylist_change', raw: item }])
    expect(await world.receive([shake(5)])).toMatchObject({ listsChanged: false })
  })

  it.each([
    ['we leave a group', system({ old_member: 10001 }), true],
    ['somebody else leaves', system({}), false],
    ['a group is dissolved', system({ op_type: 1 }), true],
    ['a group is founded', system({ type: 'group_create', owner_uin: 6 }), true],
    [
      'a friend accepts',
      { poll_type: 'system_message', value: { from_uin: 7, type: 'verify_pass', account: 841473 } },
      true,
    ],
    ['somebody asks', { poll_type: 'system_message', value: { from_uin: 7, type: 'verify_required' } }, false],
  ])('has the lists asked for again: %s', async (_case, item, listsChanged) => {
    const world = await ingestWorld()
    expect(await world.receive([item])).toMatchObject({ listsChanged })
  })
})

describe('real numbers', () => {
  it('are handed out, but not those of an echo or a duplicate', async () => {
    const world = await ingestWorld()
    const old = inGroup(5, '在吗', { group_code: 91, info_seq: 376024301 })
    const numbers = [{ handle: handle(90, 'group'), number: '376024301' }]
    expect(await world.receive([old])).toMatchObject({ numbers })
    expect(await world.receive([old])).toMatchObject({ numbers: [] })
    await world.sent('o1', { kind: 'group', target: handle(90, 'group') })
    const echo = inGroup(999, '稍后回复', { group_code: 91, info_seq: 376024301 })
    expect(await world.receive([echo])).toMatchObject({ numbers: [], messages: [] })
  })
})
