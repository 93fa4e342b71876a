// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { jsonOf, logIn, OWN_NUMBER, poll } from './calls.ts'
import type { Login } from './calls.ts'
import { control } from './control.ts'
import { bkn } from './hashes.ts'
import type { RawReply } from './raw-http.ts'

const QUN = 'https://qun.qq.com/cgi-bin/qun_mgr'
const QINFO = 'https://qinfo.clt.qq.com/cgi-bin/qun_info'

let simulator: Simulator
let login: Login
beforeEach(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
  await control(simulator, 'settings', { era: '2017' })
  login = await logIn(simulator)
})
afterEach(() => simulator.close())

function ask(url: string, fields: Record<string, string | number> = {}, secret?: number): Promise<RawReply> {
  const key = secret ?? bkn(login.jar.value('skey', 'qun.qq.com'))
  const form = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]))
  form.append('bkn', String(key))
  const Referer = url.startsWith(QUN) ? 'https://qun.qq.com/member.html' : 'https://qinfo.clt.qq.com/member.html'
  return login.post(url, null, { body: form.toString(), headers: { Referer } })
}

describe('bkn', () => {
  // PROTOCOL: "Hashes"
  it.each([
    ['', 5381],
    ['@beMESLu1X', 1412445979],
    ['@Z86pBPzDt', 559630849],
    ['@SoxMZ1bd4', 1016657201],
    ['@ZdKOGlQ7Q', 1084343465],
  ])('of the skey "%s" is %d', (skey, value) => {
    expect(bkn(skey)).toBe(value)
  })
})

describe('qun.qq.com', () => {
  // PROTOCOL: "qunGroups"
  it('get_group_list sorts the groups by what one is in them, by real number', async () => {
    expect((await ask(`${QUN}/get_group_list`)).text).toBe(
      '{"ec":0,"create":[{"gc":512300452,"gn":"项目讨论","owner":1234567890}],' +
        '"join":[{"gc":688811223,"gn":"同城二手","owner":' +
        `${ownerOf(await ask(`${QUN}/get_group_list`), 688811223)}}],` +
        '"manage":[{"gc":376024301,"gn":"周末羽毛球","owner":510942000}]}\n',
    )
  })

  // PROTOCOL: "qunFriends"
  it('get_friend_list has friends by category: 0 without a name, names with entities', async () => {
    const { ec, result } = jsonOf(await ask(`${QUN}/get_friend_list`)) as {
      ec: number
      result: Record<string, { gname?: string; mems?: { name: string; uin: number }[] }>
    }
    expect([ec, Object.keys(result), result['0']?.gname, result['1']?.gname]).toEqual([
      0,
      ['0', '1', '2'],
      undefined,
      '同学',
    ])
    expect(result['1']?.mems?.[0]).toEqual({ name: '强哥', uin: 510942000 })
    expect(result['0']?.mems?.find(({ uin }) => uin === 900000001)?.name).toContain('&lt;img')
  })

  // PROTOCOL: "Real numbers from the group pages"
  it('search_group_members gives members with their real number, role and card', async () => {
    const fields = { gc: 376024301, st: 0, end: 2000, sort: 0 }
    const reply = jsonOf(await ask(`${QUN}/search_group_members`, fields)) as Record<string, unknown> & {
      mems: Record<string, unknown>[]
    }
    expect(Object.keys(reply).toSorted()).toEqual([
      'adm_max',
      'adm_num',
      'count',
      'ec',
      'levelname',
      'max_count',
      'mems',
      'search_count',
      'svr_time',
      'vecsize',
    ])
    expect(Object.keys(reply.mems[0] ?? {})).toEqual([
      'card',
      'flag',
      'g',
      'join_time',
      'last_speak_time',
      'lv',
      'nick',
      'qage',
      'role',
      'tags',
      'uin',
    ])
    expect(reply.mems.map(({ uin, role, g }) => [uin, role, g]).slice(0, 2)).toEqual([
      [510942000, 0, 0],
      [OWN_NUMBER, 1, 0],
    ])
  })

  // PROTOCOL: "qunMembers"
  it('get_group_members_new of qinfo has the recorded keys, cards by number with entities', async () => {
    const reply = jsonOf(await ask(`${QINFO}/get_group_members_new`, { gc: 376024301, u: OWN_NUMBER })) as Record<
      string,
      unknown
    > & { cards: Record<string, string>; mems: { u: number; n: string }[] }
    expect(Object.keys(reply).toSorted()).toEqual([
      'adm',
      'cards',
      'ec',
      'friends',
      'join',
      'levelname',
      'lv',
      'mems',
      'owner',
      'remarks',
      'times',
    ])
    expect([reply['owner'], reply['adm'], reply.cards['510942000'], reply.mems[0]?.u]).toEqual([
      510942000,
      [OWN_NUMBER],
      '强哥&amp;球拍',
      510942000,
    ])
  })

  // PROTOCOL: "Real numbers from the group pages"
  it.each([
    [`${QUN}/get_group_list`, {}],
    [`${QUN}/get_friend_list`, {}],
    [`${QUN}/search_group_members`, { gc: 376024301, st: 0, end: 20, sort: 0 }],
    [`${QUN}/add_group_member`, { gc: 376024301, ul: 1 }],
    [`${QUN}/delete_group_member`, { gc: 376024301, ul: 1 }],
    [`${QINFO}/get_group_members_new`, { gc: 376024301, u: OWN_NUMBER }],
    [`${QINFO}/set_group_card`, { gc: 376024301, u: OWN_NUMBER, name: 'x' }],
    [`${QINFO}/set_group_shutup`, { gc: 376024301, shutup_list: '[]' }],
    [`${QINFO}/set_group_admin`, { src: 'qinfo_v2', gc: 376024301, u: 1, op: 1 }],
  ])('%s refuses cookies of w.qq.com since 2018', async (url, fields) => {
    await control(simulator, 'settings', { era: '2018' })
    expect(jsonOf(await ask(url, fields))).toEqual({ ec: 1, em: 'no&nbsp;login' })
  })

  // SIMULATOR: "Settings"
  it('may forget a login before the chat does', async () => {
    await control(simulator, 'settings', { qunHours: 2 })
    expect(jsonOf(await ask(`${QUN}/get_group_list`))['ec']).toBe(0)
    await control(simulator, 'clock', { advanceMs: 2 * 3_600_000 })
    expect(jsonOf(await ask(`${QUN}/get_group_list`))).toEqual({ ec: 1, em: 'no&nbsp;login' })
    expect(jsonOf(await poll(login))['retcode']).toBe(0)
  })

  // SIMULATOR: "Settings"
  it('calls too many member lists in a row malicious', async () => {
    await control(simulator, 'settings', { qunMost: 2 })
    const members = () => ask(`${QINFO}/get_group_members_new`, { gc: 376024301, u: OWN_NUMBER })
    const answers = [await members(), await members(), await members()].map((reply) => jsonOf(reply)['em'])
    expect(answers).toEqual([undefined, undefined, 'anti-malicious'])
    expect(jsonOf(await ask(`${QUN}/get_group_list`))['ec']).toBe(0)
  })

  // HERE: "Dialects"
  it('takes GET with the fields in the query for its lists', async () => {
    const key = bkn(login.jar.value('skey', 'qun.qq.com'))
    expect(jsonOf(await login.get(`http://qun.qq.com/cgi-bin/qun_mgr/get_friend_list?bkn=${key}`))['ec']).toBe(0)
  })

  // PROTOCOL: "Real numbers from the group pages"
  it('refuses a wrong bkn at any time, and has no word for the chat part of the login', async () => {
    expect(jsonOf(await ask(`${QUN}/get_group_list`, {}, 5381))['ec']).toBe(1)
    expect(jsonOf(await poll(login))['retcode']).toBe(0)
  })
})

function ownerOf(reply: RawReply, group: number): number | undefined {
  const lists = jsonOf(reply) as Record<string, { gc: number; owner: number }[]>
  return lists['join']?.find(({ gc }) => gc === group)?.owner
}
