// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import {
  askOnline,
  CLIENT_ID,
  D,
  friendUins,
  itemsOf,
  logIn,
  poll,
  saidIn,
  until,
  untilPollHeld,
} from './conversation.ts'
import { dig, list, number } from './dig.ts'
import { control, createPlainClient } from './plain-client.ts'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator()
})
afterEach(() => simulator.close())

const say = (text: string, at?: number) =>
  control(simulator, 'say', { friend: '强哥', text, ...(at === undefined ? {} : { at }) })
/** What node says of a connection that was closed on it. */
const BROKEN = /socket|ECONNRESET/
const texts = (reply: { json: unknown }): unknown[] => itemsOf(reply).map((item) => saidIn(item)[0])

describe('poll2', () => {
  it('answers 103 until get_online_buddies2 was asked', async () => {
    const tickets = await logIn(simulator, { askOnline: false })
    expect((await poll(tickets)).text).toBe('{"errmsg":"error","retcode":103}\n')
    await askOnline(tickets)
    await say('在吗')
    expect((await poll(tickets)).json['retcode']).toBe(0)
  })

  it('is held until somebody writes, and needs no cookies', async () => {
    const tickets = await logIn(simulator)
    const held = poll(tickets, { cookies: false })
    await untilPollHeld(simulator)
    await say('在吗 <9点>')
    const [item] = itemsOf(await held)
    expect(item).toMatchObject({ poll_type: 'message', value: { msg_type: 1, to_uin: 1234567890 } })
    expect(saidIn(item)).toEqual(['在吗 &lt;9点&gt;'])
    expect(dig(item, 'value.from_uin')).toBe((await friendUins(tickets))[0])
  })

  it('keeps what came while nobody polled and gives it in one batch, newest first or oldest first', async () => {
    const tickets = await logIn(simulator)
    await say('一')
    await say('二')
    expect(texts(await poll(tickets))).toEqual(['二', '一'])
    await control(simulator, 'settings', { batchOrder: 'oldest' })
    await control(simulator, 'say', {
      items: [
        { friend: 'Lily', text: 'a' },
        { friend: 'Lily', text: 'b' },
      ],
    })
    expect(texts(await poll(tickets))).toEqual(['a', 'b'])
  })

  it('ends with an empty reply when the hold runs out', async () => {
    const tickets = await logIn(simulator)
    await control(simulator, 'settings', { holdSeconds: 0.05 })
    const reply = await poll(tickets)
    expect(reply.text).toMatch(
      /^\{"errmsg":"error","retcode":100012,"retmsg":"cmd\[qconnect\.0\], errmsg\[RecvTimeout\]/,
    )
    await control(simulator, 'settings', { emptyForm: 'error!!!' })
    expect((await poll(tickets)).text).toBe('{"errmsg":"error!!!","retcode":0}\n')
    await control(simulator, 'settings', { emptyForm: '504' })
    expect((await poll(tickets)).status).toBe(504)
  })

  it('belongs to whoever polls last: the earlier poll ends empty at once', async () => {
    const tickets = await logIn(simulator)
    const first = poll(tickets)
    await untilPollHeld(simulator)
    const second = poll(tickets)
    expect((await first).text).toBe('{"errmsg":"error","retcode":0,"retmsg":"ok"}\n')
    await untilPollHeld(simulator)
    await say('给第二个')
    expect(texts(await second)).toEqual(['给第二个'])
  })

  it('forgets a client that left and keeps the message for the next poll', async () => {
    const tickets = await logIn(simulator)
    const leaving = new AbortController()
    const left = poll(tickets, { signal: leaving.signal })
    await untilPollHeld(simulator)
    leaving.abort()
    await expect(left).rejects.toThrow('aborted')
    await until(async () => {
      const { polling } = await control(simulator, 'state')
      return dig(polling, 'held') === false
    }, 'the poll is forgotten')
    await say('还在吗')
    expect(texts(await poll(tickets))).toEqual(['还在吗'])
  })

  it('gives groups by gid with both mention forms, discussions by did', async () => {
    const tickets = await logIn(simulator)
    const group = { group: '周末羽毛球', member: 'Tom', text: '周六来吗', mentionMe: true }
    await control(simulator, 'settings', { batchOrder: 'oldest' })
    await control(simulator, 'say', {
      items: [group, { ...group, split: true }, { discuss: 900100002, member: 'Tom', text: 'x' }],
    })
    const [whole, split, discuss] = itemsOf(await poll(tickets))
    expect(saidIn(whole)).toEqual(['@小明同学 周六来吗'])
    expect(saidIn(split)).toEqual(['', '@小明同学', '', ' ', '周六来吗'])
    expect(number(whole, 'value.from_uin')).toBe(dig(whole, 'value.group_code'))
    expect(discuss).toMatchObject({ poll_type: 'discu_message', value: { msg_type: 5 } })
  })

  it('strips pictures, maps new faces to 0 and empties very long texts', async () => {
    const tickets = await logIn(simulator)
    await control(simulator, 'settings', { batchOrder: 'oldest' })
    const contents = [[['cface', 'A.jpg', '']], ['a', ['face', 14], ['face', 178]], ['长'.repeat(1001)]]
    await control(simulator, 'say', { items: contents.map((content) => ({ friend: 'Lily', content })) })
    expect(itemsOf(await poll(tickets)).map(saidIn)).toEqual([[], ['a', ['face', 14], ['face', 0]], []])
  })

  it('hands out raw items as they are, and the last item again', async () => {
    const tickets = await logIn(simulator)
    const item = { poll_type: 'tips', value: { strange: [1, null] } }
    await control(simulator, 'raw-item', { item })
    expect(itemsOf(await poll(tickets))).toEqual([item])
    await control(simulator, 'duplicate-last', {})
    expect(itemsOf(await poll(tickets))).toEqual([item])
  })

  it('rotates ptwebqq with 116, after which the list hash is another', async () => {
    const tickets = await logIn(simulator)
    const held = poll(tickets)
    await untilPollHeld(simulator)
    const { ptwebqq } = await control(simulator, 'rotate-ptwebqq', {})
    expect((await held).json).toEqual({ retcode: 116, p: ptwebqq })
    const { client, vfwebqq } = tickets
    const old = await client.post('https://s.web2.qq.com/api/get_user_friends2', { vfwebqq, hash: '000C00D5004D0099' })
    expect(old.json['retcode']).toBe(50)
  })

  it('brings kick_message and is not accepted afterwards', async () => {
    const tickets = await logIn(simulator)
    await control(simulator, 'kick', { reason: '再见' })
    expect(itemsOf(await poll(tickets))[0]).toMatchObject({ poll_type: 'kick_message', value: { reason: '再见' } })
    expect((await poll(tickets)).json['retcode']).toBe(103)
  })

  it('ends with 103 when the login expires', async () => {
    const tickets = await logIn(simulator)
    const held = poll(tickets)
    await untilPollHeld(simulator)
    await control(simulator, 'expire-login', {})
    expect((await held).json['retcode']).toBe(103)
    expect((await poll(tickets)).json['retcode']).toBe(103)
  })

  it('after a second login elsewhere: taken over, then 121, then 103; a relink may win it back', async () => {
    const tickets = await logIn(simulator)
    const held = poll(tickets)
    await untilPollHeld(simulator)
    await control(simulator, 'second-login', { relink: true })
    expect((await held).json).toEqual({ errmsg: 'error', retcode: 0, retmsg: 'ok' })
    expect((await poll(tickets)).text).toBe('{"retcode":121,"t":"0"}\n')
    expect((await poll(tickets)).json['retcode']).toBe(103)
    const { client, psessionid } = tickets
    await client.post(`${D}/login2`, { ptwebqq: '', clientid: CLIENT_ID, psessionid, key: '', state: 'online' })
    await say('回来了')
    expect(texts(await poll(tickets))).toEqual(['回来了'])
  })

  it('tells the old login 121 when the account is scanned again', async () => {
    const old = await logIn(simulator)
    const held = poll(old)
    await untilPollHeld(simulator)
    const fresh = await logIn(simulator)
    expect((await held).json['retcode']).toBe(121)
    expect((await poll(old)).json['retcode']).toBe(103)
    await say('新的')
    expect(texts(await poll(fresh))).toEqual(['新的'])
  })

  it('drops what waited for the login before: its numbers would mean other people', async () => {
    await logIn(simulator)
    await say('给旧的')
    const fresh = await logIn(simulator)
    await say('给新的')
    expect(texts(await poll(fresh))).toEqual(['给新的'])
  })
})

describe('the line and its faults', () => {
  it('cut closes what is open and refuses what comes, restoring lets the queue through', async () => {
    const tickets = await logIn(simulator)
    const held = poll(tickets).then(
      () => 'answered',
      () => 'broken',
    )
    await untilPollHeld(simulator)
    await control(simulator, 'cut', { on: true })
    expect(await held).toBe('broken')
    await expect(poll(tickets)).rejects.toThrow(BROKEN)
    await say('断线时')
    await control(simulator, 'cut', { on: false })
    expect(texts(await poll(tickets))).toEqual(['断线时'])
  })

  it.each([
    ['html', 200, '<!DOCTYPE html>'],
    ['empty', 200, ''],
    ['malformed', 200, '{"result":[{"poll_type"'],
    ['unknown-shape', 200, '{"retcode":0,"result":{"surprise"'],
    ['http-502', 502, '<html>'],
    ['http-504', 504, '<html>'],
  ])('a fault of kind %s meets the next poll, once, and loses nothing', async (kind, status, start) => {
    const tickets = await logIn(simulator)
    await say('还在')
    await control(simulator, 'fault', { path: 'poll2', kind })
    const broken = await poll(tickets)
    expect([broken.status, broken.text.startsWith(start)]).toEqual([status, true])
    expect(texts(await poll(tickets))).toEqual(['还在'])
  })

  it('a fault meets the poll that is already held; retcode and reset too', async () => {
    const tickets = await logIn(simulator)
    const held = poll(tickets)
    await untilPollHeld(simulator)
    await control(simulator, 'fault', { path: 'poll2', kind: 'retcode', retcode: 100001 })
    expect((await held).json['retcode']).toBe(100001)
    await control(simulator, 'fault', { path: 'poll2', kind: 'reset', times: -1 })
    await expect(poll(tickets)).rejects.toThrow(BROKEN)
    await expect(poll(tickets)).rejects.toThrow(BROKEN)
    await control(simulator, 'faults/clear', {})
    await say('好了')
    expect(texts(await poll(tickets))).toEqual(['好了'])
  })
})

describe('the request log', () => {
  it('knows what was asked, what was answered, and that plain http to d1 is the page', async () => {
    const tickets = await logIn(simulator)
    await say('在吗')
    await poll(tickets)
    const client = createPlainClient(simulator)
    await client.post('http://d1.web2.qq.com/channel/poll2', { clientid: CLIENT_ID, psessionid: '' })
    const log = await control(simulator, 'requests?since=0')
    const polls = list(log, 'requests').filter((request) => dig(request, 'path') === '/channel/poll2')
    expect(polls).toMatchObject([
      { scheme: 'https', retcode: 0, status: 200, viaPage: false, hasCookies: true, r: { clientid: CLIENT_ID } },
      { scheme: 'http', retcode: 103, viaPage: true, hasCookies: false },
    ])
  })
})
