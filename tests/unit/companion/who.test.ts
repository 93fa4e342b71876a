import { describe, expect, it, vi } from 'vitest'
import { ArchiveError } from '../../../lib/archive/port.ts'
import { BackendError } from '../../../lib/backend.ts'
import type { Directory } from '../../../lib/backend.ts'
import { rule } from '../rules/examples.ts'
import { companionWorld, friendRow, fromFriend, handle, LOGIN, memberRow } from './world.ts'
import type { World } from './world.ts'

const SECOND_LOGIN = 'login-2'

/** The same archive in the next login. */
async function nextLogin(before: World): Promise<World> {
  const world = await companionWorld({ name: before.name, rules: [...before.rules] })
  world.login = { ...LOGIN, epoch: SECOND_LOGIN }
  return world
}

const lists = (change: Partial<Directory>) => async (): Promise<Directory> => ({
  friends: [],
  groups: [],
  discusses: [],
  ...change,
})

/** A friend with a remark, who wrote once; then another login in which somebody else has that remark. */
async function mistaken() {
  const before = await companionWorld()
  await before.befriend(friendRow(5, '阿强', '强哥'))
  await before.receive(fromFriend(5, '我是阿强'))
  await before.through()
  const old = (await before.contactOf(5))!
  const world = await nextLogin(before)
  await world.befriend(friendRow(77, '骗子', '强哥', SECOND_LOGIN))
  return { world, old }
}

const textsOf = async (world: World, conversation: string) => {
  const texts = []
  for await (const page of world.archive.scan({ conversation })) texts.push(...page.map(({ text }) => text))
  return texts
}

describe('who', () => {
  it('takes a recognition back with everything that was written since', async () => {
    const { world, old } = await mistaken()
    await world.receive(fromFriend(77, '借我点钱'))
    await world.through()
    expect(await textsOf(world, old)).toContain('借我点钱')

    const mine = (await world.contactOf(77, 'person', SECOND_LOGIN))!
    await world.companion.who.undoJoin(mine)
    expect(await textsOf(world, old)).toEqual(['我是阿强'])
    expect(await textsOf(world, mine)).toContain('借我点钱')
    expect(await world.archive.contact(old)).toMatchObject({ nick: '阿强', remark: '强哥' })
    expect(await world.archive.aparts(LOGIN.account)).toMatchObject([{ account: LOGIN.account }])
  })

  it('puts a rule for that person to sleep, and wakes it when the user joins them again', async () => {
    const { world, old } = await mistaken()
    world.rules = [rule({ id: 'r', who: { contacts: [old] } })]
    await world.companion.rulesChanged()
    expect(world.sleeping).toEqual({})
    await world.companion.who.undoJoin(old)
    expect(world.sleeping).toEqual({ r: [old] })

    const mine = (await world.contactOf(77, 'person', SECOND_LOGIN))!
    expect(await world.companion.who.join(mine, old)).toMatchObject({ kind: 'joined' })
    expect(world.sleeping).toEqual({})
    await world.receive(fromFriend(77, '在吗'))
    await vi.waitFor(() => expect(world.sent).toHaveLength(1))
  })

  it('hears the user also while nobody is logged in', async () => {
    const { world, old } = await mistaken()
    world.login = null
    await world.companion.who.undoJoin(old)
    const mine = (await world.contactOf(77, 'person', SECOND_LOGIN))!
    expect(mine).not.toBe(old)
    expect(await world.companion.who.join(mine, old)).toMatchObject({ kind: 'joined' })
    await world.companion.who.keepApart(mine, old)
    expect(await world.archive.aparts(LOGIN.account)).toEqual([])
  })

  it('tells a login that begins later of what was said before', async () => {
    const { world, old } = await mistaken()
    await world.companion.who.undoJoin(old)
    world.login = { ...LOGIN, epoch: 'login-3' }
    await world.befriend(friendRow(9, '骗子', '强哥', 'login-3'))
    expect(await world.contactOf(9, 'person', 'login-3')).not.toBe(old)
  })

  it('refuses what cannot be, and writes nothing', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'), friendRow(6, 'Lily'))
    const [a, b] = [(await world.contactOf(5))!, (await world.contactOf(6))!]
    expect(await world.companion.who.join(a, b)).toEqual({ kind: 'refused', why: 'both-here' })
    expect(await world.companion.who.join('nobody', b)).toEqual({ kind: 'refused', why: 'unknown' })
    expect(await world.archive.aliases(LOGIN.account)).toEqual([])
  })

  it('knows only what could be written', async () => {
    const { world, old } = await mistaken()
    vi.spyOn(world.archive, 'commit').mockImplementationOnce(() =>
      Promise.reject(new ArchiveError('full', 'disk full')),
    )
    await expect(world.companion.who.undoJoin(old)).rejects.toThrow(ArchiveError)
    await world.receive(fromFriend(77, '在吗'))
    await world.through()
    expect(await textsOf(world, old)).toContain('在吗')
  })
})

describe('recognising people after a login', () => {
  const names = { friends: [friendRow(5, '阿强')], groups: [], discusses: [] }

  it('takes real numbers from the calls that may give them', async () => {
    const world = await companionWorld()
    world.directory = async () => names
    world.numbers = [{ handle: handle(5), number: '24680' }]
    await world.companion.cameUp(world.stop.signal)
    expect(await world.archive.contact((await world.contactOf(5))!)).toMatchObject({ number: '24680' })
  })

  it('links friends of the next login by the numbers that a discussion teaches', async () => {
    const before = await companionWorld()
    const discuss = (epoch: string) => [{ handle: handle(80, 'discuss', epoch), name: '' }]
    const members = (uin: number, epoch: string) => async () => ({
      name: null,
      notice: null,
      createdAt: null,
      members: [{ ...memberRow(uin, '阿强'), handle: handle(uin, 'person', epoch), number: '24680' }],
    })
    before.directory = lists({ friends: [friendRow(5, '阿强')], discusses: discuss(LOGIN.epoch) })
    before.members = members(5, LOGIN.epoch)
    await before.companion.cameUp(before.stop.signal)
    const known = await before.contactOf(5)

    const world = await nextLogin(before)
    const renamed = friendRow(77, '改了名', null, SECOND_LOGIN)
    world.directory = lists({ friends: [renamed], discusses: discuss(SECOND_LOGIN) })
    world.members = members(77, SECOND_LOGIN)
    await world.companion.cameUp(world.stop.signal)
    const aliases = await world.archive.aliases(LOGIN.account)
    expect(aliases).toMatchObject([{ to: known, why: 'same-number' }])
    expect(await world.archive.contact(known!)).toMatchObject({ number: '24680', isFriend: true })
  })

  it('asks for the profiles of namesakes alone, one after the other', async () => {
    const world = await companionWorld()
    const friends = [friendRow(5, '小李'), friendRow(6, '小李'), friendRow(7, '阿强')]
    world.directory = lists({ friends })
    const asked: number[] = []
    world.profile = async ({ number }) => {
      asked.push(number)
      return { nick: '小李', profile: { birthday: `198${number}-03-12` } }
    }
    await world.companion.cameUp(world.stop.signal)
    expect(asked).toEqual([5, 6])
    expect(world.slept).toEqual([400, 400])
  })

  it('asks for 60 at most, and stops when the service cannot be reached', async () => {
    const world = await companionWorld()
    world.directory = lists({ friends: Array.from({ length: 80 }, (_, index) => friendRow(100 + index, '小李')) })
    let asked = 0
    world.profile = async () => {
      asked += 1
      throw new BackendError('refused', 'no')
    }
    await world.companion.cameUp(world.stop.signal)
    expect(asked).toBe(60)
    world.profile = async () => {
      asked += 1
      throw new BackendError('network', 'down')
    }
    await world.companion.cameUp(world.stop.signal)
    expect(asked).toBe(61)
  })
})
