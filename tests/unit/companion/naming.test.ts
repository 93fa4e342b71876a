import { describe, expect, it, vi } from 'vitest'
import { ArchiveError } from '../../../lib/archive/port.ts'
import { BackendError } from '../../../lib/backend.ts'
import type { Directory } from '../../../lib/backend.ts'
import { createNaming } from '../../../lib/companion/naming.ts'
import type { NamingParts } from '../../../lib/companion/naming.ts'
import { HOUR, MINUTE, SECOND } from '../../../lib/time.ts'
import { LOGIN, NOON } from './world.ts'

const empty: Directory = { friends: [], groups: [], discusses: [] }

/** Naming with a service that answers what `directory` says; waits end when the test says so. */
function namingWorld() {
  const stop = new AbortController()
  const world = {
    now: NOON,
    login: LOGIN as typeof LOGIN | null,
    asked: 0,
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
      members: () => Promise.reject(new BackendError('refused', 'no members here')),
      profile: () => Promise.reject(new BackendError('refused', 'no profiles here')),
      realNumbers: () => Promise.resolve([]),
    },
    // Nobody is linked here: what the desk makes of it is its own affair.
    atDesk: () => Promise.resolve([] as never),
    linked: () => Promise.resolve(),
    listed: () => void world.listed++,
    trouble: () => {},
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
})
