import { describe, expect, it, vi } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import { ArchiveError } from '../../../lib/archive/port.ts'
import { rule } from '../rules/examples.ts'
import { companionWorld, friendRow, fromFriend, handle, LOGIN, NOON } from './world.ts'
import type { World } from './world.ts'

const full = () => Promise.reject(new ArchiveError('full', 'disk full'))

/** A world with the friend 5, whose next unit of work with messages is refused by a full disk. */
async function worldWithFullDisk() {
  const world = await companionWorld()
  await world.befriend(friendRow(5, '阿强'))
  const commit = vi.spyOn(world.archive, 'commit').mockImplementationOnce(full)
  return { world, commit }
}

const inbound = async (world: World) => (await world.messages()).filter(({ direction }) => direction === 'in')

describe('receive', () => {
  it('has the items on disk, unread, when it resolves', async () => {
    const world = await companionWorld()
    const item = fromFriend(5, '在吗')
    const unsettled = vi.spyOn(world.archive, 'unsettled').mockResolvedValue([])
    await world.companion.receive(LOGIN, [item], NOON)
    unsettled.mockRestore()
    const kept = { account: '10001', epoch: 'login-1', receivedAt: world.now, serverAt: NOON, items: [item] }
    expect(await world.archive.unsettled()).toMatchObject([kept])
  })

  it('rejects when the journal cannot be written, so that the caller keeps the items', async () => {
    const world = await companionWorld()
    vi.spyOn(world.archive, 'journal').mockImplementationOnce(full)
    await expect(world.receive(fromFriend(5, '在吗'))).rejects.toThrow(ArchiveError)
  })

  it('leaves the entry in the journal when the unit of work fails, tells, and reads it once later', async () => {
    const { world } = await worldWithFullDisk()
    await world.receive(fromFriend(6, '你好'))
    await world.through()
    expect(await world.messages()).toEqual([])
    expect(await world.archive.unsettled()).toHaveLength(1)
    expect(world.troubles).toEqual([{ code: 'storage-full', detail: '' }])

    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.ended).toHaveLength(1))
    expect((await inbound(world)).map(({ text }) => text)).toEqual(['你好', '在吗'])
    expect(await world.archive.unsettled()).toEqual([])
    expect(world.sent).toHaveLength(1)
  })

  it('reads it again with people read anew, and says nothing, when everything was wiped in between', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    await world.receive(fromFriend(5, '从前'))
    await world.through()
    const before = await world.contactOf(5)
    const page = await openArchive(world.name)
    await page.wipe()
    page.close()
    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(async () => expect((await inbound(world)).map(({ text }) => text)).toEqual(['在吗']))
    const [message] = await inbound(world)
    expect(message!.author).not.toBe(before)
    expect(await world.archive.contact(message!.author!)).toMatchObject({ id: message!.author })
    expect(await world.archive.unsettled()).toEqual([])
    expect(world.troubles).toEqual([])
  })

  it('forgets people whose contacts could not be written, so that no message points at nobody', async () => {
    const { world } = await worldWithFullDisk()
    await world.receive(fromFriend(6, '你好'))
    await world.through()
    await world.receive(fromFriend(6, '你好吗'))
    await world.through()
    const [first, second] = await world.messages()
    expect(first?.author).toBe(await world.contactOf(6))
    expect(second?.author).toBe(first?.author)
    expect(await world.archive.contact(first!.author!)).toMatchObject({ id: first!.author })
  })

  it('calls a reply uncertain whose end could not be written down, as soon as storage works again', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    const { send } = world.parts.backend
    const { commit } = world.archive
    let isFull = false
    world.archive.commit = (batch) => (isFull ? full() : commit(batch))
    world.parts.backend.send = (...given) => {
      isFull = true
      return send(...given)
    }
    const companion = world.again()
    await companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
    await vi.waitFor(() => expect(world.troubles).toHaveLength(1))
    expect(await world.archive.outbox(['sending'])).toHaveLength(1)
    isFull = false
    companion.wakeOutbox()
    await vi.waitFor(async () => expect(await world.archive.outbox(['uncertain'])).toHaveLength(1))
    expect(world.sent).toHaveLength(1)
    expect((await world.messages()).map(({ direction }) => direction)).toEqual(['in', 'out'])
  })

  it('tries again what storage refused when the alarm rings, without waiting for the next message', async () => {
    const { world } = await worldWithFullDisk()
    await world.receive(fromFriend(5, '在吗'))
    await world.through()
    world.companion.wakeOutbox()
    await vi.waitFor(() => expect(world.ended).toHaveLength(1))
    expect(await inbound(world)).toHaveLength(1)
  })

  it('sets an entry aside that our own code cannot digest, and goes on with the next', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    const poison = fromFriend(5, '毒')
    const known = vi.spyOn(world.archive, 'known').mockRejectedValueOnce(new TypeError('our mistake'))
    await world.receive(poison)
    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.ended).toHaveLength(1))
    expect(known).toHaveBeenCalledTimes(2)
    expect(await inbound(world)).toMatchObject([{ text: '在吗' }])
    expect(await world.oddments()).toMatchObject([{ kind: 'unreadable', raw: poison }])
    expect(world.troubles).toEqual([{ code: 'internal', detail: 'our mistake' }])
    expect(await world.archive.unsettled()).toEqual([])
  })

  it.each(['ruleSet', 'switches'] as const)(
    'archives the message and answers nothing when the settings cannot be read (%s)',
    async (part) => {
      const world = await companionWorld()
      await world.befriend(friendRow(5, '阿强'))
      Object.assign(world.parts, { [part]: () => Promise.reject(new Error('storage is damaged')) })
      const companion = world.again()
      await companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
      await companion.rulesChanged()
      expect(await world.messages()).toMatchObject([{ text: '在吗' }])
      expect(await world.oddments()).toEqual([])
      expect(world.sent).toEqual([])
      expect(world.troubles).toMatchObject([{ code: 'storage-failed' }])
    },
  )

  it('sends the reply although the counts of today cannot be written', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    world.parts.decided = () => Promise.reject(new Error('storage is damaged'))
    const companion = world.again()
    await companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
    await vi.waitFor(() => expect(world.sent).toHaveLength(1))
  })

  it('uses the rules as they are when the message is read, under the ids that stand for their contacts now', async () => {
    const before = await companionWorld()
    await before.befriend(friendRow(5, '阿强', '强哥'))
    const contact = (await before.contactOf(5))!

    const world = await companionWorld({ name: before.name, rules: [rule({ who: { contacts: [contact] } })] })
    world.login = { ...LOGIN, epoch: 'login-2' }
    // He writes before the list has come: a provisional contact, which the list then merges into the old one.
    await world.receive(fromFriend(77, '你好'))
    await world.through()
    expect(world.sleeping).toEqual({ r1: [contact] })
    await world.befriend(friendRow(77, '阿强', '强哥', 'login-2'))
    expect(world.sleeping).toEqual({})
    await world.receive(fromFriend(77, '在吗'))
    await vi.waitFor(() => expect(world.sent).toMatchObject([{ to: handle(77, 'person', 'login-2') }]))
    expect(await world.archive.conversations()).toMatchObject([{ id: contact, count: 3 }])
  })

  it('knows a rule for a contact that has been merged into another since', async () => {
    const before = await companionWorld()
    await before.befriend(friendRow(5, '阿强', '强哥'))
    const world = await companionWorld({ name: before.name })
    world.login = { ...LOGIN, epoch: 'login-2' }
    await world.receive(fromFriend(77, '你好'))
    await world.through()
    world.rules = [rule({ who: { contacts: [(await world.contactOf(77, 'person', 'login-2'))!] } })]
    await world.befriend(friendRow(77, '阿强', '强哥', 'login-2'))
    await world.receive(fromFriend(77, '在吗'))
    await vi.waitFor(() => expect(world.sent).toHaveLength(1))
  })

  it('never answers B by the rule for A when a login gives B the number that A had', async () => {
    const before = await companionWorld()
    await before.befriend(friendRow(5, '阿强', '强哥'), friendRow(6, 'Lily', '莉莉'))
    await before.receive(fromFriend(5, '我是阿强'))
    await before.through()
    const a = (await before.contactOf(5))!

    const world = await companionWorld({ name: before.name, rules: [rule({ who: { contacts: [a] } })] })
    world.login = { ...LOGIN, epoch: 'login-2' }
    await world.befriend(friendRow(6, '阿强', '强哥', 'login-2'), friendRow(5, 'Lily', '莉莉', 'login-2'))
    await world.receive(fromFriend(5, '在吗'), fromFriend(6, '在吗'))
    await vi.waitFor(() => expect(world.sent).toHaveLength(1))
    expect(world.sent).toMatchObject([{ to: handle(6, 'person', 'login-2') }])
    const [lily] = await world.archive.decisions({ limit: 5, conversation: (await before.contactOf(6))! })
    expect(lily).toMatchObject({ outcome: { kind: 'none', why: 'no-rule-matched' } })
    const texts = []
    for await (const page of world.archive.scan({ conversation: a })) texts.push(...page.map(({ text }) => text))
    expect(texts).toEqual(['我是阿强', '在吗', '稍后回复'])
  })
})

describe('recover', () => {
  it('settles what a death left behind, never sends it again, and reads the journal', async () => {
    const before = await companionWorld()
    await before.befriend(friendRow(5, '阿强'))
    before.login = null
    await before.receive(fromFriend(5, '在吗'))
    await vi.waitFor(async () => expect(await before.archive.outbox(['pending'])).toHaveLength(1))
    const [row] = await before.archive.outbox(['pending'])
    await before.archive.commit({
      transitions: [{ id: row!.id, from: ['pending'], change: { state: 'sending', stateAt: before.now } }],
    })
    const { account, epoch } = LOGIN
    const items = [fromFriend(5, '还在吗')]
    await before.archive.journal({ account, epoch, receivedAt: before.now, serverAt: before.now, items })

    const world = await companionWorld({ name: before.name, rules: [] })
    await world.companion.recover()
    expect(await world.archive.outbox(['uncertain'])).toMatchObject([{ id: row!.id }])
    expect(world.ended).toMatchObject([{ id: row!.id, state: 'uncertain' }])
    expect((await inbound(world)).map(({ text }) => text)).toEqual(['在吗', '还在吗'])
    await world.befriend()
    await world.through()
    expect(world.sent).toEqual([])
  })
})

describe('a page that reports before anybody has recovered', () => {
  it('is read behind what an earlier life has left in the journal', async () => {
    const world = await companionWorld({ rules: [] })
    const { account, epoch } = LOGIN
    await world.archive.journal({ account, epoch, receivedAt: world.now, serverAt: null, items: [fromFriend(5, '早')] })
    await world.receive(fromFriend(5, '晚'))
    await vi.waitFor(() => expect(world.decided).toHaveLength(2))
    expect(world.decided.flatMap(({ messages }) => messages.map(({ text }) => text))).toEqual(['早', '晚'])
  })

  it('has its reply sent, and not called uncertain while it is on its way', async () => {
    const world = await companionWorld()
    await world.befriend(friendRow(5, '阿强'))
    const answer = Promise.withResolvers<void>()
    const { send } = world.parts.backend
    world.parts.backend.send = async (...given) => {
      await answer.promise
      return send(...given)
    }
    const companion = world.again()
    await companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now, 'page')
    await vi.waitFor(async () => expect(await world.archive.outbox(['sending'])).toHaveLength(1))
    await companion.recover()
    answer.resolve()
    await vi.waitFor(() => expect(world.ended).toMatchObject([{ state: 'sent' }]))
    expect(await world.archive.outbox(['uncertain'])).toEqual([])
  })
})

describe('wakeOutbox', () => {
  it('ends the wait of a reply at once when it may not go any more', async () => {
    const world = await companionWorld()
    world.policy = { delayMs: 20_000 }
    await world.befriend(friendRow(5, '阿强'))
    // A real wait: only being woken ends it.
    const asleep = Promise.withResolvers<void>()
    world.parts.sleep = (_ms, signal) => {
      asleep.resolve()
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
    }
    const companion = world.again()
    await companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
    await asleep.promise
    world.switches = { ...world.switches, autoReply: false }
    companion.wakeOutbox()
    await vi.waitFor(() => expect(world.ended).toMatchObject([{ state: 'dropped', reason: 'switched-off' }]))
  })
})

describe('wakeOutbox, called while the outbox is looking', () => {
  it('has it look again before it waits', async () => {
    const world = await companionWorld()
    world.policy = { delayMs: 20_000 }
    await world.befriend(friendRow(5, '阿强'))
    let looks = 0
    world.parts.switches = async () => {
      const { switches } = world
      // The first look is for the message, the second for the reply.
      if (++looks === 2) {
        world.switches = { ...world.switches, autoReply: false }
        companion.wakeOutbox()
      }
      return switches
    }
    world.parts.sleep = (_ms, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
    const companion = world.again()
    await companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
    await vi.waitFor(() => expect(world.ended).toMatchObject([{ state: 'dropped', reason: 'switched-off' }]))
  })
})
