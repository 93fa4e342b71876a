// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { askAbout, CLIENT_ID, D, jsonOf, logIn, OWN_NUMBER, resultOf, S } from './calls.ts'
import type { Login } from './calls.ts'
import { control, stateOf } from './control.ts'
import type { State } from './control.ts'
import { listHash } from './hashes.ts'

let simulator: Simulator
let login: Login
let state: State
beforeEach(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
  await control(simulator, 'settings', { era: '2015' })
  login = await logIn(simulator)
  state = await stateOf(simulator)
})
afterEach(() => simulator.close())

const keys = (value: unknown): string[] => Object.keys(value as object)
/** A group of the state by its real number, with its code. */
const code = (number: number): number => state.groups.find((group) => group.number === number)?.code ?? 0
const uinOf = (number: number): number => state.friends.find((friend) => friend.number === number)?.uin ?? 0
/** A POST whose fields are plain form fields, as these calls have them, or stand in `r`. */
const form = async (call: string, fields: Record<string, string | number>): Promise<Record<string, unknown>> => {
  const body = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]))
  body.append('vfwebqq', login.vfwebqq)
  return jsonOf(await login.post(`${S}/${call}`, null, { body: body.toString() }))
}
const withR = async (call: string, r: Record<string, unknown>): Promise<Record<string, unknown>> =>
  jsonOf(await login.post(`${S}/${call}`, { ...r, vfwebqq: login.vfwebqq }))
const own = (): string => login.jar.value('ptwebqq', 'qq.com')
const lists = async (call: string): Promise<Record<string, Record<string, unknown>[]>> =>
  resultOf(await login.post(`${S}/${call}`, { vfwebqq: login.vfwebqq, hash: listHash(OWN_NUMBER, own()) })) as Record<
    string,
    Record<string, unknown>[]
  >

describe('looking people up', () => {
  // HERE: "Calls of WebQQ"
  it('search_qq_by_uin2 finds anybody by real number, with the recorded keys in their order', async () => {
    const found = resultOf(await askAbout(login, 'search_qq_by_uin2', 'tuin=398877000&verifysession=h&code=abcd'))
    expect(keys(found).join(' ')).toBe(
      'face birthday occupation phone allow college constel blood stat homepage country city uiuin personal nick ' +
        'shengxiao email token province account gender tuin mobile',
    )
    const tuin = state.groups[0]?.members.find(({ number }) => number === 398877000)?.uin
    expect(found).toMatchObject({ account: 398877000, nick: 'Tom', tuin, uiuin: '', mobile: '-' })
    expect(found).toHaveProperty('token', expect.stringMatching(/^[0-9a-f]{48}$/))
  })

  // HERE: "Calls of WebQQ"
  it('search_qq_by_uin2 wants a captcha', async () => {
    const reply = await askAbout(login, 'search_qq_by_uin2', 'tuin=398877000&verifysession=&code=')
    expect(jsonOf(reply)).toEqual({ retcode: 100110 })
  })

  // HERE: "Calls of WebQQ"
  it('get_allow_info2 tells how somebody wants to be added', async () => {
    const reply = await askAbout(login, 'get_allow_info2', `tuin=${uinOf(824566000)}&retainKey=allow`)
    expect(reply.text).toBe('{"retcode":0,"result":{"allow":1}}\n')
  })
})

describe('looking groups up', () => {
  // HERE: "Calls of WebQQ"
  it('get_group_public_info2 has the number of members and the most there may be', async () => {
    const ask = `gcode=${code(376024301)}`
    const { ginfo } = resultOf(await askAbout(login, 'get_group_public_info2', ask)) as { ginfo: object }
    expect(ginfo).toMatchObject({ name: '周末羽毛球', memo: '周六九点', member_cnt: 5, maxmember: 2000 })
    expect(ginfo).not.toHaveProperty('members')
    expect(await form('get_group_public_info2', { gcode: code(376024301) })).toEqual({ retcode: 0, result: { ginfo } })
  })

  // HERE: "Calls of WebQQ"
  it('get_self_business_card2 is the own card, 100003 where there is none', async () => {
    const [card, none] = [await ownCard(376024301), await ownCard(512300452)]
    expect(keys(resultOf(card))).toEqual(['phone', 'muin', 'email', 'remark', 'gcode', 'name', 'gender'])
    expect(resultOf(card)).toMatchObject({ muin: OWN_NUMBER, gcode: code(376024301), name: '小明同学' })
    expect(jsonOf(none)).toEqual({ retcode: 100003 })
  })

  // HERE: "Calls of WebQQ"
  it('get_group_member_stat2 is those online, get_group_info the notice of a list of codes', async () => {
    const gcode = code(376024301)
    const stats = resultOf(await askAbout(login, 'get_group_member_stat2', `gcode=${gcode}`))
    expect(stats).toMatchObject({ gcode, stats: expect.arrayContaining([expect.objectContaining({ stat: 10 })]) })
    const notice = await askAbout(login, 'get_group_info', `gcode=%5B${gcode}%5D&retainKey=memo%2Cgcode`)
    expect(resultOf(notice)).toEqual([{ memo: '周六九点', gcode }])
  })

  const ownCard = (number: number) => askAbout(login, 'get_self_business_card2', `gcode=${code(number)}`)
})

describe('changing what is one’s own', () => {
  // HERE: "Calls of WebQQ"
  it('set_long_nick2 sets the signature', async () => {
    expect(await withR('set_long_nick2', { nlk: '换了' })).toEqual({ retcode: 0, result: { result: 0 } })
    expect(resultOf(await login.get(`${S}/get_self_info2?t=1`))).toMatchObject({ lnick: '换了' })
  })

  // HERE: "Calls of WebQQ"
  it('remarks, categories and friendships change by form fields', async () => {
    const [lily, first] = [uinOf(824566000), uinOf(601000001)]
    expect(await form('change_mark_name2', { tuin: lily, markname: '丽丽' })).toEqual({ retcode: 0 })
    expect(await form('modify_friend_group', { tuin: lily, newid: 2 })).toEqual({ retcode: 0 })
    expect(await form('delete_friend', { tuin: first, delType: 2 })).toEqual({ retcode: 0 })
    const { friends = [], marknames = [] } = await lists('get_user_friends2')
    expect(marknames).toContainEqual({ uin: lily, markname: '丽丽', type: 0 })
    expect(friends.find(({ uin }) => uin === lily)?.['categories']).toBe(2)
    expect(friends.some(({ uin }) => uin === first)).toBe(false)
    expect(await form('change_mark_name2', { tuin: 1, markname: 'x' })).toEqual({ retcode: 100001 })
  })

  // HERE: "Calls of WebQQ"
  it('groups get another remark, another own card, and are left', async () => {
    const gcode = code(376024301)
    expect(await withR('update_group_info2', { gcode, markname: '球场' })).toEqual({ retcode: 0 })
    expect(await withR('update_group_business_card2', { gcode, name: '新名片', phone: '' })).toEqual({ retcode: 0 })
    expect((await lists('get_group_name_list_mask2'))['gmarklist']).toMatchObject([{ markname: '球场' }])
    expect(resultOf(await askAbout(login, 'get_self_business_card2', `gcode=${gcode}`))).toMatchObject({
      name: '新名片',
    })
    expect(await withR('quit_group2', { gcode })).toEqual({ retcode: 0 })
    const names = (await lists('get_group_name_list_mask2'))['gnamelist']?.map(({ name }) => name)
    expect(names).toEqual(['项目讨论', '同城二手'])
  })

  // HERE: "Calls of WebQQ"
  it('discussions get another name, and are left', async () => {
    const did = state.discusses[0]?.did
    const { psessionid } = login
    const rename = { did, discu_name: '三人行', dtype: 1, clientid: CLIENT_ID, psessionid, vfwebqq: login.vfwebqq }
    expect(jsonOf(await login.post(`${D}/modify_discu_info`, rename))).toEqual({ retcode: 0, result: 'ok' })
    expect((await stateOf(simulator)).discusses[0]?.name).toBe('三人行')
    await login.get(`${D}/quit_discu?did=${did}&clientid=${CLIENT_ID}&psessionid=${psessionid}&t=1`)
    expect((await stateOf(simulator)).discusses.map((discuss) => discuss.did)).not.toContain(did)
  })

  // HERE: "Calls of WebQQ"
  it.each(['allow_added_request2', 'deny_added_request2', 'allow_and_add2'])('%s is taken', async (call) => {
    expect(await withR(call, { account: 398877000 })).toEqual({ retcode: 0 })
  })

  // HERE: "Calls of WebQQ"
  it('all of it wants the right vfwebqq', async () => {
    const reply = await login.post(`${S}/set_long_nick2`, { nlk: 'x', vfwebqq: 'wrong' })
    expect(jsonOf(reply)).toEqual({ retcode: 6 })
  })
})

describe('since December 2015', () => {
  // HERE: "Calls of WebQQ"
  it.each(['search_qq_by_uin2', 'get_allow_info2', 'get_group_public_info2', 'get_self_business_card2'])(
    '%s is a 404 page',
    async (call) => {
      await control(simulator, 'settings', { era: '2016' })
      expect((await askAbout(login, call, `tuin=${uinOf(824566000)}&gcode=${code(376024301)}`)).status).toBe(404)
    },
  )
})
