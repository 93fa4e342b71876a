// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { askAbout, CLIENT_ID, itemsOf, logIn, onlineBuddies, OWN_HASH, poll, resultOf, S } from './calls.ts'
import type { Login } from './calls.ts'
import { control, stateOf } from './control.ts'
import type { State } from './control.ts'

let simulator: Simulator
let login: Login
let state: State
beforeAll(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
  await control(simulator, 'populate', { friends: 500, groups: 20, members: 200, discusses: 150 })
  await control(simulator, 'populate', { groups: 1, members: 2000, seed: 'large' })
  login = await logIn(simulator)
  state = await stateOf(simulator)
})
afterAll(() => simulator.close())

type FriendList = { info: { uin: number; nick: string }[]; marknames: { uin: number; markname: string }[] }
const friends = async (): Promise<FriendList> =>
  resultOf(await login.post(`${S}/get_user_friends2`, { vfwebqq: login.vfwebqq, hash: OWN_HASH })) as FriendList

describe('a large account', () => {
  // PROTOCOL: "friends"
  it('has hundreds of friends, equal nicks among them, and remarks for some', async () => {
    const { info, marknames } = await friends()
    expect(info.length).toBeGreaterThan(500)
    expect(new Set(info.map(({ nick }) => nick)).size).toBeLessThan(info.length)
    expect(marknames.length).toBeGreaterThan(10)
    expect(marknames.length).toBeLessThan(info.length)
  })

  // PROTOCOL: "Identity"
  it('gives everybody one handle below 2^32, many above 2^31, and no two the same', () => {
    const handles = [
      ...state.friends.map(({ uin }) => uin),
      ...state.groups.flatMap(({ gid, code }) => [gid, code]),
      ...state.discusses.map(({ did }) => did),
    ]
    expect(new Set(handles).size).toBe(handles.length)
    expect(Math.max(...handles)).toBeLessThan(2 ** 32)
    expect(handles.filter((handle) => handle > 2 ** 31).length).toBeGreaterThan(handles.length / 4)
  })

  // PROTOCOL: "Identity"
  it('shows a person under the same uin in the friend list, in groups, in discussions and in polls', async () => {
    await control(simulator, 'say', { group: '周末羽毛球', member: '强哥', text: 'hi' })
    const uin = state.friends.find(({ number }) => number === 510942000)?.uin
    const inGroup = state.groups[0]?.members.find(({ number }) => number === 510942000)?.uin
    const inDiscuss = state.discusses[0]?.members.find(({ number }) => number === 510942000)?.uin
    expect([inGroup, inDiscuss, itemsOf(await poll(login))[0]?.value['send_uin']]).toEqual([uin, uin, uin])
  })

  // PROTOCOL: "discusses"
  it('lists at most 100 discussions', async () => {
    const reply = await login.get(
      `${S}/get_discus_list?clientid=${CLIENT_ID}&psessionid=${login.psessionid}&vfwebqq=${login.vfwebqq}&t=1`,
    )
    expect(state.discusses.length).toBeGreaterThan(150)
    expect((resultOf(reply) as { dnamelist: unknown[] }).dnamelist).toHaveLength(100)
  })

  // PROTOCOL: "groupInfo"
  it('gets the details of a group of 2,000 as hundreds of kilobytes, all lists in one order', async () => {
    const largest = state.groups.toSorted((a, b) => b.members.length - a.members.length)[0]
    const reply = await askAbout(login, 'get_group_info_ext2', `gcode=${largest?.code}`)
    const { minfo, ginfo } = resultOf(reply) as { minfo: { uin: number }[]; ginfo: { members: { muin: number }[] } }
    expect(reply.body.length).toBeGreaterThan(200_000)
    expect(minfo.length).toBe(2000)
    expect(minfo.map(({ uin }) => uin)).toEqual(ginfo.members.map(({ muin }) => muin))
  })

  // PROTOCOL: "online"
  it('lists only the friends online', async () => {
    const online = resultOf(await onlineBuddies(login)) as { uin: number; status: string }[]
    expect(online.length).toBeGreaterThan(0)
    expect(online.length).toBeLessThan(state.friends.length)
    expect(new Set(online.map(({ status }) => status)).has('offline')).toBe(false)
  })

  // SIMULATOR: "Control"
  it('is the same for the same number and seed', async () => {
    const other = await startSimulator()
    try {
      await control(other, 'populate', { friends: 500, groups: 20, members: 200, discusses: 150 })
      const twin = await stateOf(other)
      const named = (of: State): string[] => of.friends.slice(0, 500).map(({ number, nick }) => `${number} ${nick}`)
      expect(named(twin)).toEqual(named(state))
    } finally {
      await other.close()
    }
  })
})
