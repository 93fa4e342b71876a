import { describe, expect, it, vi } from 'vitest'
import { ArchiveError } from '../../../lib/archive/port.ts'
import { BackendError } from '../../../lib/backend.ts'
import type { Directory } from '../../../lib/backend.ts'
import type { Trouble } from '../../../lib/companion/companion-parts.ts'
import { createNaming } from '../../../lib/companion/naming.ts'
import type { NamingParts } from '../../../lib/companion/naming.ts'
import { HOUR, MINUTE, SECOND } from '../../../lib/time.ts'
import { friendRow, handle, LOGIN, NOON } from './world.ts'

const empty: Directory = { friends: [], groups: [], discusses: [] }

/** Naming with a service that answers what `directory` says; waits end when the test says so. */
function namingWorld() {
  const stop = new AbortController()
  const world = {
    now: NOON,
    login: LOGIN as typeof LOGIN | null,
    asked: 0,
    membersAsked: 0,
    troubles: [] as Trouble[],
    directory: (): Promise<Directory> => Promise.resolve(empty),
    slept: [] as number[],
    wake: [] as (() => void)[],
    failures: [] as unknown[],
    listed: 0,
  }
  const parts: NamingParts = {
    backend: {
      login: () => world.login,
      directory() {
        world.asked++
        return world.directory()
      },
      members() {
        world.membersAsked++
        return Promise.reject(new BackendError('refused', 'no members here'))
      },
      profile: () => Promise.reject(new BackendError('refused', 'no profiles here')),
      realNumbers: () => Promise.resolve([]),
    },
    // Nobody is linked here: what the desk makes of it is its own affair.
    atDesk: () => Promise.resolve([] as never),
    linked: () => Promise.resolve(),
    listed: () => void world.listed++,
    trouble: (trouble) => void world.troubles.push(trouble),
    failed: (error) => void world.failures.push(error),
    now: () => world.now,
    sleep(ms) {
      world.slept.push(ms)
      return new Promise((resolve) => void world.wake.push(resolve))
    },
  }
  return Object.assign(world, { stop, naming: createNaming(parts, stop.signal) })
}

describe('tick', () => {
  it('asks for the lists again once they are an hour old, and not before', async () => {
    const world = namingWorld()
    await world.naming.lists(LOGIN, world.stop.signal)
    world.now += HOUR - 1
    world.naming.tick()
    expect(world.asked).toBe(1)
    world.now += 1
    world.naming.tick()
    world.naming.tick()
    await vi.waitFor(() => expect(world.listed).toBe(2))
    expect(world.asked).toBe(2)
  })

  it('asks for nothing before the first lists, nor when nobody is logged in', async () => {
    const world = namingWorld()
    world.naming.tick()
    await world.naming.lists(LOGIN, world.stop.signal)
    world.login = null
    world.now += 2 * HOUR
    world.naming.tick()
    expect(world.asked).toBe(1)
  })

  it('keeps the old lists, silently, when the service does not answer; tells when the disk fails', async () => {
    const world = namingWorld()
    await world.naming.lists(LOGIN, world.stop.signal)
    world.directory = () => Promise.reject(new BackendError('network', 'no reply'))
    world.now += HOUR
    world.naming.tick()
    world.directory = () => Promise.reject(new ArchiveError('full', 'disk full'))
    world.now += HOUR
    world.naming.tick()
    await vi.waitFor(() => expect(world.failures).toHaveLength(1))
    expect(world.failures[0]).toBeInstanceOf(ArchiveError)
  })
})

describe('listsChanged', () => {
  it('asks at once when the lists are older than half a minute', async () => {
    const world = namingWorld()
    world.naming.listsChanged(LOGIN)
    expect(world.slept).toEqual([0])
    world.wake[0]?.()
    await vi.waitFor(() => expect(world.asked).toBe(1))
  })

  it('takes several changes for one, half a minute after the last lists', async () => {
    const world = namingWorld()
    await world.naming.lists(LOGIN, world.stop.signal)
    world.now += 10 * SECOND
    for (let change = 0; change < 3; change++) world.naming.listsChanged(LOGIN)
    expect(world.slept).toEqual([20 * SECOND])
    world.wake[0]?.()
    await vi.waitFor(() => expect(world.asked).toBe(2))
  })

  it('asks for nothing when that login is over by then', async () => {
    const world = namingWorld()
    world.naming.listsChanged({ ...LOGIN, epoch: 'login-0' })
    world.wake[0]?.()
    await vi.waitFor(() => {
      world.naming.listsChanged(LOGIN)
      expect(world.wake).toHaveLength(2)
    })
    expect(world.asked).toBe(0)
  })
})

describe('everybody', () => {
  it('waits as long as the answer of the service asks for', async () => {
    const world = namingWorld()
    const refused = new BackendError('refused', 'code 100003', { retryAfterMs: 10 * MINUTE })
    world.directory = () => Promise.reject(refused)
    const done = world.naming.everybody(LOGIN, world.stop.signal)
    await vi.waitFor(() => expect(world.slept).toEqual([10 * MINUTE]))
    world.directory = () => Promise.resolve(empty)
    world.wake[0]?.()
    await done
    expect(world.asked).toBe(2)
  })

  it('asks again for a list that did not come, and tells of it, but not about the groups it knows', async () => {
    const world = namingWorld()
    const failed = new BackendError('refused', 'friends: refused with code 100003', { retryAfterMs: 20 * MINUTE })
    const groups = [{ handle: handle(90, 'group'), name: '羽毛球', remark: null }]
    world.directory = () => Promise.resolve({ groups, discusses: [], failed })
    const done = world.naming.everybody(LOGIN, world.stop.signal)
    await vi.waitFor(() => expect(world.slept).toHaveLength(1))
    world.wake[0]?.()
    await vi.waitFor(() => expect(world.slept).toEqual([400, 20 * MINUTE]))
    expect(world.troubles).toEqual([{ code: 'list-failed', detail: failed.message }])
    expect(world.listed).toBe(1)
    world.now += 20 * MINUTE
    world.directory = () => Promise.resolve({ friends: [], groups, discusses: [] })
    world.wake[1]?.()
    await done
    expect([world.asked, world.membersAsked]).toEqual([2, 1])
  })
})

describe('latest', () => {
  it('keeps a list that did not come the next time', async () => {
    const world = namingWorld()
    const groups = [{ handle: handle(90, 'group'), name: '羽毛球', remark: null }]
    world.directory = () => Promise.resolve({ friends: [], groups, discusses: [] })
    await world.naming.lists(LOGIN, world.stop.signal)
    world.directory = () => Promise.resolve({ friends: [friendRow(5, '阿强')], discusses: [] })
    await world.naming.lists(LOGIN, world.stop.signal)
    expect(world.naming.latest(LOGIN)).toMatchObject({ friends: [{ nick: '阿强' }], groups, discusses: [] })
    expect(world.naming.latest({ ...LOGIN, epoch: 'login-2' })).toBeNull()
  })
})
