import { describe, expect, it, vi } from 'vitest'
import { BackendError } from '../../../lib/backend.ts'
import { MINUTE } from '../../../lib/time.ts'
import { companionWorld, friendRow, handle, LOGIN, memberRow } from './world.ts'

const never = new AbortController().signal

/** 5 and 6 are friends; `asked` are those whose profile was asked for. */
async function withFriends() {
  const world = await companionWorld()
  await world.befriend(friendRow(5, '阿强'), friendRow(6, 'Lily'))
  const asked: number[] = []
  world.profile = async ({ number }) => {
    asked.push(number)
    return { nick: null, profile: { city: '深圳' } }
  }
  const [a, b] = [(await world.contactOf(5))!, (await world.contactOf(6))!]
  return { world, asked, a, b, freshen: (contact: string) => world.companion.freshen(contact, 10 * MINUTE, never) }
}

describe('freshen', () => {
  it('asks for details that are not there, and not again while they are young', async () => {
    const { world, asked, a, freshen } = await withFriends()
    expect(await freshen(a)).toEqual({ kind: 'fresh' })
    expect(await world.archive.contact(a)).toMatchObject({ profile: { city: '深圳' }, detailsAt: world.now })
    world.now += 10 * MINUTE - 1
    expect(await freshen(a)).toEqual({ kind: 'cached' })
    world.now += 1
    expect(await freshen(a)).toEqual({ kind: 'fresh' })
    expect(asked).toEqual([5, 5])
  })

  it('knows the age after the background has died, and asks anew when the clock was set back', async () => {
    const { world, asked, a, freshen } = await withFriends()
    await freshen(a)
    expect(await world.again().freshen(a, MINUTE, never)).toEqual({ kind: 'cached' })
    world.now -= MINUTE
    expect(await freshen(a)).toEqual({ kind: 'fresh' })
    expect(asked).toEqual([5, 5])
  })

  it('does not ask for members of a group that came with the login', async () => {
    const world = await companionWorld()
    const groups = [{ handle: handle(90, 'group'), name: '羽毛球', remark: null }]
    world.directory = async () => ({ friends: [], groups, discusses: [] })
    world.members = async () => ({ name: null, notice: null, createdAt: null, members: [memberRow(5, '阿强')] })
    await world.companion.cameUp(world.stop.signal)
    const group = (await world.contactOf(90, 'group'))!
    expect(await world.companion.freshen(group, MINUTE, never)).toEqual({ kind: 'cached' })
    world.now += MINUTE
    expect(await world.companion.freshen(group, MINUTE, never)).toEqual({ kind: 'fresh' })
    expect(world.asked).toHaveLength(2)
  })

  it('asks about one after the other, and about the same only once', async () => {
    const { world, a, b, freshen } = await withFriends()
    let open = 0
    let most = 0
    let calls = 0
    const slow = async <T>(answer: T): Promise<T> => {
      calls++
      most = Math.max(most, ++open)
      await new Promise((resolve) => setTimeout(resolve))
      open--
      return answer
    }
    world.profile = () => slow({ nick: null, profile: {} })
    world.avatar = () => slow(null)
    world.states = () => slow([])
    world.now += 2 * MINUTE
    const outcomes = await Promise.all([freshen(a), freshen(b), freshen(a)])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['fresh', 'fresh', 'cached'])
    // Two profiles, two pictures, and who is online.
    await vi.waitFor(() => expect(calls).toBe(5))
    expect(most).toBe(1)
  })

  it('does not ask again within a minute where that failed, unless the user wants it or another login is up', async () => {
    const { world, asked, a, b, freshen } = await withFriends()
    world.profile = ({ number }) => {
      asked.push(number)
      return Promise.reject(new BackendError('refused', 'no'))
    }
    const failed = { kind: 'failed', why: 'refused' }
    expect(await freshen(a)).toEqual(failed)
    expect(await freshen(b)).toEqual(failed)
    expect(await freshen(a)).toEqual(failed)
    expect(asked).toEqual([5, 6])
    expect(await world.companion.refresh(a, never)).toEqual(failed)
    world.now += MINUTE
    expect(await freshen(a)).toEqual(failed)
    expect(asked).toEqual([5, 6, 5, 5])
    world.login = { ...LOGIN, epoch: 'login-2' }
    expect(await freshen(a)).toEqual({ kind: 'failed', why: 'not-recognised' })
    world.login = null
    expect(await freshen(a)).toEqual({ kind: 'failed', why: 'logged-out' })
  })

  it('does not ask for somebody who looks elsewhere by then, and does not hold that against the contact', async () => {
    const { world, asked, a, b, freshen } = await withFriends()
    const gone = new AbortController()
    const first = freshen(a)
    const second = world.companion.freshen(b, MINUTE, gone.signal)
    gone.abort()
    expect((await Promise.all([first, second])).map(({ kind }) => kind)).toEqual(['fresh', 'failed'])
    expect(asked).toEqual([5])
    expect(await freshen(b)).toEqual({ kind: 'fresh' })
  })

  it('does not hold it against the contact either when the question is on its way by then', async () => {
    const { world, a, freshen } = await withFriends()
    const { profile } = world
    const gone = new AbortController()
    world.profile = () => {
      gone.abort()
      return Promise.reject(new BackendError('network', 'given up'))
    }
    expect(await world.companion.freshen(a, MINUTE, gone.signal)).toEqual({ kind: 'failed', why: 'offline' })
    world.profile = profile
    expect(await freshen(a)).toEqual({ kind: 'fresh' })
  })
})
