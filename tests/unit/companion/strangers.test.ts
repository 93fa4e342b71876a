import { describe, expect, it, vi } from 'vitest'
import { BackendError } from '../../../lib/backend.ts'
import type { PersonDetails } from '../../../lib/backend.ts'
import type { OutboxRow } from '../../../lib/chat/outbox-row.ts'
import { createStrangers } from '../../../lib/companion/strangers.ts'
import { openDesk } from '../../../lib/companion/desk.ts'
import type { Handle } from '../../../lib/chat/handle.ts'
import { outboxRow } from '../archive/samples.ts'
import { companionWorld, friendRow, fromFriend, handle, inGroup, LOGIN, memberRow } from './world.ts'
import type { World } from './world.ts'

const ended = (world: World, expected: Partial<OutboxRow>) =>
  vi.waitFor(() => expect(world.ended).toMatchObject([expected]))

/** A world in which somebody writes whom no list has; the service says `answer` about them. */
async function strangerWrites(answer: () => Promise<PersonDetails>, items = [fromFriend(99, '在吗')]) {
  const world = await companionWorld()
  await world.befriend(friendRow(5, '阿强'))
  const asked: number[] = []
  world.profile = (person) => {
    asked.push(person.number)
    return answer()
  }
  await world.receive(...items)
  return { world, asked }
}

describe('a message from a number that no list has', () => {
  it('is answered at that number when the service knows who it is, who gets the name', async () => {
    const { world, asked } = await strangerWrites(async () => ({ nick: '阿明', profile: { city: '深圳' } }))
    await ended(world, { state: 'sent' })
    expect(world.sent).toMatchObject([{ to: handle(99) }])
    expect(asked).toEqual([99])
    const contact = (await world.contactOf(99))!
    expect(await world.archive.contact(contact)).toMatchObject({ nick: '阿明', profile: { city: '深圳' } })
  })

  it.each<[string, () => Promise<PersonDetails>]>([
    ['our own name', async () => ({ nick: LOGIN.nick, profile: {} })],
    ['no name', async () => ({ nick: '', profile: {} })],
    ['nothing', async () => ({ nick: null, profile: {} })],
    ['no', () => Promise.reject(new BackendError('refused', 'nobody'))],
  ])('is not answered when the service says %s', async (_case, answer) => {
    const { world } = await strangerWrites(answer)
    await ended(world, { state: 'dropped', reason: 'unknown-sender' })
    expect(world.sent).toEqual([])
  })

  it('waits until the service can be asked', async () => {
    let asked = 0
    const { world } = await strangerWrites(async () => {
      if (++asked < 3) throw new BackendError('network', 'no reply')
      return { nick: '阿明', profile: {} }
    })
    await ended(world, { state: 'sent' })
    expect(asked).toBe(3)
  })

  it('does not hold back the replies to others while the service takes its time', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort())
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    world.profile = (_person, signal) =>
      signal.aborted ? Promise.reject(new BackendError('network', 'took too long')) : new Promise(() => {})
    await world.receive(fromFriend(99, '在吗'), fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.sent).toMatchObject([{ to: handle(5) }]))
  })

  it('is dropped as stale when the service could not be asked for so long', async () => {
    const { world } = await strangerWrites(() => Promise.reject(new BackendError('network', 'no reply')))
    await ended(world, { state: 'dropped', reason: 'stale' })
    expect(world.sent).toEqual([])
  })

  it('is asked about once a number and login', async () => {
    const { world, asked } = await strangerWrites(async () => ({ nick: LOGIN.nick, profile: {} }))
    await ended(world, { state: 'dropped' })
    world.now += 10 * 60_000
    await world.receive(fromFriend(99, '在吗？在吗？', { time: world.now / 1_000 }))
    await world.through()
    await vi.waitFor(async () => expect(await world.archive.outbox(['pending'])).toEqual([]))
    expect(asked).toEqual([99])
  })

  it('is not asked about when a list that has come meanwhile has them', async () => {
    const world = await companionWorld()
    const desk = await openDesk({ ...world.parts, ownNick: () => LOGIN.nick }, LOGIN)
    await desk.takeDirectory({ friends: [friendRow(5, '阿强')], groups: [], discusses: [] })
    const profile = vi.fn<(person: Handle) => Promise<PersonDetails>>()
    const { whoIs } = createStrangers({
      backend: { login: () => LOGIN, profile },
      archive: world.archive,
      atDesk: async (_login, work) => work(desk),
      now: () => world.now,
    })
    expect(await whoIs(outboxRow('o1', { target: handle(5), isToStranger: true }), world.stop.signal)).toBe('somebody')
    expect(profile).not.toHaveBeenCalled()
  })

  it('is not answered while our own name is not known: it may be ourselves', async () => {
    const world = await companionWorld()
    world.login = { ...LOGIN, nick: '' }
    world.profile = async () => ({ nick: '阿明', profile: {} })
    await world.receive(fromFriend(99, '在吗'))
    await ended(world, { state: 'dropped', reason: 'stale' })
    world.login = LOGIN
    await world.receive(fromFriend(99, '在吗？在吗', { time: Math.floor(world.now / 1_000) }))
    await vi.waitFor(() => expect(world.sent).toHaveLength(1))
  })
})

describe('a message in a group whose members are not known yet', () => {
  it('is answered when its author is somebody', async () => {
    const { world, asked } = await strangerWrites(
      async () => ({ nick: '阿明', profile: {} }),
      [inGroup(7, '@小明 在吗')],
    )
    world.members = () => Promise.reject(new BackendError('network', 'no reply'))
    await ended(world, { state: 'sent' })
    expect(world.sent).toMatchObject([{ to: handle(90, 'group') }])
    expect(asked.every((number) => number === 7)).toBe(true)
  })

  it('is not answered when it is our own, come back under the number of nobody', async () => {
    const { world } = await strangerWrites(async () => ({ nick: LOGIN.nick, profile: {} }), [inGroup(7, '@小明 在吗')])
    await ended(world, { state: 'dropped', reason: 'unknown-sender' })
  })

  it('is not answered when the members come and it is none of them', async () => {
    const world = await companionWorld()
    world.members = async () => ({ name: null, notice: null, createdAt: null, members: [memberRow(8, '阿八')] })
    world.policy = { delayMs: 1_000 }
    // Until the members are there.
    const come = Promise.withResolvers<void>()
    const { sleep } = world.parts
    world.parts.sleep = async (ms, signal) => {
      await come.promise
      return sleep(ms, signal)
    }
    const companion = world.again()
    await companion.receive(LOGIN, [inGroup(7, '@小明 在吗')], world.now)
    await companion.rulesChanged()
    const group = (await world.contactOf(90, 'group'))!
    await companion.refresh(group, world.stop.signal)
    come.resolve()
    await ended(world, { state: 'dropped', reason: 'unknown-sender' })
  })
})

describe('a reply to a number that the service does not know', () => {
  const unknown = { kind: 'unknown-target', code: 100001 } as const

  it('goes to the number that fresh lists have for the same contact', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强', '强哥'))
    world.now += 2 * 60_000
    world.outcomes = [unknown]
    world.directory = async () => ({ friends: [friendRow(55, '阿强', '强哥')], groups: [], discusses: [] })
    await world.receive(fromFriend(5, '在吗', { time: world.now / 1_000 }))
    await vi.waitFor(() => expect(world.ended).toHaveLength(1))
    expect(world.sent.map(({ to }) => to.number)).toEqual([5, 55])
    expect(world.ended).toMatchObject([{ state: 'sent', target: handle(55) }])
  })

  it.each([
    ['two of that name', [friendRow(55, '阿强'), friendRow(56, '阿强')]],
    ['nobody of that name', [friendRow(55, '阿明')]],
    ['the number still', [friendRow(5, '阿强'), friendRow(55, '阿强')]],
  ])('is refused when fresh lists have %s', async (_case, friends) => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    world.now += 2 * 60_000
    world.outcomes = [unknown]
    world.directory = async () => ({ friends, groups: [], discusses: [] })
    await world.receive(fromFriend(5, '在吗', { time: world.now / 1_000 }))
    await ended(world, { state: 'refused', code: 100001 })
    expect(world.sent).toHaveLength(1)
  })

  it('does not go to a namesake who was there before, when the friend is gone from the lists', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'), friendRow(6, '阿强'))
    world.now += 2 * 60_000
    world.outcomes = [unknown]
    world.directory = async () => ({ friends: [friendRow(6, '阿强')], groups: [], discusses: [] })
    await world.receive(fromFriend(5, '在吗', { time: world.now / 1_000 }))
    await ended(world, { state: 'refused', code: 100001 })
    expect(world.sent).toHaveLength(1)
  })

  it('of a stranger does not go to a friend of the same name', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    world.now += 2 * 60_000
    world.outcomes = [unknown]
    world.profile = async () => ({ nick: '阿强', profile: {} })
    await world.receive(fromFriend(99, '在吗', { time: world.now / 1_000 }))
    await ended(world, { state: 'refused', code: 100001 })
    expect(world.sent).toHaveLength(1)
  })

  it('is refused when the lists were fresh already', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强', '强哥'))
    world.outcomes = [unknown]
    await world.receive(fromFriend(5, '在吗'))
    await ended(world, { state: 'refused', code: 100001 })
    expect(world.sent).toHaveLength(1)
  })

  it('asks for the lists once for several replies', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'), friendRow(6, '阿明'))
    world.now += 2 * 60_000
    let asked = 0
    world.directory = async () => {
      asked++
      throw new BackendError('network', 'no reply')
    }
    world.outcomes = [unknown, unknown]
    const time = world.now / 1_000
    await world.receive(fromFriend(5, '在吗', { time }), fromFriend(6, '在吗', { time }))
    await vi.waitFor(() => expect(world.ended).toHaveLength(2))
    expect(world.ended).toMatchObject([{ state: 'refused' }, { state: 'refused' }])
    expect(asked).toBe(1)
  })
})

describe('replies of an account that is no longer logged in', () => {
  it('are dropped when another account comes up, and its rules start with a memory of their own', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    world.login = null
    await world.companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
    await vi.waitFor(async () => expect(await world.archive.outbox(['pending'])).toHaveLength(1))
    const other = { account: '10002', epoch: 'login-9', nick: '小红', clockOffset: 0 }
    world.login = other
    const friend = { ...friendRow(5, '阿强'), handle: { ...handle(5, 'person', 'login-9'), account: '10002' } }
    world.directory = async () => ({ friends: [friend], groups: [], discusses: [] })
    await world.companion.cameUp(world.stop.signal)
    await ended(world, { state: 'dropped', reason: 'other-login' })
    expect(world.sent).toEqual([])

    await world.companion.receive(other, [fromFriend(5, '在吗', { to_uin: 10002 })], world.now)
    await vi.waitFor(() => expect(world.sent).toHaveLength(1))
    expect(world.sent).toMatchObject([{ to: friend.handle }])
    const [mine, theirs] = await Promise.all(['10001', '10002'].map((account) => world.archive.contacts(account)))
    expect([mine?.length, theirs?.length]).toEqual([1, 1])
    expect(mine?.[0]?.id).not.toBe(theirs?.[0]?.id)
  })
})
