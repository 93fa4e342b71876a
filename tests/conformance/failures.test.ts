// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import {
  askAbout,
  D,
  getvfwebqqUrl,
  itemsOf,
  jsonOf,
  LOGIN2,
  logIn,
  openPoll,
  OWN_HASH,
  poll,
  resultOf,
  S,
  sendBody,
} from './calls.ts'
import type { Login } from './calls.ts'
import { control, sentMessages, stateOf, untilPollHeld } from './control.ts'
import { headerValues } from './raw-http.ts'
import type { RawReply } from './raw-http.ts'

let simulator: Simulator
let login: Login
let friend: number
beforeEach(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
  login = await logIn(simulator)
  friend = (await stateOf(simulator)).friends[0]?.uin ?? 0
})
afterEach(() => simulator.close())

const fault = (path: string, kind: string, more: Record<string, unknown> = {}): Promise<unknown> =>
  control(simulator, 'fault', { path, kind, ...more })
const say = (text: string): Promise<unknown> => control(simulator, 'say', { friend: '强哥', text })
const friendList = (): Promise<RawReply> =>
  login.post(`${S}/get_user_friends2`, { vfwebqq: login.vfwebqq, hash: OWN_HASH })
const toFriend = (text: string): Promise<RawReply> =>
  login.post(`${D}/send_buddy_msg2`, sendBody(login, { to: friend }, [text]))
const texts = (reply: RawReply): unknown[] => itemsOf(reply).map(({ value }) => value.content[1])

describe('a return code', () => {
  // PROTOCOL: "Codes"
  it.each([100, 103, 108, 109, 110, 115, 120, 121, 122, 1202, 100000, 100001, 100006, 100012, 100100, 100101, 4711])(
    '%d may meet any call, with an errmsg that says nothing',
    async (retcode) => {
      const bytes = `{"errmsg":"error","retcode":${retcode}}\n`
      for (const [path, ask] of [
        ['poll2', () => poll(login)],
        ['get_user_friends2', friendList],
        ['send_buddy_msg2', () => toFriend('hi')],
      ] as const) {
        await fault(path, 'retcode', { retcode })
        expect((await ask()).text).toBe(bytes)
      }
    },
  )

  // PROTOCOL: "Codes"
  it.each([106, 108, 111, 112, 113, 115, 100000, 100001, 100002])('%d may refuse login2', async (retcode) => {
    await fault('login2', 'retcode', { retcode })
    expect(jsonOf(await login.post(`${D}/login2`, LOGIN2))['retcode']).toBe(retcode)
    expect(jsonOf(await login.post(`${D}/login2`, LOGIN2))['retcode']).toBe(0)
  })

  // PROTOCOL: "Codes"
  it.each([
    ['get_group_name_list_mask2', 13],
    ['get_user_friends2', 50],
    ['get_user_friends2', 100003],
    ['get_group_name_list_mask2', 100100],
  ])('of an outage may meet %s (%d) for as long as it lasts', async (path, retcode) => {
    await fault(path, 'retcode', { retcode, times: -1 })
    const ask = (): Promise<RawReply> => login.post(`${S}/${path}`, { vfwebqq: login.vfwebqq, hash: OWN_HASH })
    expect([jsonOf(await ask())['retcode'], jsonOf(await ask())['retcode']]).toEqual([retcode, retcode])
    await control(simulator, 'faults/clear')
    expect(jsonOf(await ask())['retcode']).toBe(0)
  })

  // PROTOCOL: "Form of requests and replies"
  it('100003 may come beside complete data', async () => {
    const good = resultOf(await friendList())
    await fault('get_user_friends2', 'retcode-with-data', { retcode: 100003 })
    const reply = await friendList()
    expect([jsonOf(reply)['retcode'], resultOf(reply)]).toEqual([100003, good])
  })
})

describe('an answer without a code', () => {
  // PROTOCOL: "Answers without a code"
  it.each([
    ['http-403', 403, 'Forbidden'],
    ['http-404', 404, 'Not Found'],
    ['http-502', 502, 'Bad Gateway'],
    ['http-503', 503, 'Service Temporarily Unavailable'],
    ['http-504', 504, 'Gateway Time-out'],
  ])('%s is a page of the front server on every call', async (kind, status, words) => {
    for (const [path, ask] of [
      ['poll2', () => poll(login)],
      ['getvfwebqq', () => login.get(getvfwebqqUrl)],
      ['send_buddy_msg2', () => toFriend('hi')],
    ] as const) {
      await fault(path, kind)
      const reply = await ask()
      expect([reply.status, headerValues(reply, 'Content-Type')[0]]).toEqual([status, 'text/html; charset=utf-8'])
      expect(reply.text).toContain(`<h1>${status} ${words}</h1>`)
    }
    expect(await sentMessages(simulator)).toEqual([])
  })

  // PROTOCOL: "Answers without a code"
  it('may be a page with status 200, nothing at all, half a JSON, or JSON of another shape', async () => {
    const bodies: string[] = []
    for (const kind of ['html', 'empty', 'malformed', 'unknown-shape']) {
      await fault('poll2', kind)
      const reply = await poll(login)
      expect(reply.status).toBe(200)
      bodies.push(reply.text)
    }
    expect(bodies[0]).toContain('<html>')
    expect(bodies[1]).toBe('')
    expect(() => JSON.parse(bodies[2] ?? '')).toThrow(SyntaxError)
    expect(JSON.parse(bodies[3] ?? '')).toMatchObject({ retcode: 0 })
  })

  // PROTOCOL: "Answers without a code"
  it.each(['reset', 'reset-before'])('may be a closed connection (%s); what waits is kept', async (kind) => {
    await say('还在')
    await fault('poll2', kind)
    await expect(poll(login)).rejects.toThrow('closed before the reply was whole')
    expect(texts(await poll(login))).toEqual(['还在'])
  })

  // PROTOCOL: "poll"
  it.each(['reset-after-dequeue', 'http-502-after-dequeue', 'http-504-after-dequeue'])(
    'may come after the server has handed out (%s): those messages are lost, since nothing is acknowledged',
    async (kind) => {
      await say('丢了')
      await fault('poll2', kind)
      const reply = await poll(login).catch(() => null)
      expect(reply?.status ?? 'closed').not.toBe(200)
      expect(jsonOf(await poll(login))['retcode']).toBe(100012)
    },
  )

  // PROTOCOL: "Answers without a code"
  it('may drip in byte by byte, and is whole in the end', async () => {
    await fault('get_self_info2', 'drip', { ms: 60 })
    const reply = await login.get(`${S}/get_self_info2?t=1`)
    expect((resultOf(reply) as { nick: string }).nick).toBe('小明')
  })

  // PROTOCOL: "Form of requests and replies"
  it('may hold control characters inside strings, which strict parsers refuse', async () => {
    await say('一\n二\t三')
    await fault('poll2', 'raw-controls')
    const reply = await poll(login)
    expect(() => JSON.parse(reply.text) as unknown).toThrow(SyntaxError)
    expect(reply.text).toContain('一\n二\t三')
  })
})

describe('a network that wants a login of its own', () => {
  // PROTOCOL: "Answers without a code"
  it('answers every host with its page, or sends everybody there', async () => {
    await control(simulator, 'portal', { mode: 'page' })
    const page = await login.get(getvfwebqqUrl)
    expect([page.status, headerValues(page, 'Content-Type')[0]]).toEqual([200, 'text/html; charset=utf-8'])
    await control(simulator, 'portal', { mode: 'redirect' })
    const sent = await poll(login)
    expect([sent.status, headerValues(sent, 'Location')]).toEqual([302, ['http://w.qq.com/portal']])
    await control(simulator, 'portal', { mode: 'off' })
    expect(jsonOf(await login.get(getvfwebqqUrl))['retcode']).toBe(0)
  })
})

describe('deliveries', () => {
  // PROTOCOL: "Items"
  it('may come twice, in the next poll or later, the same to the byte', async () => {
    await say('一次')
    await fault('poll2', 'duplicate', { ms: 0 })
    const first = itemsOf(await poll(login))
    await control(simulator, 'settings', { holdSeconds: 5 })
    expect(itemsOf(await poll(login))).toEqual(first)
  })

  // PROTOCOL: "poll"
  it('a poll that is held is answered by the fault that is planned for it', async () => {
    await control(simulator, 'settings', { holdSeconds: 60 })
    const held = openPoll(login)
    await untilPollHeld(simulator)
    await fault('poll2', 'http-504')
    expect((await held.reply).status).toBe(504)
  })
})

describe('the rates at which sends go wrong', () => {
  const twenty = async (): Promise<string[]> => {
    const replies: string[] = []
    for (let i = 0; i < 20; i++) replies.push((await toFriend(String(i))).text)
    return replies
  }
  const ok = '{"errCode":0,"msg":"send ok"}\n'
  const uncertain = '{"errmsg":"error","retcode":1202}\n'

  // PROTOCOL: "sendDiscuss"
  it.each([
    ['uncertainRate', uncertain, true],
    ['uncertainLostRate', uncertain, false],
    ['dropRate', ok, false],
  ])('%s of 1: all are told the same, delivered: %s', async (name, bytes, delivered) => {
    await control(simulator, 'settings', { [name]: 1 })
    expect(new Set(await twenty())).toEqual(new Set([bytes]))
    expect(new Set((await sentMessages(simulator)).map((sent) => sent.delivered))).toEqual(new Set([delivered]))
  })

  // PROTOCOL: "sendDiscuss"
  it('mixed: some are told 1202 and some go well, and the client cannot tell which of the uncertain went out', async () => {
    await control(simulator, 'settings', { uncertainRate: 0.4, uncertainLostRate: 0.3 })
    const replies = await twenty()
    const sent = await sentMessages(simulator)
    const fates = new Set(replies.map((reply, i) => `${reply === ok ? 'ok' : '1202'} ${sent[i]?.delivered}`))
    expect(fates).toEqual(new Set(['ok true', '1202 true', '1202 false']))
  })

  // PROTOCOL: "sendDiscuss"
  it('21 messages in a burst: only those that keep the distance arrive, all are told "send ok"', async () => {
    await control(simulator, 'settings', { minSendGapMs: 60_000 })
    expect(new Set(await twenty())).toEqual(new Set([ok]))
    expect((await sentMessages(simulator)).filter(({ delivered }) => delivered)).toHaveLength(1)
  })
})

describe('the group calls of late', () => {
  // PROTOCOL: "groupInfo"
  it.each([6, 15, 100003])('get_group_info_ext2 may be answered %d', async (retcode) => {
    const { code } = (await stateOf(simulator)).groups[0] ?? {}
    await fault('get_group_info_ext2', 'retcode', { retcode })
    expect(jsonOf(await askAbout(login, 'get_group_info_ext2', `gcode=${code}`))['retcode']).toBe(retcode)
  })

  // HERE: "Hosts beside the page"
  it('the group filter is taken, the group search wants a captcha', async () => {
    const root = 'https://cgi.web2.qq.com/keycgi/qqweb'
    const headers = { Referer: 'https://s.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1' }
    const filtered = await login.post(`${root}/uac/messagefilter.do`, {}, { headers })
    expect(filtered.text).toBe('{"result":null,"retcode":0}\n')
    const found = await login.get(`${root}/group/search.do?pg=1&perpage=10&all=x&type=1`, { headers })
    expect(jsonOf(found)['retcode']).toBe(100110)
  })

  // HERE: "Calls of WebQQ"
  it.each([
    ['POST', `${S}/change_mark_name2`],
    ['POST', `${S}/update_group_info2`],
    ['POST', `${D}/modify_discu_info`],
    ['POST', `${S}/delete_friend`],
    ['POST', `${S}/allow_added_request2`],
    ['POST', `${S}/apply_join_group2`],
    ['GET', `${D}/op_group_join_req`],
    ['POST', `${S}/set_long_nick2`],
    ['POST', `${S}/quit_group2`],
    ['GET', `${D}/quit_discu`],
    ['POST', `${D}/create_discu`],
    ['POST', `${D}/send_offfile2`],
    ['GET', `${S}/search_qq_by_uin2`],
    ['GET', `${S}/get_allow_info2`],
    ['GET', `${S}/get_group_public_info2`],
    ['GET', `${D}/get_gface_sig2`],
    ['GET', `${D}/get_cface2`],
  ])('%s %s is a 404 page', async (method, url) => {
    expect((await (method === 'GET' ? login.get(url) : login.post(url, {}))).status).toBe(404)
  })
})
