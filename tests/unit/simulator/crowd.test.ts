// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import { addCrowd, renameSome } from '../../simulator/world-crowd.ts'
import type { Crowd } from '../../simulator/world-crowd.ts'
import { createWorld } from '../../simulator/world.ts'
import type { World } from '../../simulator/world.ts'
import { friendList, logIn, S } from './conversation.ts'
import type { Tickets } from './conversation.ts'
import { column, dig, list, number } from './dig.ts'
import { control, tryControl } from './plain-client.ts'

const crowded = (crowd: Partial<Crowd>): World => {
  const world = createWorld('a')
  addCrowd(world, { friends: 0, groups: 0, members: 50, discusses: 0, seed: 'a', ...crowd })
  return world
}
const MANY = { friends: 300, groups: 20, members: 120, discusses: 10 }

describe('a crowd', () => {
  const world = crowded(MANY)

  it('is equal for equal seeds and differs for others', () => {
    expect(crowded(MANY)).toEqual(world)
    expect(crowded({ ...MANY, seed: 'b' }).friends).not.toEqual(world.friends)
  })

  it('leaves the named people as they were', () => {
    const plain = createWorld('a')
    expect(world.friends.slice(0, plain.friends.length)).toEqual(plain.friends)
    expect(world.groups.slice(0, plain.groups.length)).toEqual(plain.groups)
  })

  it('has distinct numbers and equal nicks', () => {
    const added = world.friends.slice(-300)
    const nicks = added.map((friend) => world.people.get(friend.number)?.nick ?? '')
    expect(new Set(added.map((friend) => friend.number)).size).toBe(300)
    expect(new Set(nicks).size).toBeLessThan(290)
    expect(nicks.every((nick) => nick !== '')).toBe(true)
  })

  it('has remarks for some friends, among them numbers, and several categories', () => {
    const added = world.friends.slice(-300)
    const remarks = added.flatMap(({ remark }) => remark ?? [])
    expect(remarks.length).toBeGreaterThan(60)
    expect(remarks.length).toBeLessThan(240)
    expect(remarks.some((remark) => /^\d+$/.test(remark))).toBe(true)
    expect(new Set(added.map(({ category }) => category)).size).toBeGreaterThan(4)
  })

  it('has groups of the wanted size with the account in them, cards in some', () => {
    const groups = world.groups.slice(-20)
    for (const { members } of groups) {
      expect(new Set(members.map((member) => member.number)).size).toBe(120)
      expect(members.some((member) => member.number === world.ownNumber)).toBe(true)
    }
    const withCards = groups.filter(({ members }) => members.some(({ card }) => card !== null))
    expect(withCards.length).toBeGreaterThan(5)
    expect(withCards.length).toBeLessThan(20)
  })

  it('has discusses of friends, some without a name', () => {
    const discusses = world.discusses.slice(-10)
    const friends = new Set(world.friends.map((friend) => friend.number))
    for (const { members } of discusses) {
      expect(members.filter((member) => member !== world.ownNumber).every((member) => friends.has(member))).toBe(true)
    }
    expect(new Set(discusses.map(({ name }) => name === '')).size).toBe(2)
  })

  it('renames about the wanted share', () => {
    const changing = crowded(MANY)
    const renamed = renameSome(changing, 0.2, 's')
    const nick = (from: World, at: number): string => from.people.get(from.friends[at]?.number ?? 0)?.nick ?? ''
    const changed = world.friends.filter((_, i) => nick(world, i) !== nick(changing, i)).length
    expect(renamed).toBeGreaterThan(40)
    expect(changed / world.friends.length).toBeCloseTo(0.2, 0.8)
  })
})

describe('populate', () => {
  let simulator: Simulator
  let tickets: Tickets
  beforeEach(async () => {
    simulator = await startSimulator({ crowd: { friends: 3 } })
    await control(simulator, 'populate', { friends: 400, groups: 5, members: 2000, discusses: 5 })
    tickets = await logIn(simulator)
  })
  afterEach(() => simulator.close())

  it('makes long lists that are answered fast', async () => {
    const begun = performance.now()
    const friends = await friendList(tickets)
    expect(list(friends, 'friends')).toHaveLength(412)
    const state = await control(simulator, 'state?brief')
    expect(state['size']).toEqual({ friends: 412, groups: 8, discusses: 7 })
    expect(state['friends']).toBeUndefined()
    expect(performance.now() - begun).toBeLessThan(2000)
  })

  it('gives handles on both sides of 2^31', async () => {
    const uins = column(await friendList(tickets), 'info', 'uin').map(Number)
    expect(uins.filter((uin) => uin > 2 ** 31).length).toBeGreaterThan(100)
    expect(uins.filter((uin) => uin < 2 ** 31).length).toBeGreaterThan(100)
  })

  it('gives groups of 2,000 members, all of them in their details', async () => {
    const groups = list(await control(simulator, 'state'), 'groups')
    const code = number(groups.at(-1), 'code')
    const reply = await tickets.client.get(`${S}/get_group_info_ext2?gcode=${code}&vfwebqq=${tickets.vfwebqq}&t=1`)
    expect(list(reply.json, 'result.minfo')).toHaveLength(2000)
    expect(column(reply.json, 'result.minfo', 'uin')).toContain(dig(groups.at(-1), 'members.7.uin'))
  })

  it('refuses what no account has', async () => {
    const { answer } = await tryControl(simulator, 'populate', { groups: 1, members: 2001 })
    expect(answer['error']).toBe('populate: members must be a whole number from 0 to 2000')
  })

  it('is renamed in part on request', async () => {
    const before = column(await friendList(tickets), 'info', 'nick')
    await control(simulator, 'world', { renameSome: { share: 0.5, seed: 'x' } })
    const after = column(await friendList(tickets), 'info', 'nick')
    const changed = after.filter((nick, i) => nick !== before[i]).length
    expect(changed).toBeGreaterThan(100)
    expect(changed).toBeLessThan(300)
  })
})
