// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_FORMS } from '../../simulator/settings.ts'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import {
  friendUins,
  itemsOf,
  logIn,
  OWN_HASH,
  poll,
  S,
  saidIn,
  sendFriend,
  until,
  untilPollHeld,
} from './conversation.ts'
import type { Tickets } from './conversation.ts'
import { column, dig, list } from './dig.ts'
import { control, createPlainClient, tryControl } from './plain-client.ts'

let simulator: Simulator
let tickets: Tickets
let friend: number
beforeEach(async () => {
  simulator = await startSimulator()
  tickets = await logIn(simulator)
  friend = (await friendUins(tickets))[0] ?? 0
})
afterEach(() => simulator.close())

const plan = (fault: object) => control(simulator, 'fault', { path: 'poll2', ...fault })
const say = (text: string) => control(simulator, 'say', { friend: '强哥', text })
const texts = (reply: { json: unknown }): unknown[] => itemsOf(reply).map((item) => saidIn(item)[0])
const sent = async () => list(await control(simulator, 'sent'), 'sent')
const BROKEN = /socket|ECONNRESET/
const friends = () => tickets.client.post(`${S}/get_user_friends2`, { vfwebqq: tickets.vfwebqq, hash: OWN_HASH })

describe('statuses and pages', () => {
  it.each([403, 404, 502, 503, 504])('http-%d is a page of the front server', async (status) => {
    await plan({ kind: `http-${status}`, path: 'get_user_friends2' })
    const reply = await friends()
    expect(reply.status).toBe(status)
    expect(reply.text).toContain(`<center><h1>${status} `)
    expect((await friends()).json['retcode']).toBe(0)
  })

  it.each(EMPTY_FORMS.filter((form) => form !== 'reset'))('empty-form %s comes at once', async (form) => {
    await control(simulator, 'settings', { emptyForm: form, holdSeconds: 0.01 })
    const atTheEnd = await poll(tickets)
    await control(simulator, 'settings', { holdSeconds: 60 })
    await plan({ kind: 'empty-form', form })
    const atOnce = await poll(tickets)
    const withoutCost = (text: string): string => text.replace(/cost\[[\d.]+s\]/, '')
    expect([atOnce.status, withoutCost(atOnce.text)]).toEqual([atTheEnd.status, withoutCost(atTheEnd.text)])
  })
})

describe('a captive portal', () => {
  it('as a fault answers with its page or sends there', async () => {
    await plan({ kind: 'portal' })
    const page = await poll(tickets)
    expect([page.status, page.text.includes('Wi-Fi')]).toEqual([200, true])
    await plan({ kind: 'portal-redirect' })
    const sentAway = await poll(tickets)
    expect([sentAway.status, sentAway.headers.location]).toEqual([302, 'http://w.qq.com/portal'])
    expect((await createPlainClient(simulator).get('http://w.qq.com/portal')).text).toContain('Wi-Fi')
  })

  it('as a network holds everything until it is off, and nothing is lost', async () => {
    await say('等一等')
    await control(simulator, 'portal', { mode: 'redirect' })
    expect((await poll(tickets)).status).toBe(302)
    expect((await tickets.client.get('http://w.qq.com/portal')).status).toBe(200)
    await control(simulator, 'portal', { mode: 'page' })
    expect((await poll(tickets)).text).toContain('<html>')
    await control(simulator, 'portal', { mode: 'off' })
    expect(texts(await poll(tickets))).toEqual(['等一等'])
    expect(dig(await control(simulator, 'state'), 'portal')).toBe('off')
  })
})

describe('faults of a poll that brings something', () => {
  it('reset-before leaves the message in the queue, reset-after-dequeue has lost it', async () => {
    await say('一')
    await plan({ kind: 'reset-before' })
    await expect(poll(tickets)).rejects.toThrow(BROKEN)
    expect(texts(await poll(tickets))).toEqual(['一'])
    await say('二')
    await plan({ kind: 'reset-after-dequeue' })
    await expect(poll(tickets)).rejects.toThrow(BROKEN)
    await say('三')
    expect(texts(await poll(tickets))).toEqual(['三'])
  })

  it('meet the poll that is held, and not one that ends empty', async () => {
    await plan({ kind: 'http-504-after-dequeue' })
    await control(simulator, 'settings', { holdSeconds: 0.01 })
    expect((await poll(tickets)).json['retcode']).toBe(100012)
    await control(simulator, 'settings', { holdSeconds: 60 })
    const held = poll(tickets)
    await untilPollHeld(simulator)
    await say('丢了')
    expect((await held).status).toBe(504)
    await say('来了')
    expect(texts(await poll(tickets))).toEqual(['来了'])
  })

  it('duplicate brings the same items once more', async () => {
    await plan({ kind: 'duplicate' })
    await control(simulator, 'say', { items: [line('a'), line('b')] })
    const first = itemsOf(await poll(tickets))
    expect(first).toHaveLength(2)
    expect(itemsOf(await poll(tickets))).toEqual(first)
  })

  it('duplicate after a while meets a later poll', async () => {
    await plan({ kind: 'duplicate', ms: 120 })
    await say('一')
    await poll(tickets)
    await say('二')
    expect(texts(await poll(tickets))).toEqual(['二'])
    expect(texts(await poll(tickets))).toEqual(['一'])
  })

  it('drip sends the body in pieces over the time, whole at the end', async () => {
    await say('慢慢来')
    await plan({ kind: 'drip', ms: 150 })
    const begun = performance.now()
    expect(texts(await poll(tickets))).toEqual(['慢慢来'])
    expect(performance.now() - begun).toBeGreaterThan(140)
  })

  it('slow answers late', async () => {
    await plan({ kind: 'slow', path: 'get_self_info2', ms: 100 })
    const begun = performance.now()
    await tickets.client.get(`${S}/get_self_info2?t=1`)
    expect(performance.now() - begun).toBeGreaterThan(95)
  })

  it('raw-controls writes control characters as they are, which strict JSON refuses', async () => {
    await control(simulator, 'say', { friend: 'Lily', text: '一\n二\t"三" \\n', brokenFont: true })
    await plan({ kind: 'raw-controls' })
    const reply = await poll(tickets)
    expect(() => void JSON.parse(reply.text)).toThrow(SyntaxError)
    const cleaned: unknown = JSON.parse(reply.text.trimEnd().replace(/\p{Cc}/gu, ''))
    expect(saidIn(list(cleaned, 'result')[0])).toEqual([' 宋体', '一二&quot;三&quot; \\n'])
  })
})

const line = (text: string) => ({ friend: '强哥', text })

describe('list outages', () => {
  it.each([13, 50, 100003])('retcode %d comes without data', async (retcode) => {
    await plan({ path: 'get_user_friends2', kind: 'retcode', retcode })
    expect((await friends()).json).toEqual({ errmsg: 'error', retcode })
  })

  it('retcode-with-data has the code and the whole list', async () => {
    await plan({ path: 'get_user_friends2', kind: 'retcode-with-data', retcode: 100003 })
    const reply = (await friends()).json
    expect([reply['retcode'], column(reply, 'result.info', 'nick')[0]]).toEqual([100003, '阿强'])
  })
})

describe('sends', () => {
  it('dropped is told "send ok" and reaches nobody', async () => {
    await plan({ path: 'send_', kind: 'dropped' })
    expect((await sendFriend(tickets, friend, ['x'])).json).toEqual({ errCode: 0, msg: 'send ok' })
    expect(await sent()).toMatchObject([{ delivered: false, reply: 0 }])
  })

  it('reset-after-dequeue of a send is a delivered one without a reply', async () => {
    await plan({ path: 'send_', kind: 'reset-after-dequeue' })
    await expect(sendFriend(tickets, friend, ['到了'])).rejects.toThrow(BROKEN)
    expect(await sent()).toMatchObject([{ delivered: true }])
    expect(texts(await poll(tickets))).toEqual(['到了'])
  })

  it('fail at the rates of the settings', async () => {
    await control(simulator, 'settings', { uncertainRate: 0.3, uncertainLostRate: 0.2, dropRate: 0.2 })
    for (let i = 0; i < 60; i++) await sendFriend(tickets, friend, [`${i}`])
    const outcomes = (await sent()).map(
      (message) => `${String(dig(message, 'reply'))} ${String(dig(message, 'delivered'))}`,
    )
    const share = (outcome: string): number => outcomes.filter((each) => each === outcome).length / outcomes.length
    expect(share('1202 true')).toBeCloseTo(0.3, 0.5)
    expect(share('1202 false')).toBeCloseTo(0.2, 0.5)
    expect(share('0 false')).toBeCloseTo(0.2, 0.5)
    expect(share('0 true')).toBeGreaterThan(0.1)
  })

  it('keep to a rate between 0 and 1', async () => {
    const { answer } = await tryControl(simulator, 'settings', { dropRate: 1.5 })
    expect(answer['error']).toBe('settings: dropRate is out of range')
  })
})

describe('a storm', () => {
  const statuses = async (): Promise<number[]> => {
    const seen: number[] = []
    for (let i = 0; i < 40; i++) seen.push((await tickets.client.get(`${S}/get_self_info2?t=1`)).status)
    return seen
  }

  it('fails the wanted share of the paths, equally for equal seeds, and ends', async () => {
    const storm = { paths: ['/api/'], kinds: ['http-502', 'http-504'], rate: 0.5, seed: 'x' }
    await control(simulator, 'storm', storm)
    const first = await statuses()
    await control(simulator, 'storm', storm)
    expect(await statuses()).toEqual(first)
    const failed = first.filter((status) => status !== 200)
    expect(failed.length).toBeGreaterThan(8)
    expect(failed.length).toBeLessThan(32)
    expect(new Set(failed)).toEqual(new Set([502, 504]))
    await say('另一条路')
    expect(texts(await poll(tickets))).toEqual(['另一条路'])
    await control(simulator, 'storm', { rate: 0 })
    expect(new Set(await statuses())).toEqual(new Set([200]))
  })

  it('meets replies too, and only sends with the kinds of sends', async () => {
    await control(simulator, 'storm', { paths: [''], kinds: ['uncertain-lost'], rate: 1 })
    expect((await tickets.client.get(`${S}/get_self_info2?t=1`)).json['retcode']).toBe(0)
    expect((await sendFriend(tickets, friend, ['x'])).json['retcode']).toBe(1202)
    await control(simulator, 'storm', { paths: ['poll2'], kinds: ['reset-after-dequeue'], rate: 1 })
    await say('丢')
    await expect(poll(tickets)).rejects.toThrow(BROKEN)
    await control(simulator, 'faults/clear', {})
    await until(async () => dig(await control(simulator, 'state'), 'storm') === null, 'the storm is over')
  })

  it.each([
    [{ rate: 2 }, 'rate must be from 0 to 1'],
    [{ rate: 1, kinds: ['hail'] }, 'kinds must be a list of these: html'],
    [{ rate: 1, paths: 'poll2' }, 'paths must be a list of texts'],
  ])('explains what is wrong with %j', async (body, words) => {
    const { answer } = await tryControl(simulator, 'storm', body)
    expect(answer['error']).toContain(words)
  })
})
