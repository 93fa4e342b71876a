// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import { listHash } from '../../simulator/wire/hashes.ts'
import {
  connect,
  itemsOf,
  logIn,
  OWN_HASH,
  poll,
  ptqrloginUrl,
  ptqrtoken,
  QR_URL,
  S,
  saidIn,
  sendFriend,
  untilPollHeld,
} from './conversation.ts'
import type { Tickets } from './conversation.ts'
import { column, dig, list } from './dig.ts'
import { control, createPlainClient, tryControl } from './plain-client.ts'

const SECOND = 87654321
const FIRST = 1234567890

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator()
})
afterEach(() => simulator.close())

const takePhone = (number: number) => control(simulator, 'account', { number, nick: '小号' })
const friends = async ({ client, vfwebqq }: Tickets, hash: string): Promise<unknown[]> => {
  const reply = await client.post(`${S}/get_user_friends2`, { vfwebqq, hash })
  return column(reply.json, 'result.info', 'nick')
}
const texts = (reply: { json: unknown }): unknown[] => itemsOf(reply).map((item) => saidIn(item)[0])

describe('a second account', () => {
  it('logs in with its own number, nick and world', async () => {
    await takePhone(SECOND)
    const tickets = await logIn(simulator)
    expect(tickets.uin).toBe(SECOND)
    expect(await friends(tickets, listHash(SECOND, ''))).toEqual(['阿强', '老王', '小美'])
    expect(await friends(tickets, OWN_HASH)).toEqual([])
    const self = await tickets.client.get(`${S}/get_self_info2?t=1`)
    expect(self.json).toMatchObject({ result: { uin: SECOND, nick: '小号' } })
  })

  it('does not end the login of the first: each polls, hears and sends for itself', async () => {
    const first = await logIn(simulator)
    await takePhone(SECOND)
    const second = await logIn(simulator)
    const heldByFirst = poll(first)
    const heldBySecond = poll(second)
    await untilPollHeld(simulator)
    await control(simulator, 'say', { friend: '小美', text: '给二号' })
    await control(simulator, 'say', { account: FIRST, friend: 'Lily', text: '给一号' })
    expect(texts(await heldBySecond)).toEqual(['给二号'])
    expect(texts(await heldByFirst)).toEqual(['给一号'])

    const state = await control(simulator, `state?account=${FIRST}`)
    const uin = Number(dig(state, 'friends.0.uin'))
    await sendFriend(first, uin, ['一号写的'])
    expect(list(await control(simulator, `sent?account=${FIRST}`), 'sent')).toMatchObject([{ text: '一号写的' }])
    expect(list(await control(simulator, 'sent'), 'sent')).toEqual([])
    expect((await sendFriend(second, uin, ['别人的号'])).json['retcode']).toBe(100001)
  })

  it('shares a friend and a group by real number, under other handles', async () => {
    const first = await logIn(simulator)
    await takePhone(SECOND)
    await logIn(simulator)
    const [one, two] = [await control(simulator, `state?account=${FIRST}`), await control(simulator, 'state')]
    expect(first.uin).toBe(FIRST)
    for (const place of ['friends.0', 'groups.0']) {
      expect(dig(two, `${place}.number`)).toBe(dig(one, `${place}.number`))
    }
    expect(dig(two, 'friends.0.uin')).not.toBe(dig(one, 'friends.0.uin'))
    expect(dig(two, 'groups.0.gid')).not.toBe(dig(one, 'groups.0.gid'))
    expect(one['accounts']).toEqual([
      { number: FIRST, isAlive: true },
      { number: SECOND, isAlive: true },
    ])
  })

  it('leaves the phone when the first takes it back, and keeps its world', async () => {
    await takePhone(SECOND)
    await control(simulator, 'world', { rename: { person: '小美', nick: '大美' } })
    await takePhone(FIRST)
    expect((await logIn(simulator)).uin).toBe(FIRST)
    const second = await takePhone(SECOND)
    expect(second).toMatchObject({ number: SECOND, nick: '小号' })
    expect(column(await control(simulator, 'state'), 'friends', 'nick')).toContain('大美')
  })

  it('does not hear what a client asks with the ticket of the first, though its cookies are there', async () => {
    const first = await logIn(simulator)
    await takePhone(SECOND)
    const second = await logIn(simulator)
    await control(simulator, 'say', { account: FIRST, friend: 'Lily', text: '给一号' })
    expect(texts(await poll({ ...first, client: second.client }))).toEqual(['给一号'])
    await control(simulator, 'say', { friend: '小美', text: '给二号' })
    expect(texts(await poll(second, { cookies: false }))).toEqual(['给二号'])
  })

  it('logs in with a client that has no cookies but the link', async () => {
    await logIn(simulator)
    await takePhone(SECOND)
    const shown = createPlainClient(simulator)
    await shown.get(QR_URL)
    const token = ptqrtoken(shown.cookie('qrsig', 'ssl.ptlogin2.qq.com') ?? '')
    await control(simulator, 'confirm', {})
    await takePhone(FIRST)
    const link = /'(http:[^']*)'/.exec((await shown.get(ptqrloginUrl(token))).text)?.[1] ?? ''
    expect(link).toContain(`uin=${SECOND}&`)
    const fresh = createPlainClient(simulator)
    await fresh.get(link)
    expect((await connect(fresh)).uin).toBe(SECOND)
  })

  it('goes by cookies where all have one ticket', async () => {
    await control(simulator, 'settings', { psessionid: 'constant' })
    const first = await logIn(simulator)
    await takePhone(SECOND)
    const second = await logIn(simulator)
    expect(second.psessionid).toBe(first.psessionid)
    await control(simulator, 'say', { account: FIRST, friend: 'Lily', text: '给一号' })
    await control(simulator, 'say', { friend: '小美', text: '给二号' })
    expect(texts(await poll(first))).toEqual(['给一号'])
    expect(texts(await poll(second))).toEqual(['给二号'])
  })

  it.each([
    [{ number: 'x' }, 'account: number must be a real number'],
    [{ number: 12 }, 'account: number must be a real number'],
  ])('is refused with %j', async (body, words) => {
    expect((await tryControl(simulator, 'account', body)).answer['error']).toBe(words)
    expect((await tryControl(simulator, 'say', { account: 5, friend: 'Lily', text: 'x' })).answer['error']).toBe(
      'account 5 is not known',
    )
  })
})
