// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import { createPhone } from '../../support/phone.ts'
import type { Phone } from '../../support/phone.ts'
import { until } from '../../support/until.ts'

let simulator: Simulator
let phone: Phone
beforeEach(async () => {
  simulator = await startSimulator()
  phone = createPhone(simulator.controlUrl)
  await phone.loginCookies()
})
afterEach(() => simulator.close())

describe('the phone', () => {
  it('tells of friends and groups, and whether the account hears of it', async () => {
    expect(await phone.presence('Lily', 'away', { client: 21 })).toBe(false)
    await phone.settings({ era: '2016' })
    const told = [
      await phone.presence('Lily', 'online'),
      await phone.typing('Lily'),
      await phone.shake('Lily'),
      await phone.friendship('verify_required', 841473000, { nick: '小红' }),
      await phone.file('Lily', 'offer', { name: 'a.txt' }),
      await phone.shareFile('周末羽毛球', 'Tom', 'plan.xls'),
      await phone.createGroup(99887766, '新来的', '强哥'),
      await phone.groupEvent('join', '新来的', { member: 'Tom' }),
      await phone.strangerSays({ group: '新来的' }, 'Tom', 'hi'),
      await phone.tips({ a: 1 }),
    ]
    expect(told).toEqual(told.map(() => true))
    expect(await phone.typing('Lily', { deliver: false })).toBe(false)
    await phone.mute('周末羽毛球', 10, 'Tom')
    expect((await phone.state()).queued).toBe(11)
  })

  it('moves the clock to the end of the login', async () => {
    const { login } = await phone.state()
    await phone.setClock((login?.endsAt ?? 0) - 1000)
    expect((await phone.state()).login?.alive).toBe(true)
    await phone.advanceClock(1000)
    expect((await phone.state()).login).toMatchObject({ alive: false, ended: 'expired', endsAt: null })
  })

  it('is that of another account after account()', async () => {
    await phone.account(87654321, '小号')
    await phone.loginCookies()
    expect((await phone.state()).account).toEqual({ number: 87654321, nick: '小号', status: 'online' })
  })

  it('makes the world larger, the line worse and better again', async () => {
    await phone.populate({ friends: 20 })
    expect((await phone.state()).friends).toHaveLength(29)
    await phone.storm({ rate: 1, kinds: ['http-503'] })
    await phone.fault({ path: 'poll2', kind: 'drip', ms: 5 })
    await phone.portal('page')
    const avatar = () => fetch(`http://127.0.0.1:${simulator.httpPort}/g?nk=10001`)
    expect(await (await avatar()).text()).toContain('Wi-Fi')
    await phone.portal('off')
    await until('the storm to hit', async () => (await avatar()).status === 503)
    await phone.clearFaults()
    expect((await avatar()).status).toBe(404)
  })
})
