import { describe, expect, it } from 'vitest'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { OutboxRow } from '../../../lib/chat/outbox-row.ts'
import { ON } from '../rules/examples.ts'
import { LOGIN, NOON, outboxWorld, row } from './world.ts'

const full = () => Promise.reject(new ArchiveError('full', 'disk full'))

describe('dispatch', () => {
  it('sends what is due, once, and writes it into the conversation by the clock of the server', async () => {
    const world = await outboxWorld([row('o1')])
    world.login = { ...LOGIN, clockOffset: 2_000 }
    await world.run()
    await world.run()
    expect(world.sent).toEqual([{ id: 'o1', at: NOON }])
    expect(await world.row('o1')).toMatchObject({ state: 'sent', code: null, reason: null })
    expect(await world.archive.message('out/o1')).toMatchObject({
      direction: 'out',
      author: null,
      conversation: 'anna',
      text: '稍后',
      sentAt: NOON + 2_000,
      outboxId: 'o1',
    })
    expect(world.ended).toMatchObject([{ id: 'o1', state: 'sent' }])
  })

  it('has the row in `sending` on disk, and the time of the send, before the request starts', async () => {
    const world = await outboxWorld([row('o1')])
    const before: unknown[] = []
    world.duringSend = async () => void before.push(await world.state('o1'), world.lastSends[LOGIN.account])
    await world.run()
    expect(before).toEqual(['sending', NOON])
  })

  it('keeps three seconds between two requests, the earliest due first', async () => {
    const world = await outboxWorld([row('late', { notBefore: NOON + 2 }), row('early', { notBefore: NOON + 1 })])
    await world.run()
    expect(world.sent).toEqual([
      { id: 'early', at: NOON + 1 },
      { id: 'late', at: NOON + 3_001 },
    ])
  })

  it('keeps them across a death of the worker', async () => {
    const world = await outboxWorld([row('o1')])
    world.lastSends[LOGIN.account] = NOON - 1_000
    await world.run()
    expect(world.sent).toEqual([{ id: 'o1', at: NOON + 2_000 }])
  })

  it('does not wait for an hour when the clock was set back by one', async () => {
    const world = await outboxWorld([row('o1')])
    world.lastSends[LOGIN.account] = NOON + 3_600_000
    await world.run()
    expect(world.sent).toEqual([{ id: 'o1', at: NOON + 3_000 }])
  })

  it.each<[OutboxRow['reason'], (world: Awaited<ReturnType<typeof outboxWorld>>) => void]>([
    ['switched-off', (world) => (world.switches = { ...ON, autoReply: false })],
    ['paused', (world) => (world.switches = { ...ON, pausedUntil: NOON + 60_000 })],
    ['refused-sends', (world) => (world.switches = { ...ON, stopped: 'refused-sends' })],
    ['takeover', (world) => world.holds.set('anna', 'takeover')],
    ['loop', (world) => world.holds.set('anna', 'loop')],
    ['muted', (world) => world.holds.set('anna', 'muted')],
    ['user-removed-rule', (world) => world.standing.clear()],
    ['stale', (world) => (world.now = NOON + 90_001)],
    ['stale', (world) => (world.login = { ...LOGIN, clockOffset: 90_001 })],
    ['other-login', (world) => (world.login = { ...LOGIN, epoch: 'login-2' })],
    ['other-login', (world) => (world.login = { ...LOGIN, account: '10002' })],
  ])('drops what may not go any more, with the reason: %s', async (reason, happens) => {
    const world = await outboxWorld([row('o1')])
    happens(world)
    await world.run()
    expect(world.sent).toEqual([])
    expect(await world.row('o1')).toMatchObject({ state: 'dropped', reason, stateAt: world.now })
    expect(world.ended).toMatchObject([{ id: 'o1', state: 'dropped', reason }])
    expect(await world.archive.message('out/o1')).toBeUndefined()
  })

  it('looks at the switches again after it has waited', async () => {
    const world = await outboxWorld([row('o1', { notBefore: NOON + 5_000 })])
    await world.run({
      async sleep(ms) {
        world.now += ms
        world.switches = { ...ON, autoReply: false }
      },
    })
    expect(world.sent).toEqual([])
    expect(await world.row('o1')).toMatchObject({ state: 'dropped', reason: 'switched-off' })
  })

  it('drops a reply to a conversation that the user takes over while it waits, and no other', async () => {
    const world = await outboxWorld([
      row('o1', { notBefore: NOON + 5_000 }),
      row('o2', { conversation: 'ben', notBefore: NOON + 5_000 }),
    ])
    await world.run({
      async sleep(ms) {
        world.now += ms
        world.holds.set('anna', 'takeover')
      },
    })
    expect(await world.row('o1')).toMatchObject({ state: 'dropped', reason: 'takeover' })
    expect(world.sent).toMatchObject([{ id: 'o2' }])
  })

  it('drops a waiting reply at once, not when it would have been due', async () => {
    const world = await outboxWorld([row('o1', { notBefore: NOON + 60_000 })])
    world.switches = { ...ON, autoReply: false }
    await world.run()
    expect(world.sleeps).toEqual([])
    expect(await world.state('o1')).toBe('dropped')
  })

  it('sends after a pause that is over', async () => {
    const world = await outboxWorld([row('o1')])
    world.switches = { ...ON, pausedUntil: NOON }
    await world.run()
    expect(await world.state('o1')).toBe('sent')
  })

  it('leaves rows waiting while nobody is logged in, and drops each when it grows stale', async () => {
    const world = await outboxWorld([row('old', { answers: { key: 'm', sentAt: NOON - 80_000 } }), row('young')])
    world.login = null
    await world.run()
    expect(world.sleeps).toEqual([10_001, 80_000])
    expect(await world.row('old')).toMatchObject({ state: 'dropped', reason: 'stale', stateAt: NOON + 10_001 })
    expect(await world.row('young')).toMatchObject({ state: 'dropped', reason: 'stale', stateAt: NOON + 90_001 })
    expect(world.sent).toEqual([])
  })

  it('sends what waited for a login as soon as one is there', async () => {
    const world = await outboxWorld([row('o1')])
    world.login = null
    await world.run({
      async sleep() {
        world.login = LOGIN
      },
    })
    expect(await world.state('o1')).toBe('sent')
  })

  it('keeps the code of a refusal, and writes no message', async () => {
    const world = await outboxWorld([row('o1')], [{ kind: 'refused', code: 100001 }])
    await world.run()
    expect(await world.row('o1')).toMatchObject({ state: 'refused', reason: 'refused-by-server', code: 100001 })
    expect(await world.archive.message('out/o1')).toBeUndefined()
    expect(world.ended).toMatchObject([{ state: 'refused', code: 100001 }])
  })

  it('keeps the pace of each account by itself', async () => {
    const world = await outboxWorld([row('o1', { target: { ...row('x').target, account: '10002' } })])
    world.lastSends = { [LOGIN.account]: NOON - 1_000, '10002': NOON - 2_000 }
    world.login = { ...LOGIN, account: '10002' }
    await world.run()
    expect(world.sent).toEqual([{ id: 'o1', at: NOON + 1_000 }])
    expect(world.lastSends).toEqual({ [LOGIN.account]: NOON - 1_000, '10002': NOON + 1_000 })
  })

  it('never sends an uncertain reply again', async () => {
    const world = await outboxWorld([row('o1')], [{ kind: 'uncertain', code: 1202 }])
    await world.run()
    world.now += 10_000
    await world.run()
    await world.settle()
    await world.run()
    expect(world.sent).toHaveLength(1)
    expect(await world.row('o1')).toMatchObject({ state: 'uncertain', code: 1202 })
    expect(await world.archive.message('out/o1')).toMatchObject({ outboxId: 'o1' })
  })

  it('takes an echo that came before the reply to the send as proof', async () => {
    const world = await outboxWorld([row('o1')], [{ kind: 'uncertain', code: null }])
    world.duringSend = async ({ id }) => {
      await world.archive.commit({ transitions: [{ id, from: ['sending'], change: { echoedAt: NOON } }] })
    }
    await world.run()
    expect(await world.row('o1')).toMatchObject({ state: 'sent', echoedAt: NOON })
    expect(world.ended).toMatchObject([{ id: 'o1', state: 'sent' }])
  })

  it('does not send what somebody else has taken meanwhile', async () => {
    const world = await outboxWorld([row('o1')])
    await world.run({
      async switches() {
        await world.archive.commit({ transitions: [{ id: 'o1', from: ['pending'], change: { state: 'dropped' } }] })
        return ON
      },
    })
    expect(world.sent).toEqual([])
  })

  it('stops at an abort and leaves the rest waiting', async () => {
    const world = await outboxWorld([row('o1'), row('o2', { notBefore: NOON + 1 })])
    world.duringSend = async () => world.stop.abort()
    await world.run()
    expect(await Promise.all([world.state('o1'), world.state('o2')])).toEqual(['sent', 'pending'])
  })

  it('sends nothing when `sending` cannot be written, and the row is as it was', async () => {
    const world = await outboxWorld([row('o1')])
    await expect(world.run({ write: full })).rejects.toThrow(ArchiveError)
    expect(world.sent).toEqual([])
    expect(await world.state('o1')).toBe('pending')
  })

  it('does not send again when the outcome could not be written', async () => {
    const world = await outboxWorld([row('o1')])
    const { commit } = world.archive
    const failAfterSend = (batch: Parameters<typeof commit>[0]) => (world.sent.length > 0 ? full() : commit(batch))
    await expect(world.run({ write: failAfterSend })).rejects.toThrow(ArchiveError)
    world.now += 10_000
    await world.run()
    expect(world.sent).toHaveLength(1)
    expect(await world.state('o1')).toBe('sending')
    await world.settle()
    expect(await world.state('o1')).toBe('uncertain')
  })
})

describe('a reply to a handle that nobody has', () => {
  const unknown = { kind: 'unknown-target', code: 100001 } as const
  const fresh = { ...row('x').target, number: 55 }

  it('is sent once more, under another handle of the same contact, at the pace of all replies', async () => {
    const world = await outboxWorld([row('o1')], [unknown, { kind: 'sent' }])
    world.retarget = async () => fresh
    await world.run()
    expect(world.targets).toEqual([5, 55])
    expect(world.sent).toEqual([
      { id: 'o1', at: NOON },
      { id: 'o1', at: NOON + 3_000 },
    ])
    expect(await world.row('o1')).toMatchObject({ state: 'sent', target: fresh, code: null })
    expect(world.ended).toMatchObject([{ state: 'sent' }])
  })

  it('is refused when the second handle is unknown too', async () => {
    const world = await outboxWorld([row('o1')], [unknown, unknown, unknown])
    world.retarget = async () => fresh
    await world.run()
    expect(world.targets).toEqual([5, 55])
    expect(await world.row('o1')).toMatchObject({ state: 'refused', reason: 'refused-by-server', code: 100001 })
    expect(world.ended).toMatchObject([{ state: 'refused', code: 100001 }])
  })

  it('is refused when the lists know no other handle', async () => {
    const world = await outboxWorld([row('o1')], [unknown])
    await world.run()
    expect(world.targets).toEqual([5])
    expect(await world.row('o1')).toMatchObject({ state: 'refused', reason: 'refused-by-server', code: 100001 })
    expect(world.ended).toMatchObject([{ id: 'o1', state: 'refused', code: 100001 }])
  })

  it('waits on disk while the lists are asked, so that a death makes it neither uncertain nor sent twice', async () => {
    const world = await outboxWorld([row('o1')], [unknown, unknown])
    world.retarget = () => Promise.reject(new ArchiveError('failed', 'the worker died here'))
    await expect(world.run()).rejects.toThrow(ArchiveError)
    await world.settle()
    expect(await world.row('o1')).toMatchObject({ state: 'pending', isRetargeted: true })
    world.retarget = async () => fresh
    await world.run()
    expect(world.targets).toEqual([5, 5])
    expect(await world.state('o1')).toBe('refused')
  })

  it('is looked at again by every guard before its second try', async () => {
    const world = await outboxWorld([row('o1')], [unknown, { kind: 'sent' }])
    world.retarget = async () => {
      world.switches = { ...ON, autoReply: false }
      return fresh
    }
    await world.run()
    expect(world.targets).toEqual([5])
    expect(await world.row('o1')).toMatchObject({ state: 'dropped', reason: 'switched-off' })
  })

  it.each([{ kind: 'uncertain', code: 1202 }, { kind: 'refused', code: 108 }, { kind: 'sent' }] as const)(
    'is the only kind that is tried again: not %j',
    async (outcome) => {
      const world = await outboxWorld([row('o1')], [outcome, { kind: 'sent' }])
      world.retarget = async () => fresh
      await world.run()
      expect(world.targets).toEqual([5])
    },
  )
})

describe('a reply to somebody who is in no list', () => {
  const toStranger = (id: string, change: Partial<OutboxRow> = {}) => row(id, { isToStranger: true, ...change })

  it('goes out once the service has said who that is', async () => {
    const world = await outboxWorld([toStranger('o1')])
    const asked: string[] = []
    world.whoIs = async ({ id }) => {
      asked.push(id)
      return 'somebody'
    }
    await world.run()
    expect(world.sent).toEqual([{ id: 'o1', at: NOON }])
    expect(asked.length).toBeGreaterThan(0)
  })

  it('is dropped when that is nobody, and the others go on', async () => {
    const world = await outboxWorld([toStranger('o1'), row('o2', { notBefore: NOON + 1 })])
    world.whoIs = async () => 'nobody'
    await world.run()
    expect(world.sent).toEqual([{ id: 'o2', at: NOON + 1 }])
    expect(await world.row('o1')).toMatchObject({ state: 'dropped', reason: 'unknown-sender' })
    expect(world.ended).toContainEqual(expect.objectContaining({ id: 'o1', reason: 'unknown-sender' }))
  })

  it('is asked about while the delay runs', async () => {
    const world = await outboxWorld([toStranger('o1', { notBefore: NOON + 2_000 })])
    const asked: number[] = []
    world.whoIs = async () => {
      asked.push(world.now)
      return 'somebody'
    }
    await world.run()
    expect(asked[0]).toBe(NOON)
    expect(world.sent).toEqual([{ id: 'o1', at: NOON + 2_000 }])
  })

  it('waits while nobody can be asked, lets others go first, and keeps the order of its pieces', async () => {
    const reply = { answers: { key: 'in/stranger', sentAt: NOON } }
    const world = await outboxWorld([
      toStranger('o1', reply),
      toStranger('o2', { ...reply, notBefore: NOON + 1, isFollowUp: true }),
      row('o3', { notBefore: NOON + 2 }),
    ])
    world.whoIs = async () => (world.now < NOON + 9_000 ? 'not-yet' : 'somebody')
    await world.run()
    expect(world.sent.map(({ id }) => id)).toEqual(['o3', 'o1', 'o2'])
    expect(world.sent[1]!.at).toBeGreaterThanOrEqual(NOON + 9_000)
  })

  it('is dropped as stale when nobody could be asked for so long', async () => {
    const world = await outboxWorld([toStranger('o1')])
    world.whoIs = async () => 'not-yet'
    await world.run()
    expect(world.sent).toEqual([])
    expect(await world.row('o1')).toMatchObject({ state: 'dropped', reason: 'stale' })
  })

  it('is looked at again by every guard after the question', async () => {
    const world = await outboxWorld([toStranger('o1')])
    world.whoIs = async () => {
      world.switches = { ...ON, autoReply: false }
      return 'somebody'
    }
    await world.run()
    expect(await world.row('o1')).toMatchObject({ state: 'dropped', reason: 'switched-off' })
  })
})

describe('settleInterrupted', () => {
  it('calls what a death left in `sending` uncertain, writes it down and tells', async () => {
    const world = await outboxWorld([row('o1', { state: 'sending', stateAt: NOON - 5 }), row('o2')])
    await world.settle()
    expect(await world.row('o1')).toMatchObject({ state: 'uncertain', stateAt: NOON })
    expect(await world.archive.message('out/o1')).toMatchObject({ sentAt: NOON - 5 })
    expect(world.ended).toMatchObject([{ id: 'o1', state: 'uncertain' }])
    expect(await world.state('o2')).toBe('pending')
  })

  it('calls an uncertain one sent whose echo was there before the death', async () => {
    const uncertain = { state: 'uncertain' as const, stateAt: NOON }
    const world = await outboxWorld([row('a', { ...uncertain, echoedAt: NOON }), row('b', uncertain)])
    await world.settle()
    expect([await world.state('a'), await world.state('b')]).toEqual(['sent', 'uncertain'])
    expect(world.ended).toMatchObject([{ id: 'a', state: 'sent' }])
  })

  it('calls it sent when its echo has come', async () => {
    const world = await outboxWorld([row('o1', { state: 'sending', echoedAt: NOON })])
    await world.settle()
    expect(await world.state('o1')).toBe('sent')
  })
})
