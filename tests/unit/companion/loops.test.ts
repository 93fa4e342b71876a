import { describe, expect, it, vi } from 'vitest'
import { readRuleState, rememberMute } from '../../../lib/rules/state.ts'
import { MINUTE, SECOND } from '../../../lib/time.ts'
import { companionWorld, friendRow, fromFriend, LOGIN } from './world.ts'
import type { World } from './world.ts'

const at = (world: World) => ({ time: Math.floor(world.now / SECOND) })
const stateOf = async (world: World) => readRuleState(await world.archive.ruleState(LOGIN.account))

/** A machine that answers everything at once, until the rules leave it alone. */
async function talking(): Promise<{ world: World; contact: string }> {
  const world = await companionWorld()
  await world.befriend(friendRow(5, '阿强'), friendRow(6, 'Lily'))
  for (let turn = 0; turn < 6; turn++) {
    await world.receive(fromFriend(5, `在吗${turn}`, at(world)))
    await world.through()
    await vi.waitFor(async () => expect(await world.archive.outbox(['pending', 'sending'])).toEqual([]))
    world.now += 8 * SECOND
  }
  return { world, contact: (await world.contactOf(5))! }
}

describe('the loop breaker', () => {
  it('lets three replies out in a row, and tells in which chat it holds', async () => {
    const { world, contact } = await talking()
    expect(world.sent).toHaveLength(3)
    expect(world.loops.get(LOGIN.account)).toMatchObject([{ conversation: contact }])
    await world.receive(fromFriend(6, '在吗', at(world)))
    await vi.waitFor(() => expect(world.sent).toHaveLength(4))
  })

  it('is told of again after a death', async () => {
    const { world, contact } = await talking()
    world.loops.clear()
    world.lastLogin = LOGIN
    await world.again().recover()
    expect(world.loops.get(LOGIN.account)).toMatchObject([{ conversation: contact }])
  })

  it('lets go when the user says so, also while nobody is logged in, and counts anew', async () => {
    const { world, contact } = await talking()
    world.login = null
    await world.companion.resumeChat(contact)
    expect(world.loops.get(LOGIN.account)).toEqual([])
    expect((await stateOf(world)).loops).toEqual([])
    world.login = LOGIN
    await world.receive(fromFriend(5, '在吗，又是我', at(world)))
    await vi.waitFor(() => expect(world.sent).toHaveLength(4))
  })

  it('lets go by itself', async () => {
    const { world } = await talking()
    world.now += 30 * MINUTE
    await world.receive(fromFriend(5, '在吗，半小时后', at(world)))
    await vi.waitFor(() => expect(world.sent).toHaveLength(4))
    await world.through()
    expect(world.loops.get(LOGIN.account)).toEqual([])
  })

  it('has nothing to let go of in a chat that nobody knows', async () => {
    const { world, contact } = await talking()
    await world.companion.resumeChat('nobody')
    await world.companion.resumeChat((await world.contactOf(6))!)
    expect(world.loops.get(LOGIN.account)).toMatchObject([{ conversation: contact }])
  })
})

describe('a reply that waits', () => {
  /** One that waits under the id of a contact, and the companion over it. */
  async function waiting() {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    world.policy = { delayMs: 4_000 }
    world.parts.sleep = (_ms, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
    const companion = world.again()
    await companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
    await vi.waitFor(async () => expect(await world.archive.outbox(['pending'])).toHaveLength(1))
    return { world, companion, contact: (await world.contactOf(5))! }
  }

  it.each([
    [
      'loop',
      async (world: World, conversation: string) => ({
        ...(await stateOf(world)),
        loops: [{ conversation, until: world.now + MINUTE }],
      }),
    ],
    ['muted', async (world: World, conversation: string) => rememberMute(await stateOf(world), conversation, null)],
  ])('is dropped when its chat is left alone meanwhile: %s', async (reason, after) => {
    const { world, companion, contact } = await waiting()
    await world.archive.commit({ ruleState: { account: LOGIN.account, state: await after(world, contact) } })
    companion.wakeOutbox()
    await vi.waitFor(() => expect(world.ended).toMatchObject([{ state: 'dropped', reason }]))
    expect(world.sent).toEqual([])
  })

  it('is dropped when replies have stopped by themselves', async () => {
    const { world, companion } = await waiting()
    world.switches = { ...world.switches, stopped: 'refused-sends' }
    companion.wakeOutbox()
    await vi.waitFor(() => expect(world.ended).toMatchObject([{ state: 'dropped', reason: 'refused-sends' }]))
  })

  it('goes out when what held the chat is over', async () => {
    const { world, companion, contact } = await waiting()
    const state = rememberMute(await stateOf(world), contact, world.now - 1)
    await world.archive.commit({ ruleState: { account: LOGIN.account, state } })
    world.now += MINUTE
    companion.wakeOutbox()
    await vi.waitFor(() => expect(world.ended).toMatchObject([{ state: 'sent' }]))
  })
})
