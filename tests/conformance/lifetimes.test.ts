// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import {
  askAbout,
  CLIENT_ID,
  D,
  getvfwebqqUrl,
  itemsOf,
  jsonOf,
  logIn,
  onlineBuddies,
  openPoll,
  OWN_HASH,
  poll,
  ptqrloginUrl,
  ptuiCallback,
  resultOf,
  S,
  showQr,
} from './calls.ts'
import type { Login } from './calls.ts'
import { createClient } from './client.ts'
import { control, stateOf, untilPollHeld } from './control.ts'
import { time33 } from './hashes.ts'
import { headerValues } from './raw-http.ts'

const HOUR = 3_600_000
let simulator: Simulator
let login: Login
beforeEach(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
  login = await logIn(simulator)
})
afterEach(() => simulator.close())

const later = (advanceMs: number): Promise<unknown> => control(simulator, 'clock', { advanceMs })

describe('a code', () => {
  // PROTOCOL: "qrShow"
  it('lives for 120 seconds', async () => {
    const client = createClient(simulator)
    const token = await showQr(client)
    await later(119_000)
    expect(ptuiCallback((await client.get(ptqrloginUrl(token))).text)[0]).toBe('66')
    await later(2_000)
    expect(ptuiCallback((await client.get(ptqrloginUrl(token))).text)[0]).toBe('65')
  })
})

describe('a login', () => {
  // PROTOCOL: "Logging in"
  it('lives for 48 hours whatever one does, then s.web2 says 100000 and d1 says 103', async () => {
    for (let hour = 0; hour < 47; hour++) await later(HOUR)
    expect(jsonOf(await onlineBuddies(login))['retcode']).toBe(0)
    await later(HOUR)
    expect((await login.get(getvfwebqqUrl)).text).toBe('{"retcode":100000}\n')
    expect((await login.post(`${S}/get_user_friends2`, { vfwebqq: login.vfwebqq, hash: OWN_HASH })).text).toBe(
      '{"retcode":100000}\n',
    )
    expect((await poll(login)).text).toBe('{"errmsg":"error","retcode":103}\n')
    expect((await onlineBuddies(login)).text).toBe('{"errmsg":"error","retcode":103}\n')
  })

  // PROTOCOL: "poll"
  it('that is over may answer polls at once, again and again, with 0 and "ok"', async () => {
    await control(simulator, 'settings', { deadForm: 'retmsg-ok-flood', holdSeconds: 60 })
    await later(48 * HOUR)
    for (let i = 0; i < 3; i++) {
      expect((await poll(login)).text).toBe('{"errmsg":"error","retcode":0,"retmsg":"ok"}\n')
    }
    expect((await onlineBuddies(login)).text).toBe('{"errmsg":"error","retcode":103}\n')
  })

  // PROTOCOL: "Logging in"
  it('that ends while a poll is held ends the poll', async () => {
    await control(simulator, 'settings', { holdSeconds: 60 })
    const held = openPoll(login)
    await untilPollHeld(simulator)
    await later(48 * HOUR)
    expect((await held.reply).text).toBe('{"errmsg":"error","retcode":103}\n')
  })

  // PROTOCOL: "groupInfo"
  it.each([
    ['no-nicks', 0],
    ['100003', 100003],
  ])('that is old gets group details of the form %s while polls still work', async (agedForm, code) => {
    await control(simulator, 'settings', { agedHours: 12, agedForm })
    const { code: gcode } = (await stateOf(simulator)).groups[0] ?? {}
    await later(13 * HOUR)
    const reply = await askAbout(login, 'get_group_info_ext2', `gcode=${gcode}`)
    expect(jsonOf(reply)['retcode']).toBe(code)
    expect(reply.text).not.toContain('"nick"')
    await control(simulator, 'say', { friend: '强哥', text: '在吗' })
    expect(itemsOf(await poll(login))).toHaveLength(1)
  })
})

describe('after a logout', () => {
  // PROTOCOL: "logout"
  it('the next scan works at once', async () => {
    const token = login.jar.value('pt4_token', 'web2.qq.com')
    const key = time33(login.jar.value('skey', 'qq.com'))
    await login.get(`https://ptlogin2.qq.com/logout?pt4_token=${token}&pt4_hkey=${key}&pt4_ptcz=0&deep_logout=1`)
    expect(jsonOf(await poll(login))['retcode']).toBe(103)
    const next = await logIn(simulator)
    expect(jsonOf(await poll(next))['retcode']).toBe(100012)
  })

  // PROTOCOL: "closeChannel"
  it('by the old logout2 the channel is closed as well', async () => {
    const url = `${D}/logout2?ids=&clientid=${CLIENT_ID}&psessionid=${login.psessionid}&t=1`
    expect((await login.get(url)).text).toBe('{"retcode":0,"result":"ok"}\n')
    expect(jsonOf(await poll(login))['retcode']).toBe(103)
  })
})

describe('time', () => {
  // SIMULATOR: "Control"
  it("of the service's clock is in Date and in messages", async () => {
    await later(3 * HOUR)
    await control(simulator, 'say', { friend: '强哥', text: 'hi' })
    const reply = await poll(login)
    const ahead = Date.parse(headerValues(reply, 'Date')[0] ?? '') - Date.now()
    expect(Math.round(ahead / HOUR)).toBe(3)
    expect(Math.round((Number(itemsOf(reply)[0]?.value['time']) * 1000 - Date.now()) / HOUR)).toBe(3)
  })
})

describe('a second account', () => {
  // SIMULATOR: "Control"
  it('has its own number, lists and messages; those of the first go on', async () => {
    await control(simulator, 'account', { number: 2345678901, nick: '小红' })
    const other = await logIn(simulator)
    const self = async (of: Login): Promise<unknown> =>
      (resultOf(await of.get(`${S}/get_self_info2?t=1`)) as { account: number }).account
    expect([await self(login), await self(other)]).toEqual([1234567890, 2345678901])
    expect(other.psessionid).not.toBe(login.psessionid)
    expect([jsonOf(await poll(login))['retcode'], jsonOf(await poll(other))['retcode']]).toEqual([100012, 100012])
  })
})
