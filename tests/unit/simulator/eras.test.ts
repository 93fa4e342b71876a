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
  ptqrloginUrl,
  QR_URL,
  S,
  saidIn,
  sendFriend,
} from './conversation.ts'
import { dig, text } from './dig.ts'
import { control, createPlainClient, tryControl } from './plain-client.ts'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator()
})
afterEach(() => simulator.close())

const era = (name: string, more: Record<string, unknown> = {}) => control(simulator, 'settings', { era: name, ...more })
const AT = 1375798050250
const keysOf = (item: unknown): string[] => Object.keys(Object(dig(item, 'value')))

describe('poll items until November 2015', () => {
  it('of a friend have msg_id2 and reply_ip, type 9, retcode first, and Chinese as escapes', async () => {
    await era('2013')
    const tickets = await logIn(simulator)
    await control(simulator, 'say', { friend: 'Lily', text: '在吗 ', at: AT })
    const reply = await poll(tickets)
    expect(reply.text).toMatch(
      /^\{"retcode":0,"result":\[\{"poll_type":"message","value":\{"msg_id":\d+,"from_uin":\d+,"to_uin":1234567890,"msg_id2":\d+,"msg_type":9,"reply_ip":\d+,"time":1375798050,"content":\[\["font",\{"size":10,"color":"000000","style":\[0,0,0\],"name":"\\u5FAE\\u8F6F\\u96C5\\u9ED1"\}\],"\\u5728\\u5417 "\]\}\}\]\}\n$/,
    )
    expect(saidIn(itemsOf(reply)[0])).toEqual(['在吗 '])
  })

  it('of a group have the list code as group_code, the real number as info_seq and a running seq', async () => {
    await era('2015')
    const tickets = await logIn(simulator)
    const say = { group: '周末羽毛球', member: 'Tom', text: 'x' }
    await control(simulator, 'settings', { batchOrder: 'oldest' })
    await control(simulator, 'say', { items: [say, say] })
    const [first, second] = itemsOf(await poll(tickets))
    const group = dig(await control(simulator, 'state'), 'groups.0')
    expect(keysOf(first)).toEqual(
      'msg_id from_uin to_uin msg_id2 msg_type reply_ip group_code send_uin seq time info_seq content'.split(' '),
    )
    expect(first).toMatchObject({
      poll_type: 'group_message',
      value: { from_uin: dig(group, 'gid'), group_code: dig(group, 'code'), info_seq: 376024301, msg_type: 43 },
    })
    expect(Number(dig(second, 'value.seq')) - Number(dig(first, 'value.seq'))).toBe(1)
  })

  it('of a discussion come from 10000', async () => {
    await era('2013')
    const tickets = await logIn(simulator)
    await control(simulator, 'say', { discuss: 900100001, member: 'Lily', text: 'x' })
    const [item] = itemsOf(await poll(tickets))
    expect(item).toMatchObject({ value: { from_uin: 10000, msg_type: 42, info_seq: 1 } })
    expect(dig(item, 'value.did')).toBe(dig(await control(simulator, 'state'), 'discusses.0.did'))
  })

  it('keep pictures and every face', async () => {
    await era('2013')
    const tickets = await logIn(simulator)
    const content = [['offpic', { success: 1, file_path: '/7acccf74' }], ['face', 178], '\n ']
    await control(simulator, 'say', { friend: 'Lily', content })
    expect(saidIn(itemsOf(await poll(tickets))[0])).toEqual(content)
  })
})

describe('poll items since December 2015', () => {
  it.each([
    ['2016', 0],
    ['2017', 4],
    ['2018', 4],
  ])('of %s have a group msg_type of %d, sorted keys and the gid as group_code', async (name, msgType) => {
    await era(name)
    const tickets = await logIn(simulator)
    await control(simulator, 'say', { group: '周末羽毛球', member: 'Tom', text: 'x' })
    const [item] = itemsOf(await poll(tickets))
    expect(dig(item, 'value.msg_type')).toBe(msgType)
    expect(keysOf(item)).toEqual('content from_uin group_code msg_id msg_type send_uin time to_uin'.split(' '))
    expect(dig(item, 'value.group_code')).toBe(dig(item, 'value.from_uin'))
  })

  it('lose the faces of phones from 2017 on, and pictures always', async () => {
    const said = { friend: 'Lily', content: ['a', ['face', 14], ['cface', 'A.jpg', '']] }
    await era('2016')
    const tickets = await logIn(simulator)
    await control(simulator, 'say', { ...said, fromPhone: true })
    expect(saidIn(itemsOf(await poll(tickets))[0])).toEqual(['a', ['face', 14]])
    await era('2017')
    await control(simulator, 'say', { items: [{ ...said, fromPhone: true }, said] })
    expect(itemsOf(await poll(tickets)).map(saidIn)).toEqual([
      ['a', ['face', 14]],
      ['a', ['face', 0]],
    ])
  })
})

describe('an era', () => {
  it.each([
    ['2013', '{"retcode":102,"errmsg":""}\n', { retcode: 0, result: 'ok' }],
    ['2015', '{"retcode":0,"result":"ok"}\n', { retcode: 0, result: 'ok' }],
    ['2016', '{"errmsg":"error!!!","retcode":0}\n', { errCode: 0, msg: 'send ok' }],
    ['2017', '{"errmsg":"error!!!","retcode":0}\n', { errCode: 0, msg: 'send ok' }],
  ])('%s has its own empty poll and reply to a send', async (name, empty, sent) => {
    await era(name, { holdSeconds: 0.02, echo: false })
    await control(simulator, 'settings', { ptwebqq: 'none' })
    const tickets = await logIn(simulator)
    expect((await poll(tickets)).text).toBe(empty)
    const [uin = 0] = await friendUins(tickets)
    expect((await sendFriend(tickets, uin, ['x'])).json).toEqual(sent)
  })

  it('brings back own messages from 2017 on', async () => {
    for (const [name, count] of [
      ['2016', 0],
      ['2017', 1],
    ] as const) {
      await era(name, { holdSeconds: 0.02, ptwebqq: 'none' })
      const tickets = await logIn(simulator)
      const [uin = 0] = await friendUins(tickets)
      await sendFriend(tickets, uin, ['x'])
      expect(itemsOf(await poll(tickets))).toHaveLength(count)
    }
  })

  it('before 2016 lets poll at once, answers on d.web2 and has a good vfwebqq in login2', async () => {
    await era('2015', { holdSeconds: 0.02 })
    const { client, psessionid, vfwebqq } = await logIn(simulator, { askOnline: false })
    const r = { ptwebqq: '', clientid: CLIENT_ID, psessionid, key: '' }
    expect((await client.post('http://d.web2.qq.com/channel/poll2', r, d())).text).toBe('{"retcode":0,"result":"ok"}\n')
    const again = await client.post(`${D}/login2`, { ...r, status: 'online' })
    expect(text(again.json, 'result.vfwebqq')).toBe(vfwebqq)
  })

  it('before 2017 issues ptwebqq, before February of it asks no ptqrtoken', async () => {
    await era('2016')
    const client = createPlainClient(simulator)
    await client.get(QR_URL)
    expect((await client.get(ptqrloginUrl(1))).text).toContain("ptuiCB('66'")
    await control(simulator, 'confirm', {})
    await client.get(ptqrloginUrl(1))
    expect(client.cookie('ptwebqq', 'w.qq.com')).toMatch(/^[0-9a-f]{64}$/)
    await era('2018')
    expect((await client.get(ptqrloginUrl(1))).status).toBe(403)
  })

  it('yields to what is set beside it or after it', async () => {
    await era('2013', { emptyForm: '504' })
    expect(await control(simulator, 'settings', { sendReply: 'errCode' })).toMatchObject({
      settings: { era: '2013', emptyForm: '504', sendReply: 'errCode', itemFormat: 'old' },
    })
  })

  it('must be one of five', async () => {
    const { answer } = await tryControl(simulator, 'settings', { era: '2014' })
    expect(answer['error']).toBe('settings: era must be one of 2013, 2015, 2016, 2017, 2018')
  })
})

describe('single switches', () => {
  it.each([
    ['text/html', 'text/html; charset=utf-8'],
    ['none', undefined],
  ])('contentType %s', async (contentType, header) => {
    const { client } = await logIn(simulator)
    await control(simulator, 'settings', { contentType })
    expect((await client.get(`${S}/get_self_info2?t=1`)).headers['content-type']).toBe(header)
  })

  it('a constant psessionid is the recorded one and stands for the newest login', async () => {
    await control(simulator, 'settings', { psessionid: 'constant' })
    const first = await logIn(simulator)
    const second = await logIn(simulator)
    expect(first.psessionid).toMatch(/^8368046764001d63.{201}6de6857$/)
    expect(second.psessionid).toBe(first.psessionid)
    const r = { ptwebqq: '', clientid: CLIENT_ID, psessionid: '', status: 'online' }
    const login = (await first.client.post(`${D}/login2`, r)).json
    expect(login['retcode']).toBe(103)
    expect(text((await second.client.post(`${D}/login2`, r)).json, 'result.vfwebqq')).toMatch(/^59185d94.*6857$/)
    await askOnline(second)
    await control(simulator, 'say', { friend: 'Lily', text: 'hi' })
    expect(itemsOf(await poll(second))).toHaveLength(1)
  })
})

/** The old host wants the same Referer as the new one. */
const d = () => ({ headers: { Referer: 'http://d.web2.qq.com/proxy.html?v=20130916001&callback=1&id=2' } })
