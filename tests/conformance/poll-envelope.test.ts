// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { CLIENT_ID, D, itemsOf, jsonOf, logIn, openPoll, poll, pollBody, resultOf } from './calls.ts'
import type { Login } from './calls.ts'
import { control, stateOf, untilPollHeld, untilNoPollHeld } from './control.ts'
import { headerValues } from './raw-http.ts'
import type { RawReply } from './raw-http.ts'

let simulator: Simulator
let login: Login
beforeEach(async () => {
  simulator = await startSimulator()
  login = await logIn(simulator)
})
afterEach(() => simulator.close())

const notReady = '{"errmsg":"error","retcode":103}\n'
const takenOver = '{"errmsg":"error","retcode":0,"retmsg":"ok"}\n'
const texts = (reply: RawReply): unknown[] => itemsOf(reply).map(({ value }) => value.content[1])
const say = (text: string): Promise<unknown> => control(simulator, 'say', { friend: '强哥', text })

describe('a poll', () => {
  // PROTOCOL: "poll"
  it('is held for 60 seconds unless told otherwise', async () => {
    expect((await stateOf(simulator)).settings['holdSeconds']).toBe(60)
  })

  // PROTOCOL: "poll"
  it('is not answered before the hold has run out', async () => {
    await control(simulator, 'settings', { holdSeconds: 0.2 })
    const startedAt = performance.now()
    expect((await poll(login)).text).toMatch(
      /^\{"errmsg":"error","retcode":100012,"retmsg":"cmd\[qconnect\.0\], errmsg\[RecvTimeout\], cost\[\d+\.\d{9}s\]"\}\n$/,
    )
    expect(performance.now() - startedAt).toBeGreaterThan(190)
  })

  // PROTOCOL: "poll"
  it('that is held is answered at once when somebody writes', async () => {
    const held = openPoll(login)
    await untilPollHeld(simulator)
    await say('在吗')
    expect(texts(await held.reply)).toEqual(['在吗'])
  })

  // PROTOCOL: "poll"
  it('gets what was written while nobody polled, once', async () => {
    await say('一')
    await say('二')
    await control(simulator, 'settings', { holdSeconds: 0.02 })
    expect(new Set(texts(await poll(login)))).toEqual(new Set(['一', '二']))
    expect(jsonOf(await poll(login))['retcode']).toBe(100012)
  })

  // PROTOCOL: "Form of requests and replies"
  it('is answered as text/plain with result before retcode and a newline at the end', async () => {
    await say('在吗')
    const reply = await poll(login)
    expect(reply.statusLine).toBe('HTTP/1.1 200 OK')
    expect(headerValues(reply, 'Content-Type')).toEqual(['text/plain; charset=utf-8'])
    expect(reply.text).toMatch(/^\{"result":\[\{"poll_type":"message","value":\{.+\}\}\],"retcode":0\}\n$/)
  })

  // PROTOCOL: "poll"
  it('that the client breaks off is forgotten: what is written then waits for the next one', async () => {
    const left = openPoll(login)
    await untilPollHeld(simulator)
    left.hangUp()
    await untilNoPollHeld(simulator)
    await say('还在吗')
    expect((await stateOf(simulator)).queued).toBe(1)
    expect(texts(await poll(login))).toEqual(['还在吗'])
  })

  // PROTOCOL: "Return codes"
  it('with another clientid is answered 122', async () => {
    const reply = await login.post(`${D}/poll2`, { ...pollBody(login), clientid: CLIENT_ID + 1 })
    expect(reply.text).toBe('{"retcode":122}\n')
  })
})

describe('an empty reply', () => {
  beforeEach(() => control(simulator, 'settings', { holdSeconds: 0.02 }))

  // PROTOCOL: "poll"
  it.each([
    ['102', '{"retcode":102,"errmsg":""}\n'],
    ['error!!!', '{"errmsg":"error!!!","retcode":0}\n'],
    ['retmsg-ok', '{"errmsg":"error","retcode":0,"retmsg":"ok"}\n'],
    ['1202', '{"errmsg":"error","retcode":1202}\n'],
    ['100100', '{"errmsg":"error","retcode":100100}\n'],
    ['ok-string', '{"retcode":0,"result":"ok"}\n'],
    ['empty-list', '{"retcode":0,"result":[]}\n'],
    ['null-result', '{"retcode":0,"result":null}\n'],
  ])('of the form %s is these bytes', async (emptyForm, bytes) => {
    await control(simulator, 'settings', { emptyForm })
    const reply = await poll(login)
    expect([reply.status, reply.text]).toEqual([200, bytes])
  })

  // PROTOCOL: "poll"
  it('may have no body at all, with a Content-Length of 0', async () => {
    await control(simulator, 'settings', { emptyForm: 'empty-body' })
    const reply = await poll(login)
    expect([reply.status, reply.body.length, headerValues(reply, 'Content-Length')]).toEqual([200, 0, ['0']])
  })

  // PROTOCOL: "poll"
  it.each([
    ['504', 'HTTP/1.1 504', '504 Gateway Time-out'],
    ['502', 'HTTP/1.1 502', '502 Bad Gateway'],
  ])('may be the %s page of the front server', async (emptyForm, statusLine, title) => {
    await control(simulator, 'settings', { emptyForm })
    const reply = await poll(login)
    expect(reply.statusLine.startsWith(statusLine)).toBe(true)
    expect(headerValues(reply, 'Content-Type')[0]).toMatch(/^text\/html/)
    expect(reply.text).toContain(`<h1>${title}</h1>`)
  })

  // PROTOCOL: "poll"
  it('may be a closed connection', async () => {
    await control(simulator, 'settings', { emptyForm: 'reset' })
    await expect(poll(login)).rejects.toThrow('closed before the reply was whole')
  })
})

describe('one active poll', () => {
  // PROTOCOL: "poll"
  it('a later poll takes over: the earlier ends empty at once, the later gets the messages', async () => {
    const earlier = openPoll(login)
    await untilPollHeld(simulator)
    const later = openPoll(login)
    expect((await earlier.reply).text).toBe(takenOver)
    await say('给后来的')
    expect(texts(await later.reply)).toEqual(['给后来的'])
  })
})

describe('several items in one reply', () => {
  // PROTOCOL: "Items"
  it.each([
    ['newest', ['三', '二', '一']],
    ['oldest', ['一', '二', '三']],
  ])('come %s first when the server is of that kind', async (batchOrder, order) => {
    await control(simulator, 'settings', { batchOrder })
    const at = Date.now()
    const items = ['一', '二', '三'].map((text, i) => ({ friend: 'Lily', text, at: at + i * 1000 }))
    await control(simulator, 'say', { items })
    expect(texts(await poll(login))).toEqual(order)
  })

  // PROTOCOL: "Items"
  it('may repeat one that was delivered before, number and all', async () => {
    await say('一次')
    const [first] = itemsOf(await poll(login))
    await control(simulator, 'duplicate-last')
    expect(itemsOf(await poll(login))).toEqual([first])
  })
})

describe('116', () => {
  // PROTOCOL: "poll"
  it('brings a new ptwebqq of 64 hex in p, once', async () => {
    await control(simulator, 'settings', { holdSeconds: 0.02 })
    const { ptwebqq } = await control(simulator, 'rotate-ptwebqq')
    expect(ptwebqq).toMatch(/^[0-9a-f]{64}$/)
    expect((await poll(login)).text).toBe(`{"retcode":116,"p":"${String(ptwebqq)}"}\n`)
    expect(jsonOf(await poll(login))['retcode']).toBe(100012)
  })

  // PROTOCOL: "poll"
  it('ends a poll that is held', async () => {
    const held = openPoll(login)
    await untilPollHeld(simulator)
    await control(simulator, 'rotate-ptwebqq')
    expect(jsonOf(await held.reply)['retcode']).toBe(116)
  })
})

describe('the same number elsewhere', () => {
  // PROTOCOL: "Return codes"
  it('ends the held poll empty, the next with 121 in these bytes, all later ones with 103', async () => {
    const held = openPoll(login)
    await untilPollHeld(simulator)
    await control(simulator, 'second-login')
    expect((await held.reply).text).toBe(takenOver)
    expect((await poll(login)).text).toBe('{"retcode":121,"t":"0"}\n')
    expect((await poll(login)).text).toBe(notReady)
  })

  // PROTOCOL: "login2"
  it('can be won back by a relink, which keeps psessionid', async () => {
    await control(simulator, 'second-login', { relink: true })
    expect(jsonOf(await poll(login))['retcode']).toBe(121)
    const r = { ptwebqq: '', clientid: CLIENT_ID, psessionid: login.psessionid, key: '', state: 'online' }
    const { psessionid } = resultOf(await login.post(`${D}/login2`, r)) as { psessionid: string }
    expect(psessionid).toBe(login.psessionid)
    await say('回来了')
    expect(texts(await poll(login))).toEqual(['回来了'])
  })

  // PROTOCOL: "Return codes"
  it('by a new scan tells the old poll 121 and then 103, and leaves the new login alone', async () => {
    const held = openPoll(login)
    await untilPollHeld(simulator)
    const newer = await logIn(simulator)
    expect((await held.reply).text).toBe('{"retcode":121,"t":"0"}\n')
    expect((await poll(login)).text).toBe(notReady)
    await say('新')
    expect(texts(await poll(newer))).toEqual(['新'])
  })
})

describe('kick_message', () => {
  // PROTOCOL: "Items"
  it('is these bytes, and after it the login is over', async () => {
    const held = openPoll(login)
    await untilPollHeld(simulator)
    await control(simulator, 'kick')
    expect((await held.reply).text).toBe(
      '{"result":[{"poll_type":"kick_message","value":{"way":"poll","show_reason":1,' +
        '"reason":"您的帐号在另一地点登录，您已被迫下线。"}}],"retcode":0}\n',
    )
    expect((await poll(login)).text).toBe(notReady)
    expect((await login.get('https://s.web2.qq.com/api/get_self_info2?t=1')).text).toBe('{"retcode":100000}\n')
  })
})

describe('103', () => {
  // PROTOCOL: "Return codes"
  it('ends a held poll when the login expires', async () => {
    const held = openPoll(login)
    await untilPollHeld(simulator)
    await control(simulator, 'expire-login')
    expect((await held.reply).text).toBe(notReady)
  })
})

describe('a line that is cut', () => {
  // PROTOCOL: "poll"
  it('closes the held poll and new connections; what is written meanwhile arrives afterwards', async () => {
    const held = openPoll(login)
    await untilPollHeld(simulator)
    await control(simulator, 'cut', { on: true })
    await expect(held.reply).rejects.toThrow(/closed|ECONNRESET/)
    await expect(poll(login)).rejects.toThrow(/closed|ECONNRESET|disconnected/)
    await say('断线时')
    await control(simulator, 'cut', { on: false })
    expect(texts(await poll(login))).toEqual(['断线时'])
  })
})
