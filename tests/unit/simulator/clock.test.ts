// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import {
  connect,
  D,
  logIn,
  OWN_HASH,
  poll,
  ptqrloginUrl,
  ptqrtoken,
  QR_URL,
  S,
  sendFriend,
  untilPollHeld,
} from './conversation.ts'
import type { Tickets } from './conversation.ts'
import { column, dig, number } from './dig.ts'
import { control, createPlainClient, tryControl } from './plain-client.ts'

const HOUR = 3_600_000

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator()
})
afterEach(() => simulator.close())

const advance = (advanceMs: number) => control(simulator, 'clock', { advanceMs })
const ticketUrl = `${S}/getvfwebqq?ptwebqq=&clientid=53999199&psessionid=&t=1`
const FLOOD = '{"errmsg":"error","retcode":0,"retmsg":"ok"}\n'

describe('the clock', () => {
  it('moves by an amount or to a time, and is what Date and state tell', async () => {
    await control(simulator, 'clock', { at: Date.parse('2018-01-03T12:00:00Z') })
    const reply = await createPlainClient(simulator).get('http://w.qq.com/')
    expect(reply.headers.date).toMatch(/^Wed, 03 Jan 2018 12:0/)
    const { ahead } = await advance(HOUR)
    const state = await control(simulator, 'state?brief')
    expect(number(state, 'clock.ahead')).toBe(ahead)
    expect(new Date(number(state, 'now')).toISOString()).toMatch(/^2018-01-03T13:0/)
  })

  it('gives messages their time', async () => {
    const tickets = await logIn(simulator)
    await advance(5 * HOUR)
    await control(simulator, 'say', { friend: 'Lily', text: 'hi' })
    const time = number((await poll(tickets)).json, 'result.0.value.time')
    expect(time * 1000 - Date.now()).toBeGreaterThan(4.99 * HOUR)
  })

  it('says what it needs', async () => {
    const { status, answer } = await tryControl(simulator, 'clock', { advanceMs: 'x' })
    expect([status, answer['error']]).toEqual([400, 'clock: advanceMs or at must be a number of milliseconds'])
  })
})

describe('a QR code', () => {
  it.each([
    [119_000, '66'],
    [121_000, '65'],
  ])('after %d ms of the clock is in state %s', async (age, code) => {
    const client = createPlainClient(simulator)
    await client.get(QR_URL)
    const token = ptqrtoken(client.cookie('qrsig', 'ssl.ptlogin2.qq.com') ?? '')
    await advance(age)
    expect((await client.get(ptqrloginUrl(token))).text).toContain(`ptuiCB('${code}'`)
  })
})

describe('the end of a login', () => {
  it('comes 48 hours after the scan, not before: 100000, 103', async () => {
    const { client, ...rest } = await logIn(simulator)
    const tickets: Tickets = { client, ...rest }
    const at = number(await control(simulator, 'state'), 'login.endsAt')
    expect(at - Date.now()).toBeGreaterThan(47.9 * HOUR)
    await advance(48 * HOUR - 60_000)
    expect((await client.get(ticketUrl)).json['retcode']).toBe(0)
    await advance(61_000)
    expect((await client.get(ticketUrl)).json['retcode']).toBe(100000)
    expect((await poll(tickets)).text).toBe('{"errmsg":"error","retcode":103}\n')
    expect((await sendFriend(tickets, 1, ['x'])).json['retcode']).toBe(103)
    const list = await client.post(`${S}/get_user_friends2`, { vfwebqq: tickets.vfwebqq, hash: OWN_HASH })
    expect(list.json['retcode']).toBe(100000)
    expect(await control(simulator, 'state')).toMatchObject({ login: { alive: false, ended: 'expired' } })
  })

  it('ends a poll that is held as the clock passes it', async () => {
    const tickets = await logIn(simulator)
    const held = poll(tickets)
    await untilPollHeld(simulator)
    await advance(49 * HOUR)
    expect((await held).json['retcode']).toBe(103)
  })

  it('comes by itself when the hours are few', async () => {
    await control(simulator, 'settings', { sessionHours: 0.5 / 3600 })
    const tickets = await logIn(simulator)
    expect((await poll(tickets)).json['retcode']).toBe(103)
  })

  it('may look like endless nothing: the empty reply at once, again and again', async () => {
    await control(simulator, 'settings', { deadForm: 'retmsg-ok-flood' })
    const tickets = await logIn(simulator)
    const held = poll(tickets)
    await untilPollHeld(simulator)
    await advance(49 * HOUR)
    expect((await held).text).toBe(FLOOD)
    for (let i = 0; i < 3; i++) expect((await poll(tickets)).text).toBe(FLOOD)
    expect((await tickets.client.get(ticketUrl)).json['retcode']).toBe(100000)
  })

  it('never comes with sessionHours 0, nor by clockOffset, which only shifts what is told', async () => {
    await control(simulator, 'settings', { clockOffset: 60 * HOUR })
    const { client } = await logIn(simulator)
    expect((await client.get(ticketUrl)).json['retcode']).toBe(0)
    await control(simulator, 'settings', { sessionHours: 0 })
    await advance(500 * HOUR)
    expect((await client.get(ticketUrl)).json['retcode']).toBe(0)
  })

  it('is over for good: the next scan is another login with its own 48 hours', async () => {
    await logIn(simulator)
    await advance(49 * HOUR)
    const fresh = await logIn(simulator)
    await advance(47 * HOUR)
    expect((await connect(fresh.client)).uin).toBe(1234567890)
  })
})

describe('an aged login', () => {
  const groupInfo = async (tickets: Tickets) => {
    const code = dig(await control(simulator, 'state'), 'groups.0.code')
    return tickets.client.get(`${S}/get_group_info_ext2?gcode=${String(code)}&vfwebqq=${tickets.vfwebqq}&t=1`)
  }

  it('gives members without nicks, or refuses, while polls go on', async () => {
    await control(simulator, 'settings', { agedHours: 6 })
    const tickets = await logIn(simulator)
    expect(column((await groupInfo(tickets)).json, 'result.minfo', 'nick')).toContain('Tom')
    await advance(7 * HOUR)
    const aged = (await groupInfo(tickets)).json
    expect(dig(aged, 'retcode')).toBe(0)
    expect(column(aged, 'result.minfo', 'nick')).toEqual(Array(5).fill(undefined))
    expect(column(aged, 'result.minfo', 'uin').every((uin) => typeof uin === 'number')).toBe(true)
    await control(simulator, 'settings', { agedForm: '100003' })
    expect((await groupInfo(tickets)).text).toBe('{"errmsg":"error","retcode":100003}\n')
    await control(simulator, 'say', { friend: 'Lily', text: 'hi' })
    expect((await poll(tickets)).json['retcode']).toBe(0)
  })
})

describe('change_status2', () => {
  it('to offline makes polls say 109 until the state is another', async () => {
    const tickets = await logIn(simulator)
    const change = (status: string) =>
      tickets.client.get(
        `${D}/change_status2?newstatus=${status}&clientid=53999199&psessionid=${tickets.psessionid}&t=1`,
      )
    await change('offline')
    expect((await poll(tickets)).json['retcode']).toBe(109)
    await change('away')
    await control(simulator, 'say', { friend: 'Lily', text: 'hi' })
    expect((await poll(tickets)).json['retcode']).toBe(0)
    expect(dig(await control(simulator, 'state'), 'account.status')).toBe('away')
  })
})
