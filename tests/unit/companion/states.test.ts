import { describe, expect, it, vi } from 'vitest'
import { BackendError } from '../../../lib/backend.ts'
import type { PersonState } from '../../../lib/backend.ts'
import { companionWorld, friendRow, handle, LOGIN } from './world.ts'

const at = (number: number, change: Partial<PersonState> = {}): PersonState => ({
  person: handle(number),
  state: 'online',
  client: 'phone',
  ...change,
})

describe('who is online', () => {
  it('is asked after the lists, and told by contact', async () => {
    const world = await companionWorld()
    world.states = async () => [at(5), at(6, { state: 'busy', client: null }), at(404)]
    await world.befriend(friendRow(5, '阿强'), friendRow(6, 'Lily'))
    await vi.waitFor(() => expect(world.statesTold).toHaveLength(1))
    expect(world.statesTold[0]).toEqual({
      account: LOGIN.account,
      everybodyAt: world.now,
      people: [
        { contact: await world.contactOf(5), state: 'online', client: 'phone', at: world.now },
        { contact: await world.contactOf(6), state: 'busy', client: null, at: world.now },
      ],
    })
  })

  it('is not known when the service does not say, which troubles nobody', async () => {
    const world = await companionWorld()
    const states = vi.fn<() => Promise<PersonState[]>>(() => Promise.reject(new BackendError('network', 'no answer')))
    world.states = states
    await world.befriend(friendRow(5, '阿强'))
    await vi.waitFor(() => expect(states).toHaveBeenCalled())
    await world.through()
    expect(world.statesTold).toEqual([])
    expect(world.troubles).toEqual([])
  })

  it('is asked again with fresh details, at most once a minute', async () => {
    const world = await companionWorld()
    const states = vi.fn<() => Promise<PersonState[]>>(async () => [at(5)])
    world.states = states
    await world.befriend(friendRow(5, '阿强'))
    await vi.waitFor(() => expect(world.statesTold).toHaveLength(1))
    const contact = (await world.contactOf(5))!

    const pictures = vi.fn<() => Promise<null>>(async () => null)
    world.avatar = pictures
    await world.companion.refresh(contact, world.stop.signal)
    await vi.waitFor(() => expect(pictures).toHaveBeenCalledOnce())
    await world.through()
    expect(states).toHaveBeenCalledOnce()
    world.now += 61_000
    await world.companion.refresh(contact, world.stop.signal)
    await vi.waitFor(() => expect(world.statesTold).toHaveLength(2))
    expect(states).toHaveBeenCalledTimes(2)
  })

  it('changes with what poll tells of a friend, and not with what it tells of nobody', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    await vi.waitFor(() => expect(world.statesTold).toHaveLength(1))
    const change = (uin: number) => ({
      poll_type: 'buddies_status_change',
      value: { uin, status: 'away', client_type: 1 },
    })
    await world.receive(change(404))
    await world.receive(change(5))
    await vi.waitFor(() => expect(world.statesTold).toHaveLength(2))
    expect(world.statesTold[1]).toEqual({
      account: LOGIN.account,
      everybodyAt: null,
      people: [{ contact: await world.contactOf(5), state: 'away', client: 'computer', at: world.now }],
    })
    expect(await world.messages()).toEqual([])
  })

  it('follows whom the user joins and parts, without another question', async () => {
    const before = await companionWorld()
    await before.befriend(friendRow(5, '阿强'))
    const old = (await before.contactOf(5))!
    const world = await companionWorld({ name: before.name })
    world.login = { ...LOGIN, epoch: 'login-2' }
    world.lastLogin = world.login
    const person = handle(55, 'person', 'login-2')
    const states = vi.fn<() => Promise<PersonState[]>>(async () => [at(55, { person })])
    world.states = states
    await world.befriend(friendRow(55, '强子', null, 'login-2'))
    const fresh = (await world.contactOf(55, 'person', 'login-2'))!
    expect(fresh).not.toBe(old)
    await vi.waitFor(() => expect(world.statesTold).toHaveLength(1))
    const toldAt = world.now
    world.now += 5_000

    const people = (contact: string) => ({
      account: LOGIN.account,
      everybodyAt: toldAt,
      people: [{ contact, state: 'online', client: 'phone', at: toldAt }],
    })
    const joined = await world.companion.who.join(old, fresh)
    expect(joined).toMatchObject({ kind: 'joined' })
    await world.through()
    expect(world.statesTold.slice(1)).toEqual([people(old)])
    await world.companion.who.undoJoin(fresh)
    await world.through()
    expect(world.statesTold.slice(2)).toEqual([people(fresh)])
    await world.companion.who.keepApart(old, fresh)
    await world.through()
    expect(world.statesTold).toHaveLength(3)
    expect(states).toHaveBeenCalledOnce()
  })

  it('is asked anew when the login comes back, also within the minute: who shows it may have forgotten it', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    await vi.waitFor(() => expect(world.statesTold).toHaveLength(1))
    await world.befriend(friendRow(5, '阿强'))
    await vi.waitFor(() => expect(world.statesTold).toHaveLength(2))
  })

  it('does not change with what an earlier login left in the journal', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    await vi.waitFor(() => expect(world.statesTold).toHaveLength(1))
    const change = { poll_type: 'buddies_status_change', value: { uin: 5, status: 'away', client_type: 1 } }
    await world.receive(change)
    world.login = { ...LOGIN, epoch: 'login-2' }
    await world.through()
    expect(world.statesTold).toHaveLength(1)
  })
})
