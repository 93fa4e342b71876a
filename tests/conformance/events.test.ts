// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { itemsOf, jsonOf, logIn, OWN_NUMBER, poll, resultOf, S } from './calls.ts'
import type { Item, Login } from './calls.ts'
import { control, stateOf } from './control.ts'
import type { State } from './control.ts'
import { listHash } from './hashes.ts'

let simulator: Simulator
let login: Login
let state: State
beforeEach(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
  await control(simulator, 'settings', { era: '2013' })
  login = await logIn(simulator)
  state = await stateOf(simulator)
})
afterEach(() => simulator.close())

const uinOf = (number: number): number | undefined => state.friends.find((friend) => friend.number === number)?.uin
const memberUin = (number: number): number | undefined =>
  state.groups[0]?.members.find((member) => member.number === number)?.uin

/** What a deed brings to the next poll. */
async function heard(verb: string, body: Record<string, unknown>): Promise<Item[]> {
  await control(simulator, verb, body)
  return itemsOf(await poll(login))
}
async function one(verb: string, body: Record<string, unknown>): Promise<{ kind: string; value: Item['value'] }> {
  const [item] = await heard(verb, body)
  if (item === undefined) throw new Error(`${verb} brought nothing`)
  return { kind: item.poll_type, value: item.value }
}
const OLD_HEAD = ['msg_id', 'from_uin', 'to_uin', 'msg_id2', 'msg_type', 'reply_ip']

describe('friends', () => {
  // PROTOCOL: "Items"
  it.each(['online', 'away', 'busy', 'callme', 'silent', 'offline'])(
    'coming, going or changing state to %s is a buddies_status_change',
    async (status) => {
      expect(await one('presence', { friend: '强哥', status, client: 21 })).toEqual({
        kind: 'buddies_status_change',
        value: { uin: uinOf(510942000), status, client_type: 21 },
      })
    },
  )

  // PROTOCOL: "Items"
  it('typing is an input_notify of msg_type 121 with no address', async () => {
    const { kind, value } = await one('typing', { friend: 'Lily' })
    expect([kind, Object.keys(value)]).toEqual(['input_notify', OLD_HEAD])
    expect(value).toMatchObject({ from_uin: uinOf(824566000), msg_type: 121, reply_ip: 4294967295 })
  })

  // PROTOCOL: "Items"
  it('shaking the window is a shake_message of msg_type 9', async () => {
    const { kind, value } = await one('shake', { friend: 'Lily' })
    expect([kind, Object.keys(value), value['msg_type']]).toEqual(['shake_message', OLD_HEAD, 9])
  })

  // PROTOCOL: "Items"
  it.each([
    ['verify_required', ['seq', 'type', 'uiuin', 'from_uin', 'account', 'msg', 'allow', 'stat', 'client_type']],
    ['verify_rejected', ['seq', 'type', 'uiuin', 'from_uin', 'account', 'msg', 'stat', 'client_type']],
    ['added_buddy_nosig', ['seq', 'type', 'uiuin', 'from_uin', 'account', 'stat', 'client_type']],
    ['added_buddy_sig', ['seq', 'type', 'uiuin', 'from_uin', 'account', 'sig', 'stat', 'client_type']],
  ])('a system_message of type %s has its fields, the real number among them', async (type, fields) => {
    const { kind, value } = await one('friendship', { type, person: 841473000, nick: '小红', msg: '我是小红' })
    expect([kind, Object.keys(value)]).toEqual(['system_message', fields])
    expect(value).toMatchObject({ type, uiuin: '', account: 841473000 })
  })

  // PROTOCOL: "Items"
  it('who agrees becomes a friend: a buddylist_change follows, and the list has him', async () => {
    const items = await heard('friendship', { type: 'verify_pass', person: 841473000, nick: '小红' })
    expect(items.map(({ poll_type }) => poll_type).toSorted()).toEqual(['buddylist_change', 'system_message'])
    const change = items.find(({ poll_type }) => poll_type === 'buddylist_change')?.value as unknown as {
      added_friends: { uin: number; groupid: number }[]
      removed_friends: unknown[]
    }
    expect(change.removed_friends).toEqual([])
    const hash = listHash(OWN_NUMBER, login.jar.value('ptwebqq', 's.web2.qq.com'))
    const list = await login.post(`${S}/get_user_friends2`, { vfwebqq: login.vfwebqq, hash })
    expect((resultOf(list) as { info: { uin: number; nick: string }[] }).info.at(-1)).toMatchObject({
      uin: change.added_friends[0]?.uin,
      nick: '小红',
    })
  })
})

describe('groups', () => {
  // PROTOCOL: "Items"
  it.each([
    ['join', 'group_join', 33, ['op_type', 'new_member', 't_new_member', 'admin_uin', 'admin_nick'], 455667799],
    ['leave', 'group_leave', 34, ['op_type', 'old_member', 't_old_member'], 398877000],
    [
      'kick',
      'group_leave',
      34,
      ['op_type', 'old_member', 't_old_member', 'admin_uin', 't_admin_uin', 'admin_nick'],
      398877000,
    ],
    ['dissolve', 'group_leave', 34, ['op_type', 'old_member', 't_old_member'], 398877000],
    ['request', 'group_request_join', 35, ['request_uin', 't_request_uin', 'msg'], 455667799],
    ['agree', 'group_request_join_agree', 36, ['admin_uin', 'msg'], OWN_NUMBER],
    ['deny', 'group_request_join_deny', 37, ['admin_uin', 'msg'], OWN_NUMBER],
    ['admin', 'group_admin_op', 44, ['op_type', 'uin', 't_uin', 'uin_flag'], 398877000],
    ['unadmin', 'group_admin_op', 44, ['op_type', 'uin', 't_uin', 'uin_flag'], 398877000],
  ])('%s is a sys_g_msg of type %s, msg_type %d, with the group by code and by number', async (...row) => {
    const [event, type, msgType, fields, member] = row
    if (member === 455667799) {
      await heard('friendship', { type: 'added_buddy_nosig', person: member, nick: '新来的' })
    }
    const { kind, value } = await one('group-event', { event, group: '周末羽毛球', member })
    expect([kind, Object.keys(value)]).toEqual(['sys_g_msg', [...OLD_HEAD, 'type', 'gcode', 't_gcode', ...fields]])
    const { gid, code } = state.groups[0] ?? {}
    expect(value).toMatchObject({ from_uin: gid, gcode: code, t_gcode: 376024301, type, msg_type: msgType })
  })

  // PROTOCOL: "Items"
  it('a new one is group_create with the owner’s uin, and is in the list', async () => {
    const { value } = await one('group-event', { event: 'create', number: 377000111, name: '新群', member: '强哥' })
    expect(value).toMatchObject({ type: 'group_create', msg_type: 38, t_gcode: 377000111, owner_uin: uinOf(510942000) })
    expect((await stateOf(simulator)).groups.map(({ name }) => name)).toContain('新群')
  })

  // PROTOCOL: "Items"
  it('a shared file is a group_web_message: xml, no content and no time', async () => {
    const { kind, value } = await one('share-file', { group: '周末羽毛球', member: 'Lily', name: '计划 <2>.xls' })
    expect(kind).toBe('group_web_message')
    expect(Object.keys(value)).toEqual([...OLD_HEAD, 'group_code', 'group_type', 'ver', 'send_uin', 'xml'])
    expect(value['xml']).toBe(
      '<?xml version="1.0" encoding="utf-8"?><d><n t="h" u="824566000"/><n t="t" s="共享文件"/><n t="b"/>' +
        '<n t="t" s="计划 &lt;2>.xls"/></d>',
    )
  })

  // PROTOCOL: "Items"
  it.each([
    [{ member: 'Tom', minutes: 10 }, 'Tom(398877000) 被管理员禁言10分钟 '],
    [{ member: 'Tom', minutes: 60 }, 'Tom(398877000) 被管理员禁言1小时 '],
    [{ member: 'Tom', minutes: 0 }, 'Tom(398877000) 被管理员解除禁言 '],
    [{ minutes: 1 }, '管理员开启了全员禁言，只有群主和管理员才能发言'],
    [{ minutes: 0 }, '管理员关闭了全员禁言'],
  ])('a mute %j is an ordinary message of the administrator: %s', async (mute, words) => {
    const { kind, value } = await one('mute', { group: '周末羽毛球', ...mute })
    expect([kind, value['send_uin'], value.content.at(-1)]).toEqual(['group_message', memberUin(510942000), words])
  })
})

describe('strangers', () => {
  // PROTOCOL: "Items"
  it.each([
    ['a group', { group: '周末羽毛球' }, 0],
    ['a discussion', { discuss: 900100002 }, 1],
  ])('out of %s write sess_messages with their real number', async (_name, place, serviceType) => {
    const { kind, value } = await one('stranger-says', { ...place, member: 'Tom', text: 'hi' })
    expect([kind, value['msg_type'], value['service_type'], value['ruin']]).toEqual([
      'sess_message',
      140,
      serviceType,
      398877000,
    ])
    expect(value['id']).toBe(serviceType === 0 ? state.groups[0]?.gid : state.discusses[1]?.did)
    expect(value['flags']).toEqual({ text: 1, pic: 1, file: 1, audio: 1, video: 1 })
  })
})

describe('files and calls', () => {
  // PROTOCOL: "Items"
  it.each([
    ['offer', 'file_message', { mode: 'recv', type: 101 }],
    ['video', 'file_message', { mode: 'recv', type: 161 }],
    ['refuse', 'file_message', { mode: 'refuse', cancel_type: 1 }],
    ['ack', 'file_message', { mode: 'send_ack' }],
    ['offline', 'push_offfile', { port: 80, size: 4711 }],
    ['offline-taken', 'notify_offfile', { action: 1, filesize: 4711 }],
    ['offline-refused', 'notify_offfile', { action: 2, filename: 'a.txt' }],
    ['transfer', 'filesrv_transfer', { file_count: 1, operation: 1 }],
    ['av-refuse', 'av_refuse', { session_id: 19824 }],
  ])('%s is a %s with %j', async (event, kind, fields) => {
    const told = await one('file', { friend: '强哥', event, name: 'a.txt', size: 4711, session: 19824 })
    expect(told.kind).toBe(kind)
    expect(told.value).toMatchObject({ ...fields, from_uin: uinOf(510942000) })
  })

  // PROTOCOL: "Items"
  it('hints of the server are tips, of any shape', async () => {
    expect(await one('tips', { value: { buddy: '欢迎' } })).toEqual({ kind: 'tips', value: { buddy: '欢迎' } })
  })
})

describe('content that is odd', () => {
  // PROTOCOL: "Content"
  it('a magic face is one empty string, without a font', async () => {
    expect((await one('say', { friend: '强哥', magicFace: true })).value.content).toEqual([''])
  })

  // PROTOCOL: "Content"
  it('a broken font trailer begins with control characters', async () => {
    const saying = { group: '周末羽毛球', member: 'Tom', text: '正文', brokenFont: true }
    const { content } = (await one('say', saying)).value
    expect(content.slice(1)).toEqual([' \0\n\0\0\0\0\u0002宋体\r', '正文'])
  })
})

describe('in late years', () => {
  // HERE: "The years"
  it.each(['2017', '2018'])('of %s none of these reaches the poll but messages and the kick', async (era) => {
    await control(simulator, 'settings', { era })
    for (const [verb, body] of [
      ['presence', { friend: '强哥', status: 'away' }],
      ['typing', { friend: '强哥' }],
      ['shake', { friend: '强哥' }],
      ['file', { friend: '强哥' }],
      ['group-event', { event: 'leave', group: '周末羽毛球', member: 'Tom' }],
    ] as const) {
      await control(simulator, verb, body)
    }
    expect((await stateOf(simulator)).queued).toBe(0)
    await control(simulator, 'kick')
    expect(jsonOf(await poll(login))['result']).toHaveLength(1)
  })
})
