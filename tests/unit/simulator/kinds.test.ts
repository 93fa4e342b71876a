// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import { askOnline, friendList, itemsOf, logIn, poll, saidIn } from './conversation.ts'
import type { Tickets } from './conversation.ts'
import { column, dig, list, number } from './dig.ts'
import { control, tryControl } from './plain-client.ts'

let simulator: Simulator
let tickets: Tickets
/** Makes the service one of 2013, so that it delivers everything in the old shape, without its ptwebqq. */
beforeEach(async () => {
  simulator = await startSimulator()
  await control(simulator, 'settings', { era: '2013', ptwebqq: 'none', holdSeconds: 0.02, emptyForm: 'empty-list' })
  tickets = await logIn(simulator)
})
afterEach(() => simulator.close())

const items = async () => itemsOf(await poll(tickets))
const keysOf = (item: unknown): string => Object.keys(Object(dig(item, 'value'))).join(' ')
/** Does it and gives the one item that came of it. */
async function after(verb: string, body: object): Promise<unknown> {
  await control(simulator, verb, body)
  const [item, ...more] = await items()
  expect(more).toEqual([])
  return item
}
const state = () => control(simulator, 'state')
const uinOf = async (name: string): Promise<unknown> =>
  dig(
    list(await state(), 'friends').find((friend) => dig(friend, 'nick') === name),
    'uin',
  )
const HEAD = 'msg_id from_uin to_uin msg_id2 msg_type reply_ip'

describe('presence', () => {
  it('changes who is online and brings buddies_status_change', async () => {
    const item = await after('presence', { friend: 'Lily', status: 'away', client: 41 })
    const uin = await uinOf('Lily')
    expect(item).toEqual({ poll_type: 'buddies_status_change', value: { uin, status: 'away', client_type: 41 } })
    const online = (await askOnline(tickets)).json
    expect(list(online, 'result')).toContainEqual({ client_type: 41, status: 'away', uin })
    await after('presence', { friend: 'Lily', status: 'offline' })
    expect(column((await askOnline(tickets)).json, 'result', 'uin')).not.toContain(uin)
  })

  it('of late years changes the list only, unless told to deliver', async () => {
    await control(simulator, 'settings', { oldKinds: 'withheld' })
    expect(await control(simulator, 'presence', { friend: 'Lily', status: 'away' })).toMatchObject({ delivered: false })
    expect(await items()).toEqual([])
    const told = await control(simulator, 'presence', { friend: 'Lily', status: 'busy', deliver: true })
    expect(told['delivered']).toBe(true)
    expect(await items()).toHaveLength(1)
  })

  it('names its choices', async () => {
    const { answer } = await tryControl(simulator, 'presence', { friend: 'Lily', status: 'asleep' })
    expect(answer['error']).toContain('status must be one of online, away')
  })
})

describe('typing and shake', () => {
  it('have the recorded fields', async () => {
    const from_uin = await uinOf('阿强')
    const typing = await after('typing', { friend: '强哥' })
    expect(typing).toMatchObject({
      poll_type: 'input_notify',
      value: { from_uin, msg_type: 121, reply_ip: 4294967295 },
    })
    const shake = await after('shake', { friend: '强哥' })
    expect(shake).toMatchObject({ poll_type: 'shake_message', value: { from_uin, to_uin: 1234567890, msg_type: 9 } })
    expect([keysOf(typing), keysOf(shake)]).toEqual([HEAD, HEAD])
  })

  it('in the new shape lose what vanished in 2015 and are sorted', async () => {
    await control(simulator, 'settings', { itemFormat: 'new' })
    expect(keysOf(await after('shake', { friend: '强哥' }))).toBe('from_uin msg_id msg_type to_uin')
  })
})

describe('friendship', () => {
  it('a request comes from somebody new with his real number and words', async () => {
    const item = await after('friendship', { type: 'verify_required', person: 841473000, nick: '小红' })
    expect(item).toMatchObject({
      poll_type: 'system_message',
      value: { type: 'verify_required', account: 841473000, msg: '我是小红', allow: 1, stat: 20, client_type: 1 },
    })
    expect(keysOf(item)).toBe('seq type uiuin from_uin account msg allow stat client_type')
  })

  it('an agreement makes a friend and changes the list', async () => {
    await control(simulator, 'settings', { batchOrder: 'oldest' })
    await control(simulator, 'friendship', { type: 'verify_pass', person: 'Tom', category: 1 })
    const [agreed, changed] = await items()
    expect(agreed).toMatchObject({ value: { type: 'verify_pass', account: 398877000 } })
    const uin = dig(agreed, 'value.from_uin')
    expect(changed).toEqual({
      poll_type: 'buddylist_change',
      value: { added_friends: [{ groupid: 1, uin }], removed_friends: [] },
    })
    expect(column(await friendList(tickets), 'info', 'uin')).toContain(uin)
  })

  it.each(['verify_rejected', 'added_buddy_sig', 'added_buddy_nosig'])('%s leaves the list alone', async (type) => {
    const item = await after('friendship', { type, person: 'Tom', msg: '不认识' })
    expect(dig(item, 'value.type')).toBe(type)
    expect(column(await friendList(tickets), 'info', 'nick')).not.toContain('Tom')
  })

  it('removing and adding friends in the world is told as well', async () => {
    const uin = await uinOf('Lily')
    const gone = await after('world', { removeFriend: { person: 'Lily' } })
    expect(gone).toMatchObject({ value: { added_friends: [], removed_friends: [{ uin }] } })
    expect(column(await friendList(tickets), 'info', 'nick')).not.toContain('Lily')
    const back = await after('world', { addFriend: { number: 824566000, nick: 'Lily' } })
    expect(back).toMatchObject({ value: { added_friends: [{ groupid: 0, uin }] } })
  })
})

describe('sys_g_msg', () => {
  const group = '周末羽毛球'
  const members = async (): Promise<unknown[]> => column(await state(), 'groups.0.members', 'number')

  it('of a kick has the recorded fields, and the member is gone', async () => {
    const before = dig(await state(), 'groups.0')
    const item = await after('group-event', { event: 'kick', group, member: 'Tom' })
    expect(keysOf(item)).toBe(
      `${HEAD} type gcode t_gcode op_type old_member t_old_member admin_uin t_admin_uin admin_nick`,
    )
    expect(item).toMatchObject({
      poll_type: 'sys_g_msg',
      value: {
        from_uin: dig(before, 'gid'),
        msg_type: 34,
        type: 'group_leave',
        gcode: dig(before, 'code'),
        t_gcode: 376024301,
        op_type: 3,
        old_member: dig(before, 'members.2.uin'),
        admin_uin: dig(before, 'members.0.uin'),
        admin_nick: '创建者',
      },
    })
    expect(await members()).not.toContain(398877000)
  })

  it.each([
    ['join', '王芳', { type: 'group_join', msg_type: 33, op_type: 3 }, true],
    ['leave', 'Tom', { type: 'group_leave', msg_type: 34, op_type: 2 }, false],
    ['request', '王芳', { type: 'group_request_join', msg_type: 35, msg: '我想进群' }, false],
    ['agree', 1234567890, { type: 'group_request_join_agree', msg_type: 36 }, true],
    ['deny', 1234567890, { type: 'group_request_join_deny', msg_type: 37 }, true],
    ['admin', 'Tom', { type: 'group_admin_op', msg_type: 44, op_type: 1, t_uin: 398877000 }, true],
    ['unadmin', 'Tom', { type: 'group_admin_op', msg_type: 44, op_type: 0, uin_flag: 0 }, true],
  ])('of %s by %s', async (event, member, value, isMember) => {
    const item = await after('group-event', { event, group, member, msg: '我想进群' })
    expect(item).toMatchObject({ poll_type: 'sys_g_msg', value })
    const person = { 王芳: 733201000, Tom: 398877000 }[String(member)] ?? member
    expect((await members()).includes(person)).toBe(isMember)
  })

  it('of a new group and of its end', async () => {
    const made = await after('group-event', { event: 'create', number: 99887766, name: '新来的', member: '强哥' })
    expect(made).toMatchObject({ value: { type: 'group_create', msg_type: 38, t_gcode: 99887766 } })
    expect(column(await state(), 'groups', 'name')).toContain('新来的')
    const gone = await after('group-event', { event: 'dissolve', group: '新来的' })
    expect(gone).toMatchObject({ value: { type: 'group_leave', op_type: 1, old_member: 1234567890 } })
    expect(column(await state(), 'groups', 'name')).not.toContain('新来的')
  })

  it('refuses a second join', async () => {
    const { answer } = await tryControl(simulator, 'group-event', { event: 'join', group, member: 'Tom' })
    expect(answer['error']).toBe('group-event: 398877000 is a member already')
  })
})

describe('group_web_message', () => {
  it('is xml with the real number and the file, escaped twice over', async () => {
    await control(simulator, 'share-file', { group: '周末羽毛球', member: 'Tom', name: 'a&b.xls' })
    const reply = await poll(tickets)
    expect(reply.text).toContain(String.raw`\u003cn t=\"h\" u=\"398877000\"/\u003e`)
    const [item] = itemsOf(reply)
    expect(keysOf(item)).toBe(`${HEAD} group_code group_type ver send_uin xml`)
    expect(dig(item, 'value.xml')).toContain('<n t="t" s="a&amp;b.xls"/></d>')
  })
})

describe('file kinds', () => {
  it.each([
    [
      'offer',
      'file_message',
      `msg_id mode ${HEAD.slice(7)} type name time session_id inet_ip`,
      { mode: 'recv', type: 101 },
    ],
    ['video', 'file_message', `msg_id mode ${HEAD.slice(7)} type name time session_id inet_ip`, { type: 161 }],
    [
      'refuse',
      'file_message',
      `msg_id mode ${HEAD.slice(7)} type name time session_id inet_ip cancel_type`,
      { mode: 'refuse', cancel_type: 1 },
    ],
    ['ack', 'file_message', `msg_id mode ${HEAD.slice(7)} type name time session_id inet_ip`, { mode: 'send_ack' }],
    ['offline', 'push_offfile', 'msg_id rkey ip port from_uin size name expire_time time', { size: 235, name: 'b.py' }],
    ['offline-taken', 'notify_offfile', `${HEAD} action filename filesize`, { action: 1, filesize: 235 }],
    ['offline-refused', 'notify_offfile', `${HEAD} action filename filesize`, { action: 2 }],
    [
      'transfer',
      'filesrv_transfer',
      'file_count file_infos from_uin lc_id now operation to_uin type',
      { file_infos: [{ file_name: 'b.py', file_status: 0, pro_id: 0 }] },
    ],
    ['av-refuse', 'av_refuse', `${HEAD} type session_id time longconn`, { type: 161 }],
  ])('%s is a %s', async (event, kind, keys, value) => {
    const item = await after('file', { friend: 'Lily', event, name: 'b.py', size: 235 })
    expect(item).toMatchObject({ poll_type: kind, value: { from_uin: await uinOf('Lily'), ...value } })
    expect(keysOf(item)).toBe(keys)
  })
})

describe('sess_message', () => {
  it('of a group carries the gid and the real number', async () => {
    const item = await after('stranger-says', { group: '周末羽毛球', member: 'Tom', text: 'hi' })
    expect(item).toMatchObject({
      poll_type: 'sess_message',
      value: { id: dig(await state(), 'groups.0.gid'), ruin: 398877000, service_type: 0, msg_type: 140 },
    })
    expect(keysOf(item)).toBe(`${HEAD} time id ruin service_type flags content`)
    expect(saidIn(item)).toEqual(['hi'])
  })

  it('of a discussion carries the did, in the new shape too', async () => {
    await control(simulator, 'settings', { itemFormat: 'new' })
    const item = await after('stranger-says', { discuss: 900100002, member: 'Tom', text: 'hi' })
    expect(item).toMatchObject({ value: { id: dig(await state(), 'discusses.1.did'), service_type: 1 } })
    expect(keysOf(item)).toBe('content flags from_uin id msg_id msg_type ruin service_type time to_uin')
  })
})

describe('notices and odd messages', () => {
  it.each([
    [{ member: 'Tom', minutes: 10 }, 'Tom(398877000) 被管理员禁言10分钟 '],
    [{ member: '陈晨', minutes: 120 }, '陈晨-周六(455667788) 被管理员禁言2小时 '],
    [{ member: 'Tom', minutes: 0 }, 'Tom(398877000) 被管理员解除禁言 '],
    [{}, '管理员开启了全员禁言，只有群主和管理员才能发言'],
    [{ minutes: 0 }, '管理员关闭了全员禁言'],
  ])('mute %j is an ordinary message of the administrator', async (body, words) => {
    const item = await after('mute', { group: '周末羽毛球', ...body })
    expect(item).toMatchObject({ poll_type: 'group_message', value: { send_uin: await uinOf('阿强') } })
    expect(saidIn(item)).toEqual([words])
  })

  it('a magic face is one empty string without a font', async () => {
    const item = await after('say', { friend: 'Lily', magicFace: true })
    expect(dig(item, 'value.content')).toEqual([''])
  })

  it('a broken font leaves control characters as the first text', async () => {
    const item = await after('say', { friend: 'Lily', text: '好', brokenFont: true })
    expect(saidIn(item)).toEqual([' \0\n\0\0\0\0\u0002宋体\r', '好'])
  })

  it('tips come as they are given', async () => {
    expect(await after('tips', { value: { a: [1] } })).toEqual({ poll_type: 'tips', value: { a: [1] } })
  })

  it('nobody is told anything while nobody is logged in', async () => {
    const fresh = await startSimulator()
    const { answer } = await tryControl(fresh, 'shake', { friend: 'Lily' })
    await fresh.close()
    expect(answer['error']).toBe('nobody is logged in')
  })
})

describe('what the friends do', () => {
  it('is told in the uins of the poll when they differ from the list', async () => {
    await control(simulator, 'settings', { listUinDiffers: true })
    const item = await after('shake', { friend: 'Lily' })
    expect(number(item, 'value.from_uin')).not.toBe(await uinOf('Lily'))
  })
})
