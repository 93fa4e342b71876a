// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { itemsOf, jsonOf, logIn, OWN_NUMBER, poll } from './calls.ts'
import type { Login } from './calls.ts'
import { control, stateOf } from './control.ts'
import { bkn } from './hashes.ts'

const QUN = 'https://qun.qq.com/cgi-bin/qun_mgr'
const QINFO = 'https://qinfo.clt.qq.com/cgi-bin/qun_info'
const SIGN = 'https://qiandao.qun.qq.com/cgi-bin/sign'
/** The own group, one that the account is administrator of, and one where it is a member. */
const [OWNED, MANAGED, JOINED] = [512300452, 376024301, 688811223]
const [QIANG, LILY, CHEN, TOM] = [510942000, 824566000, 455667788, 398877000]

let simulator: Simulator
let login: Login
beforeEach(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
  await control(simulator, 'settings', { era: '2017' })
  login = await logIn(simulator)
})
afterEach(() => simulator.close())

async function ask(url: string, fields: Record<string, string | number>): Promise<Record<string, unknown>> {
  const form = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]))
  form.append('bkn', String(bkn(login.jar.value('skey', 'qun.qq.com'))))
  return jsonOf(
    await login.post(url, null, { body: form.toString(), headers: { Referer: 'https://qun.qq.com/member.html' } }),
  )
}
const members = async (group: number): Promise<number[]> =>
  (await stateOf(simulator)).groups.find(({ number }) => number === group)?.members.map(({ number }) => number) ?? []

describe('putting members out', () => {
  // HERE: "Group administration"
  it('is for owner and administrators: those are gone, and named in the reply', async () => {
    const reply = await ask(`${QINFO}/delete_group_member`, { gc: MANAGED, ul: `${CHEN}|${TOM}` })
    expect(reply).toEqual({ ec: 0, ul: [TOM, CHEN] })
    expect(await members(MANAGED)).toEqual([QIANG, OWN_NUMBER, LILY])
  })

  // HERE: "Group administration"
  it('is told 3 to plain members, and 11 when nobody of these can go', async () => {
    expect(await ask(`${QUN}/delete_group_member`, { gc: JOINED, ul: 733201000, flag: 0 })).toMatchObject({ ec: 3 })
    expect(await ask(`${QUN}/delete_group_member`, { gc: MANAGED, ul: QIANG, flag: 0 })).toMatchObject({ ec: 11 })
    expect(await members(JOINED)).toContain(733201000)
    expect(await members(MANAGED)).toContain(QIANG)
  })

  // HERE: "Group administration"
  it('has a counterpart that brings friends in', async () => {
    expect(await ask(`${QUN}/add_group_member`, { gc: MANAGED, ul: '733201000' })).toEqual({ ec: 0 })
    expect(await members(MANAGED)).toContain(733201000)
    expect(await ask(`${QUN}/add_group_member`, { gc: MANAGED, ul: '733201000' })).toMatchObject({ ec: 11 })
  })
})

describe('roles and cards', () => {
  // HERE: "Group administration"
  it('administrators are made and unmade by the owner; anybody else is told 14', async () => {
    const admin = (gc: number, u: number, op: number) => ask(`${QINFO}/set_group_admin`, { src: 'qinfo_v2', gc, u, op })
    const rolesOf = async (gc: number): Promise<unknown> =>
      (await ask(`${QINFO}/get_group_members_new`, { gc, u: OWN_NUMBER }))['adm']
    expect(await admin(OWNED, CHEN, 1)).toEqual({ ec: 0 })
    expect(await rolesOf(OWNED)).toEqual([CHEN])
    expect(await admin(OWNED, CHEN, 0)).toEqual({ ec: 0 })
    expect(await rolesOf(OWNED)).toEqual([])
    expect(await admin(MANAGED, CHEN, 1)).toMatchObject({ ec: 14 })
  })

  // HERE: "Group administration"
  it('a card is set, and taken off when the name is left out; of one’s own or of somebody below', async () => {
    const cards = async (gc: number): Promise<unknown> =>
      (await ask(`${QINFO}/get_group_members_new`, { gc, u: OWN_NUMBER }))['cards']
    expect(await ask(`${QINFO}/set_group_card`, { gc: MANAGED, u: TOM, name: '汤姆 & 球' })).toEqual({ ec: 0 })
    expect(await cards(MANAGED)).toMatchObject({ [TOM]: '汤姆 &amp; 球' })
    expect(await ask(`${QUN}/set_group_card`, { gc: MANAGED, u: TOM })).toEqual({ ec: 0 })
    expect(await cards(MANAGED)).not.toHaveProperty(String(TOM))
    expect(await ask(`${QINFO}/set_group_card`, { gc: JOINED, u: OWN_NUMBER, name: '我' })).toEqual({ ec: 0 })
    expect(await ask(`${QINFO}/set_group_card`, { gc: MANAGED, u: QIANG, name: 'x' })).toMatchObject({ ec: 3 })
    expect(await ask(`${QINFO}/set_group_card`, { gc: MANAGED, u: 1, name: 'x' })).toMatchObject({ ec: 11 })
  })
})

describe('muting', () => {
  const mute = (gc: number, uin: number, t: number) =>
    ask(`${QINFO}/set_group_shutup`, { gc, shutup_list: JSON.stringify([{ uin, t }]) })
  const read = async (): Promise<unknown[]> =>
    itemsOf(await poll(login)).map(({ value }) => [value['send_uin'], value.content[1]])

  // HERE: "Group administration"
  it('is read by the group as an ordinary message of the administrator; 0 seconds end it', async () => {
    expect(await mute(MANAGED, TOM, 600)).toEqual({ ec: 0 })
    expect(await read()).toEqual([[OWN_NUMBER, 'Tom(398877000) 被管理员禁言10分钟 ']])
    await mute(MANAGED, TOM, 3600)
    expect(await read()).toEqual([[OWN_NUMBER, 'Tom(398877000) 被管理员禁言1小时 ']])
    await mute(MANAGED, TOM, 0)
    expect(await read()).toEqual([[OWN_NUMBER, 'Tom(398877000) 被管理员解除禁言 ']])
  })

  // HERE: "Group administration"
  it('of everybody has a field of its own', async () => {
    await ask(`${QINFO}/set_group_shutup`, { gc: OWNED, all_shutup: 1, src: 'qinfo_v2' })
    expect(await read()).toEqual([[OWN_NUMBER, '管理员开启了全员禁言，只有群主和管理员才能发言']])
    await ask(`${QINFO}/set_group_shutup`, { gc: OWNED, all_shutup: 0 })
    expect(await read()).toEqual([[OWN_NUMBER, '管理员关闭了全员禁言']])
  })

  // HERE: "Group administration"
  it('is refused to plain members, and of those above', async () => {
    expect(await mute(JOINED, 733201000, 600)).toMatchObject({ ec: 3 })
    expect(await mute(MANAGED, QIANG, 600)).toMatchObject({ ec: 11 })
    expect(await ask(`${QINFO}/set_group_shutup`, { gc: MANAGED, shutup_list: 'x' })).toMatchObject({ ec: 11 })
  })
})

describe('the daily sign', () => {
  // HERE: "Group administration"
  it('counts days, and those in a row', async () => {
    const sign = () => ask(SIGN, { gc: JOINED, is_sign: 0 })
    const first = await sign()
    expect(Object.keys(first).join(' ')).toBe(
      'conti_count ec is_new is_sign now rank sign_time today_count total_count',
    )
    expect(first).toMatchObject({ ec: 0, is_sign: 1, conti_count: 1, total_count: 1 })
    expect(await sign()).toMatchObject({ conti_count: 1, total_count: 1 })
    await control(simulator, 'settings', { sessionHours: 0 })
    await control(simulator, 'clock', { advanceMs: 86_400_000 })
    expect(await sign()).toMatchObject({ conti_count: 2, total_count: 2 })
    await control(simulator, 'clock', { advanceMs: 3 * 86_400_000 })
    expect(await sign()).toMatchObject({ conti_count: 1, total_count: 3 })
  })
})

describe('who may ask', () => {
  const CALLS = ['add_group_member', 'delete_group_member', 'set_group_admin', 'set_group_card', 'set_group_shutup']

  // HERE: "Group administration"
  it.each([...CALLS.flatMap((call) => [`${QUN}/${call}`, `${QINFO}/${call}`]), SIGN])(
    '%s: nobody since 2018',
    async (url) => {
      await control(simulator, 'settings', { era: '2018' })
      expect(await ask(url, { gc: OWNED, ul: CHEN })).toEqual({ ec: 1, em: 'no&nbsp;login' })
    },
  )

  // HERE: "Group administration"
  it('nobody in a group that the account is not in', async () => {
    expect(await ask(`${QUN}/delete_group_member`, { gc: 1, ul: CHEN })).toMatchObject({ ec: 7 })
  })
})
