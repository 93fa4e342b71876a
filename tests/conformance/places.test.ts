// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { askAbout, CLIENT_ID, D, logIn, OWN_NUMBER, resultOf } from './calls.ts'
import type { Login } from './calls.ts'
import { control, stateOf } from './control.ts'
import type { State } from './control.ts'
import type { RawReply } from './raw-http.ts'

type GroupInfo = {
  stats: unknown[]
  minfo: { uin: number; nick: string }[]
  ginfo: { members: { muin: number; mflag: number }[]; owner: number }
  cards?: { muin: number; card: string }[]
  vipinfo: { u: number }[]
}

let simulator: Simulator
let login: Login
let state: State
beforeAll(async () => {
  simulator = await startSimulator()
  login = await logIn(simulator)
  state = await stateOf(simulator)
})
afterAll(() => simulator.close())

const groupInfo = (gcode: number | undefined): Promise<RawReply> =>
  askAbout(login, 'get_group_info_ext2', `gcode=${gcode}`)
const discussInfo = (did: number | undefined): Promise<RawReply> =>
  login.get(
    `${D}/get_discu_info?did=${did}&psessionid=${login.psessionid}&vfwebqq=${login.vfwebqq}&clientid=${CLIENT_ID}&t=1`,
  )

describe('get_group_info_ext2', () => {
  // PROTOCOL: "groupInfo"
  it('by code is these bytes: members, minfo and vipinfo in one order, cards with entities', async () => {
    const group = state.groups[0]
    const [qiang, self, tom, chen, lily] = group?.members.map(({ uin }) => uin) ?? []
    expect(self).toBe(OWN_NUMBER)
    expect((await groupInfo(group?.code)).text).toBe(
      `{"retcode":0,"result":{"stats":[{"client_type":1,"uin":${qiang},"stat":10},{"client_type":41,"uin":${self},"stat":10},` +
        `{"client_type":41,"uin":${chen},"stat":10},{"client_type":21,"uin":${lily},"stat":50}],` +
        `"minfo":[{"nick":"阿强","province":"河北","gender":"male","uin":${qiang},"country":"中国","city":"石家庄"},` +
        `{"nick":"小明","province":"江苏","gender":"male","uin":${self},"country":"中国","city":"南京"},` +
        `{"nick":"Tom","province":"","gender":"unknown","uin":${tom},"country":"","city":""},` +
        `{"nick":"陈晨","province":"浙江","gender":"female","uin":${chen},"country":"中国","city":"杭州"},` +
        `{"nick":"Lily","province":"上海","gender":"female","uin":${lily},"country":"中国","city":"浦东新区"}],` +
        `"ginfo":{"face":0,"memo":"周六九点","class":10011,"fingermemo":"","code":${group?.code},"createtime":1513196534,` +
        `"flag":1090520065,"level":0,"name":"周末羽毛球","gid":${group?.gid},"owner":${qiang},"members":[` +
        `{"muin":${qiang},"mflag":192},{"muin":${self},"mflag":1},{"muin":${tom},"mflag":0},{"muin":${chen},"mflag":0},` +
        `{"muin":${lily},"mflag":0}],"option":2},` +
        String.raw`"cards":[{"muin":${qiang},"card":"强哥\u0026amp;球拍"},{"muin":${self},"card":"小明同学"},` +
        `{"muin":${chen},"card":"陈晨-周六"}],` +
        `"vipinfo":[{"vip_level":6,"u":${qiang},"is_vip":1},{"vip_level":0,"u":${self},"is_vip":0},` +
        `{"vip_level":0,"u":${tom},"is_vip":0},{"vip_level":0,"u":${chen},"is_vip":0},{"vip_level":0,"u":${lily},"is_vip":0}]}}\n`,
    )
  })

  // PROTOCOL: "groupInfo"
  it('by gid, by real number or by nonsense is answered 6', async () => {
    const group = state.groups[0]
    expect(group?.gid).not.toBe(group?.code)
    for (const wrong of [group?.gid, group?.number, 1]) {
      expect((await groupInfo(wrong)).text).toBe('{"retcode":6}\n')
    }
  })

  // PROTOCOL: "groupInfo"
  it('has no cards key when nobody has a card', async () => {
    const result = resultOf(await groupInfo(state.groups[1]?.code)) as GroupInfo
    expect(Object.keys(result)).toEqual(['stats', 'minfo', 'ginfo', 'vipinfo'])
  })

  // PROTOCOL: "groupInfo"
  it('lists only those online in stats, and every member in the other lists', async () => {
    const { stats, minfo, ginfo, vipinfo } = resultOf(await groupInfo(state.groups[2]?.code)) as GroupInfo
    const order = state.groups[2]?.members.map(({ uin }) => uin)
    expect(order).toHaveLength(30)
    expect(minfo.map(({ uin }) => uin)).toEqual(order)
    expect(ginfo.members.map(({ muin }) => muin)).toEqual(order)
    expect(vipinfo.map(({ u }) => u)).toEqual(order)
    expect(stats.length).toBeLessThan(minfo.length)
  })

  // PROTOCOL: "groupInfo"
  it('marks administrators who do not own the group by an odd mflag', async () => {
    const { ginfo } = resultOf(await groupInfo(state.groups[2]?.code)) as GroupInfo
    const odd = ginfo.members.filter(({ mflag }) => mflag % 2 === 1).map(({ muin }) => muin)
    expect(odd).toEqual([state.groups[2]?.members[1]?.uin])
    expect(ginfo.owner).toBe(state.groups[2]?.members[0]?.uin)
  })
})

describe('get_discu_info', () => {
  // PROTOCOL: "discussInfo"
  it('is these bytes, with the real number of every member as ruin', async () => {
    const discuss = state.discusses[0]
    const [qiang, lily, self] = discuss?.members.map(({ uin }) => uin) ?? []
    expect((await discussInfo(discuss?.did)).text).toBe(
      `{"result":{"info":{"did":${discuss?.did},"discu_name":"强哥、Lily、小明","mem_list":[` +
        `{"mem_uin":${qiang},"ruin":510942000},{"mem_uin":${lily},"ruin":824566000},{"mem_uin":${self},"ruin":${OWN_NUMBER}}]},` +
        `"mem_info":[{"nick":"阿强","uin":${qiang}},{"nick":"Lily","uin":${lily}},{"nick":"小明","uin":${self}}],` +
        `"mem_status":[{"client_type":1,"status":"online","uin":${qiang}},{"client_type":21,"status":"busy","uin":${lily}},` +
        `{"client_type":41,"status":"online","uin":${self}}]},"retcode":0}\n`,
    )
  })

  // HERE: "Old poll items"
  it('had the founder and a running number before December 2015', async () => {
    await control(simulator, 'settings', { itemFormat: 'old' })
    const reply = await discussInfo(state.discusses[0]?.did)
    await control(simulator, 'settings', { itemFormat: 'new' })
    const { info } = resultOf(reply) as { info: Record<string, unknown> }
    const founder = state.discusses[0]?.members[0]?.uin
    expect(info).toMatchObject({ discu_owner: founder, info_seq: 1 })
  })

  // PROTOCOL: "Return codes"
  it('is answered 100001 for a did that is nobody’s in this login', async () => {
    expect((await discussInfo(1)).text).toBe('{"retcode":100001}\n')
  })
})
