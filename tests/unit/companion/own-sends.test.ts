import { describe, expect, it, vi } from 'vitest'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { SendOutcome } from '../../../lib/backend.ts'
import { readRuleState } from '../../../lib/rules/state.ts'
import { MINUTE } from '../../../lib/time.ts'
import { patternCondition, rule } from '../rules/examples.ts'
import { ended, userSending, userWrites } from './page-world.ts'
import { companionWorld, friendRow, fromFriend, handle, inGroup, LOGIN, NOON } from './world.ts'
import type { World } from './world.ts'

/** 5 and 6 are friends. */
async function pageWorld(given: Parameters<typeof companionWorld>[0] = {}) {
  const world = await companionWorld(given)
  await world.befriend(friendRow(5, '阿强'), friendRow(6, 'Lily'))
  return world
}

const at = (world: World) => ({ time: Math.floor(world.now / 1_000) })
const outcomes = async (world: World) => (await world.decisions()).map(({ outcome }) => outcome)
const echo = (world: World, text: string) => fromFriend(999, text, at(world))

describe('what the user sends on the page', () => {
  it('is archived as their own message, by the clock of the service', async () => {
    const world = await pageWorld({ rules: [] })
    world.login = { ...LOGIN, clockOffset: 2_000 }
    const sent = await userWrites(world, '马上到')
    expect(await world.messages()).toMatchObject([
      {
        conversation: await world.contactOf(5),
        kind: 'friend',
        direction: 'out',
        author: null,
        text: '马上到',
        sentAt: sent.at + 2_000,
        source: 'page',
        raw: sent.raw,
        outboxId: null,
      },
    ])
  })

  it('to a group or somebody nobody has named is archived all the same', async () => {
    const world = await pageWorld({ rules: [] })
    await userWrites(world, '大家好', handle(90, 'group'))
    world.now += 1_000
    await userWrites(world, '你好', handle(77))
    const ids = [await world.contactOf(90, 'group'), await world.contactOf(77)]
    expect(await world.messages()).toMatchObject([
      { text: '大家好', kind: 'group', conversation: ids[0] },
      { text: '你好', kind: 'friend', conversation: ids[1] },
    ])
  })

  it('changes nothing when it is told again, also by another life, nor when only its end is told', async () => {
    const world = await pageWorld({ rules: [] })
    const sent = await userWrites(world, '马上到')
    const before = [await world.messages(), await world.archive.ruleState(LOGIN.account)]
    world.now += 1_000
    const other = world.again()
    await other.userSends(LOGIN, sent)
    await other.userSent(LOGIN, sent)
    await other.userSent(LOGIN, sent)
    expect([await world.messages(), await world.archive.ruleState(LOGIN.account)]).toEqual(before)

    const alone = ended(userSending(world, '只有结果'))
    await other.userSent(LOGIN, alone)
    await other.userSent(LOGIN, alone)
    expect((await world.messages()).map(({ text }) => text)).toEqual(['马上到', '只有结果'])
  })

  it('in the same words, or under the same number to somebody else, is another message', async () => {
    const world = await pageWorld({ rules: [] })
    const first = await userWrites(world, '好')
    await userWrites(world, '好')
    await world.companion.userSent(LOGIN, { ...first, to: handle(6) })
    expect(await world.messages()).toHaveLength(3)
  })

  it.each<SendOutcome>([
    { kind: 'refused', code: 100_003 },
    { kind: 'unknown-target', code: 100_001 },
  ])('and the service refused ($kind) is kept beside the messages, not among them', async (outcome) => {
    const world = await pageWorld({ rules: [] })
    const sent = ended(userSending(world, '发不出'), outcome)
    await world.companion.userSends(LOGIN, sent)
    await world.companion.userSent(LOGIN, sent)
    await world.companion.userSent(LOGIN, sent)
    expect(await world.messages()).toEqual([])
    expect(await world.oddments()).toMatchObject([{ kind: 'not-sent', raw: sent.raw, at: world.now }])
  })

  it('is archived when nobody knows whether it arrived', async () => {
    const world = await pageWorld({ rules: [] })
    const sent = ended(userSending(world, '到了吗'), { kind: 'uncertain', code: 1202 })
    await world.companion.userSent(LOGIN, sent)
    expect(await world.messages()).toMatchObject([{ text: '到了吗', direction: 'out' }])
  })

  it('belongs to the login of its page, whoever is logged in here', async () => {
    const world = await pageWorld({ rules: [] })
    const to = { ...handle(5), account: '10002', epoch: 'login-of-another' }
    const sent = await userWrites(world, '换个号', to)
    expect(await world.archive.conversations('10002')).toMatchObject([{ lastText: '换个号' }])
    expect(await world.archive.handles('10002', 'login-of-another')).toMatchObject([{ handle: sent.to }])
    expect(await world.archive.ruleState(LOGIN.account)).not.toMatchObject({ takeovers: [{}] })
  })

  it('rejects when it cannot be written down, and is written when it is told again', async () => {
    const world = await pageWorld({ rules: [] })
    const sent = ended(userSending(world, '马上到', { to: handle(77) }))
    vi.spyOn(world.archive, 'commit').mockImplementationOnce(() =>
      Promise.reject(new ArchiveError('full', 'disk full')),
    )
    await expect(world.companion.userSent(LOGIN, sent)).rejects.toThrow(ArchiveError)
    await world.companion.userSent(LOGIN, sent)
    const [message] = await world.messages()
    expect(await world.archive.contact(message!.conversation)).toMatchObject({ kind: 'person' })
  })
})

describe('the echo of what the user sent on the page', () => {
  it('is no message of a stranger, and nobody is made of its sender', async () => {
    const world = await pageWorld()
    const sent = await userWrites(world, '在吗')
    await world.receive(echo(world, '在吗'))
    await world.through()
    const [own] = await world.messages()
    expect(await world.messages()).toMatchObject([{ direction: 'out' }])
    expect(await world.oddments()).toMatchObject([{ kind: 'echo', repeats: own!.key }])
    expect(await world.contactOf(999)).toBeUndefined()
    expect(await world.decisions()).toEqual([])
    expect(sent.number).toBeGreaterThan(0)
  })

  it('is known before the answer to the request is, and also by another life', async () => {
    const world = await pageWorld()
    const sending = userSending(world, '在吗')
    await world.companion.userSends(LOGIN, sending)
    const other = world.again()
    await other.receive(LOGIN, [echo(world, '在吗')], world.now, 'page')
    await other.userSent(LOGIN, ended(sending))
    expect(await world.messages()).toMatchObject([{ direction: 'out', text: '在吗' }])
    expect(await world.oddments()).toMatchObject([{ kind: 'echo' }])
  })

  it('proves that it was sent, whatever the answer said', async () => {
    const world = await pageWorld()
    const sending = userSending(world, '在吗')
    await world.companion.userSends(LOGIN, sending)
    await world.receive(echo(world, '在吗'))
    await world.companion.userSent(LOGIN, ended(sending, { kind: 'refused', code: 100_003 }))
    expect(await world.messages()).toMatchObject([{ direction: 'out', text: '在吗' }])
  })

  it('joins each send once, and a third copy is never answered', async () => {
    const world = await pageWorld()
    await userWrites(world, '在吗')
    await userWrites(world, '在吗', handle(6))
    for (let n = 0; n < 3; n++) await world.receive(echo(world, '在吗'))
    await world.through()
    const echoes = (await world.oddments()).map(({ repeats }) => repeats)
    const own = (await world.messages()).filter(({ direction }) => direction === 'out').map(({ key }) => key)
    expect(echoes.toSorted()).toEqual(own.toSorted())
    expect(await outcomes(world)).toEqual([{ kind: 'none', why: 'echo', ruleId: null }])
  })

  it('in a group counts only in the same group', async () => {
    const world = await pageWorld({ rules: [] })
    await userWrites(world, '大家好', handle(90, 'group'))
    const there = inGroup(999, '大家好', { from_uin: 91, group_code: 91, ...at(world) })
    await world.receive(there, inGroup(999, '大家好', at(world)))
    await world.through()
    expect(await world.oddments()).toMatchObject([{ kind: 'echo' }])
    expect((await world.messages()).map(({ direction }) => direction)).toEqual(['in', 'out'])
  })

  it('is not what comes minutes later, to another login, or of what was refused', async () => {
    const world = await pageWorld({ rules: [] })
    await userWrites(world, '一')
    world.now += 2 * MINUTE
    await world.receive(echo(world, '一'))
    await userWrites(world, '二')
    await world.companion.receive({ ...LOGIN, epoch: 'login-2' }, [echo(world, '二')], world.now)
    const refused = userSending(world, '三')
    await world.companion.userSends(LOGIN, refused)
    await world.companion.userSent(LOGIN, ended(refused, { kind: 'refused', code: null }))
    await world.receive(echo(world, '三'))
    await world.through()
    expect((await world.oddments()).filter(({ kind }) => kind === 'echo')).toEqual([])
  })
})

describe('an echo that waits in the journal while the clock is changed', () => {
  it.each([2 * 60 * MINUTE, -60 * MINUTE])('is known all the same, by %i ms', async (jump) => {
    const world = await pageWorld({ rules: [] })
    await world.companion.userSends(LOGIN, userSending(world, '马上到'))
    const entry = { account: LOGIN.account, epoch: LOGIN.epoch, receivedAt: world.now, serverAt: world.now }
    await world.archive.journal({ ...entry, items: [fromFriend(6, '早')] })
    await world.archive.journal({ ...entry, items: [fromFriend(999, '马上到')] })
    world.now += jump
    const other = world.again()
    await other.recover()
    expect(await world.oddments()).toMatchObject([{ kind: 'echo' }])
    expect((await world.messages()).map(({ text }) => text)).toEqual(['早'])
  })
})

describe('the takeover', () => {
  it('begins with the request of a send and lasts a quarter of an hour, in that conversation alone', async () => {
    const world = await pageWorld()
    await world.companion.userSends(LOGIN, userSending(world, '我来'))
    await world.receive(fromFriend(5, '在吗', at(world)), fromFriend(6, '在吗', at(world)))
    await vi.waitFor(() => expect(world.sent.map(({ to }) => to.number)).toEqual([6]))
    expect((await outcomes(world)).find(({ kind }) => kind === 'none')).toMatchObject({ why: 'takeover', ruleId: 'r1' })
    world.now += 15 * MINUTE
    await world.receive(fromFriend(5, '在吗', at(world)))
    await vi.waitFor(() => expect(world.sent.map(({ to }) => to.number)).toEqual([6, 5]))
  })

  it('drops the replies that wait there, as soon as the user sends or types', async () => {
    for (const take of ['send', 'type'] as const) {
      const world = await pageWorld()
      world.policy = { delayMs: 4_000 }
      world.parts.sleep = (_ms, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
      const companion = world.again()
      await companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
      await vi.waitFor(async () => expect(await world.archive.outbox(['pending'])).toHaveLength(1))
      if (take === 'send') await companion.userSends(LOGIN, userSending(world, '我来'))
      else await companion.typing((await world.contactOf(5))!)
      await vi.waitFor(() => expect(world.ended).toMatchObject([{ state: 'dropped', reason: 'takeover' }]))
      expect(world.sent).toEqual([])
    }
  })

  it('drops a reply that waits under the id of this login alone', async () => {
    const world = await companionWorld()
    world.login = { ...LOGIN, epoch: 'login-0' }
    await world.befriend(friendRow(45, '阿强', '强哥', 'login-0'))
    world.login = LOGIN
    await world.befriend(friendRow(5, '阿强', '强哥'))
    world.parts.sleep = (_ms, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
    world.policy = { delayMs: 4_000 }
    const companion = world.again()
    await companion.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
    await vi.waitFor(async () => expect(await world.archive.outbox(['pending'])).toHaveLength(1))
    const [row] = await world.archive.outbox(['pending'])
    const known = (await world.contactOf(45, 'person', 'login-0'))!
    expect(row!.conversation).not.toBe(known)
    await companion.typing(known)
    await vi.waitFor(() => expect(world.ended).toMatchObject([{ state: 'dropped', reason: 'takeover' }]))
  })

  it('outlives the background', async () => {
    const world = await pageWorld()
    await world.companion.typing((await world.contactOf(5))!)
    const other = world.again()
    await other.receive(LOGIN, [fromFriend(5, '在吗')], world.now)
    await other.rulesChanged()
    expect(await outcomes(world)).toMatchObject([{ why: 'takeover' }])
  })

  it('stays with somebody who turns out to be a contact from before', async () => {
    const before = await pageWorld()
    const world = await companionWorld({ name: before.name })
    world.login = { ...LOGIN, epoch: 'login-2' }
    const to = handle(45, 'person', 'login-2')
    await world.companion.userSends(to, userSending(world, '我来', { to }))
    const row = friendRow(45, '阿强', '强哥', 'login-2')
    const twin = (await before.contactOf(5))!
    world.directory = async () => ({ friends: [row], groups: [], discusses: [] })
    await world.companion.cameUp(world.stop.signal)
    await world.companion.who.join(twin, (await world.contactOf(45, 'person', 'login-2'))!)
    await world.receive(fromFriend(45, '在吗'))
    await world.through()
    expect((await outcomes(world))[0]).toMatchObject({ why: 'takeover' })
  })

  it('is never started by what rules send', async () => {
    const world = await pageWorld({ rules: [rule({ conditions: [patternCondition('^在吗')] })] })
    await world.receive(fromFriend(5, '在吗'))
    await vi.waitFor(() => expect(world.ended).toHaveLength(1))
    world.now += 6_000
    await world.receive(fromFriend(5, '在吗？'))
    await vi.waitFor(() => expect(world.ended).toHaveLength(2))
    expect(await world.archive.ruleState(LOGIN.account)).toMatchObject({ takeovers: [] })
  })

  it('is written at most every 20 s while the user types, and goes on with them', async () => {
    const world = await pageWorld()
    const contact = (await world.contactOf(5))!
    const commit = vi.spyOn(world.archive, 'commit')
    const since = async () => readRuleState(await world.archive.ruleState(LOGIN.account)).takeovers.map(({ at }) => at)
    await world.companion.typing(contact)
    world.now += 19_999
    await world.companion.typing(contact)
    expect(commit).toHaveBeenCalledTimes(1)
    expect(await since()).toEqual([NOON + 500])
    world.now += 1
    await world.companion.typing(contact)
    expect(await since()).toEqual([NOON + 20_500])
    world.now -= MINUTE
    await world.companion.typing(contact)
    expect(commit).toHaveBeenCalledTimes(3)
  })

  it('takes no notice of typing to nobody, or while nobody is logged in', async () => {
    const world = await pageWorld()
    const contact = (await world.contactOf(5))!
    const commit = vi.spyOn(world.archive, 'commit')
    await world.companion.typing('nobody')
    world.login = null
    await world.companion.typing(contact)
    expect(commit).not.toHaveBeenCalled()
  })
})
