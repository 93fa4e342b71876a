import { describe, expect, it, vi } from 'vitest'
import { BackendError } from '../../../lib/backend.ts'
import type { Handle } from '../../../lib/chat/handle.ts'
import { DAY } from '../../../lib/time.ts'
import { companionWorld, friendRow, handle } from './world.ts'

const picture = (name: string) => `data:image/jpeg;base64,${btoa(name)}`

/** A world with one friend, whose picture is asked for with fresh details. */
async function withFriend() {
  const world = await companionWorld()
  await world.befriend(friendRow(5, '阿强'))
  const contact = (await world.contactOf(5))!
  const asked = vi.fn<(of: Handle) => Promise<string | null>>(async () => picture('first'))
  world.avatar = asked
  return {
    world,
    contact,
    asked,
    kept: () => world.archive.avatar(contact),
    refresh: () => world.companion.refresh(contact, world.stop.signal),
  }
}

describe('the picture of a contact', () => {
  it('comes with fresh details and is kept in the archive', async () => {
    const { world, contact, asked, kept, refresh } = await withFriend()
    expect(await refresh()).toEqual({ kind: 'fresh' })
    await vi.waitFor(async () => expect(await kept()).toEqual({ contact, image: picture('first'), at: world.now }))
    expect(asked.mock.calls[0]?.[0]).toEqual(handle(5))
  })

  it('is not asked for again within seven days, then it is', async () => {
    const { world, asked, kept, refresh } = await withFriend()
    await refresh()
    await vi.waitFor(async () => expect(await kept()).toBeDefined())
    asked.mockImplementation(async () => picture('second'))
    world.now += 7 * DAY - 1
    // Who is online is asked last.
    const states = vi.fn<() => Promise<never[]>>(async () => [])
    world.states = states
    await refresh()
    await vi.waitFor(() => expect(states).toHaveBeenCalledOnce())
    expect(asked).toHaveBeenCalledOnce()
    world.now += 1
    await refresh()
    await vi.waitFor(async () => expect(await kept()).toMatchObject({ image: picture('second'), at: world.now }))
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['fails', () => Promise.reject(new BackendError('network', 'no answer'))],
    ['is not there', () => Promise.resolve(null)],
  ])('leaves the old one, and details that are fresh, when it %s', async (_how, answer) => {
    const { world, asked, kept, refresh } = await withFriend()
    await refresh()
    await vi.waitFor(async () => expect(await kept()).toBeDefined())
    world.now += 8 * DAY
    asked.mockImplementation(answer)
    expect(await refresh()).toEqual({ kind: 'fresh' })
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2))
    await world.through()
    expect(await kept()).toMatchObject({ image: picture('first') })
    expect(world.troubles).toEqual([])
  })

  it('does not keep the details waiting', async () => {
    const { asked, refresh } = await withFriend()
    asked.mockImplementation(() => Promise.withResolvers<null>().promise)
    expect(await refresh()).toEqual({ kind: 'fresh' })
  })

  it('is not asked for when the details did not come', async () => {
    const { world, asked, refresh } = await withFriend()
    world.profile = () => Promise.reject(new BackendError('refused', 'no'))
    expect(await refresh()).toEqual({ kind: 'failed', why: 'refused' })
    await world.through()
    expect(asked).not.toHaveBeenCalled()
  })
})
