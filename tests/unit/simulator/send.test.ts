// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import { CLIENT_ID, D, FONT, friendList, friendUins, itemsOf, logIn, poll, saidIn, sendFriend } from './conversation.ts'
import type { Tickets } from './conversation.ts'
import { column, dig, list, number } from './dig.ts'
import { control, tryControl } from './plain-client.ts'

let simulator: Simulator
let tickets: Tickets
let friendUin: number
beforeEach(async () => {
  simulator = await startSimulator()
  tickets = await logIn(simulator)
  friendUin = (await friendUins(tickets))[0] ?? 0
})
afterEach(() => simulator.close())

const sent = async (): Promise<unknown[]> => list(await control(simulator, 'sent?since=0'), 'sent')
const content = (text: string): string => JSON.stringify([text, FONT])
const common = () => ({ face: 252, clientid: CLIENT_ID, msg_id: 22700001, psessionid: tickets.psessionid })

describe('sends', () => {
  it('reach a friend, a group and a discussion and come back as echoes', async () => {
    const state = await control(simulator, 'state')
    const gid = number(state, 'groups.0.gid')
    const did = number(state, 'discusses.0.did')
    const ok = await sendFriend(tickets, friendUin, ['你好 "引号" \\', ['face', 14], ''])
    expect(ok.text).toBe('{"errCode":0,"msg":"send ok"}\n')
    const [friendEcho] = itemsOf(await poll(tickets))
    await tickets.client.post(`${D}/send_qun_msg2`, { group_uin: gid, content: content('群'), ...common() })
    const [groupEcho] = itemsOf(await poll(tickets))
    await tickets.client.post(`${D}/send_discu_msg2`, { did, content: content('组'), ...common() })
    const [discussEcho] = itemsOf(await poll(tickets))

    const known = column(state, 'friends', 'uin')
    expect(saidIn(friendEcho)).toEqual(['你好 &quot;引号&quot; \\', ['face', 14], ''])
    expect(known).not.toContain(number(friendEcho, 'value.from_uin'))
    expect(dig(groupEcho, 'value.from_uin')).toBe(gid)
    expect(known).not.toContain(number(groupEcho, 'value.send_uin'))
    expect(dig(discussEcho, 'value.send_uin')).toBe(1234567890)
    expect(await sent()).toMatchObject([
      { n: 1, kind: 'friend', to: { number: 510942000 }, text: '你好 "引号" \\[face:14]', delivered: true, reply: 0 },
      { n: 2, kind: 'group', to: { name: '周末羽毛球' }, text: '群' },
      { n: 3, kind: 'discuss', to: { number: 900100001 }, text: '组' },
    ])
  })

  it('do not come back with the echo switched off', async () => {
    await control(simulator, 'settings', { echo: false })
    await sendFriend(tickets, friendUin, ['你好'])
    await control(simulator, 'say', { friend: 'Lily', text: '只有我' })
    expect(itemsOf(await poll(tickets)).map(saidIn)).toEqual([['只有我']])
  })

  it('are answered at once by a friend with an answering machine, text by text, until it is switched off', async () => {
    await control(simulator, 'settings', { echo: false })
    await control(simulator, 'answering-machine', { friend: '强哥', texts: ['一', '二'] })
    const said: unknown[] = []
    for (let n = 0; n < 3; n++) {
      await sendFriend(tickets, friendUin, ['你好'])
      const [item] = itemsOf(await poll(tickets))
      expect(dig(item, 'value.from_uin')).toBe(friendUin)
      said.push(saidIn(item))
    }
    expect(said).toEqual([['一'], ['二'], ['一']])
    await control(simulator, 'answering-machine', { friend: '强哥', texts: [] })
    await sendFriend(tickets, friendUin, ['你好'])
    expect(await control(simulator, 'state')).toMatchObject({ queued: 0 })
  })

  it.each([
    ['r that is no JSON', '{"to":1,"content":"a\nb"}', 500, '<h1>Error occured:</h1><pre>{{case_clause,{invalid_json,'],
    [
      'content that is no JSON',
      { to: 1, content: '["a' },
      500,
      '<h1>Error occured:</h1><pre>{{case_clause,{invalid_json,',
    ],
    ['a missing target', { content: content('a') }, 200, '"retcode":100006'],
    ['a message of faces alone', { to: 1, content: JSON.stringify([['face', 1], FONT]) }, 200, '"retcode":100006'],
    ['an unknown target', { to: 12345, content: content('a') }, 200, '"retcode":100001'],
  ])('refuse %s', async (_what, r, status, words) => {
    const body = typeof r === 'string' ? r : { ...r, ...common() }
    const reply = await tickets.client.post(`${D}/send_buddy_msg2`, body)
    expect(reply.status).toBe(status)
    expect(reply.text).toContain(words)
  })

  it('swallow more than 720 bytes with "send ok"', async () => {
    await sendFriend(tickets, friendUin, ['长'.repeat(240)])
    const tooLong = await sendFriend(tickets, friendUin, [`${'长'.repeat(240)}!`])
    expect(tooLong.json).toEqual({ errCode: 0, msg: 'send ok' })
    expect((await sent()).map((message) => dig(message, 'delivered'))).toEqual([true, false])
  })

  it('are uncertain on request: 1202 or a closed connection, delivered or lost', async () => {
    await control(simulator, 'fault', { path: 'send_buddy_msg2', kind: 'uncertain-delivered' })
    expect((await sendFriend(tickets, friendUin, ['到了'])).json['retcode']).toBe(1202)
    expect(itemsOf(await poll(tickets))).toHaveLength(1)
    await control(simulator, 'fault', { path: 'send_buddy_msg2', kind: 'uncertain-lost' })
    expect((await sendFriend(tickets, friendUin, ['丢了'])).json['retcode']).toBe(1202)
    await control(simulator, 'fault', { path: 'send_buddy_msg2', kind: 'reset-delivered' })
    await expect(sendFriend(tickets, friendUin, ['断了'])).rejects.toThrow('socket hang up')
    expect((await sent()).map((message) => [dig(message, 'text'), dig(message, 'delivered')])).toEqual([
      ['到了', true],
      ['丢了', false],
      ['断了', true],
    ])
  })

  it('to the list uin go nowhere when the poll shows another', async () => {
    await control(simulator, 'settings', { listUinDiffers: true })
    await control(simulator, 'say', { friend: '强哥', text: '在吗' })
    const [item] = itemsOf(await poll(tickets))
    const pollUin = number(item, 'value.from_uin')
    expect(pollUin).not.toBe(friendUin)
    await sendFriend(tickets, friendUin, ['按列表'])
    await sendFriend(tickets, pollUin, ['按消息'])
    expect((await sent()).map((message) => dig(message, 'delivered'))).toEqual([false, true])
  })
})

describe('self-says', () => {
  it('brings an own message from another device as an echo, and not as sent', async () => {
    await control(simulator, 'self-says', { friend: '强哥', text: '手机上写的' })
    expect(itemsOf(await poll(tickets)).map(saidIn)).toEqual([['手机上写的']])
    expect(await sent()).toEqual([])
  })
})

describe('the control API', () => {
  it.each([
    ['say', { friend: '小李', text: 'x' }, 'friend "小李" is not unique: name one by number (601000001, 601000002)'],
    ['say', { friend: '没有', text: 'x' }, 'friend "没有" is not known'],
    ['say', { group: '周末羽毛球', member: '王芳', text: 'x' }, 'member of "周末羽毛球" "王芳" is not known'],
    ['say', { friend: 'Lily' }, 'text or content is missing'],
    ['settings', { holdSeconds: 'x' }, 'settings: holdSeconds must be a number'],
    ['settings', { nonsense: 1 }, 'settings: "nonsense" is not known'],
    ['fault', { path: 'poll2', kind: 'x' }, 'fault: kind must be one of html'],
    ['confirm', {}, 'confirm: the QR code was already confirmed'],
  ])('explains what is wrong with %s %j', async (verb, body, words) => {
    const { status, answer } = await tryControl(simulator, verb, body)
    expect(status).toBe(400)
    expect(answer).toMatchObject({ ok: false, error: expect.stringContaining(words) })
  })

  it('renames people', async () => {
    await control(simulator, 'world', { rename: { person: 'Lily', nick: 'Lilian', remark: '莉莉' } })
    expect(column(await friendList(tickets), 'marknames', 'markname')).toContain('莉莉')
  })
})
