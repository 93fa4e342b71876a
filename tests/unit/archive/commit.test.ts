import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive, Batch } from '../../../lib/archive/port.ts'
import {
  alias,
  apart,
  avatar,
  contact,
  decision,
  entry,
  freshName,
  message,
  NOON,
  oddment,
  outboxRow,
  scannedKeys,
} from './samples.ts'

let archive: Archive
beforeEach(async () => {
  archive = await openArchive(freshName())
})
afterEach(() => archive.close())

describe('commit', () => {
  it('writes message, decision, rule state and outbox row together and settles the journal entry', async () => {
    const { id } = await archive.journal(entry())
    await archive.commit({
      messages: [message('m1')],
      decisions: [decision('m1')],
      ruleState: { account: '10001', state: { counts: [1, 2] } },
      outbox: [outboxRow('o1')],
      settled: [id],
    })

    expect(await archive.message('m1')).toEqual(message('m1'))
    expect(await archive.decisions({ limit: 9 })).toEqual([decision('m1')])
    expect(await archive.ruleState('10001')).toEqual({ counts: [1, 2] })
    expect(await archive.outbox(['pending'])).toEqual([outboxRow('o1')])
    expect(await archive.unsettled()).toEqual([])
  })

  it('changes nothing when the same unit of work comes again', async () => {
    const batch: Batch = {
      messages: [message('m1'), message('m2', { sentAt: NOON + 1000 })],
      oddments: [oddment('x1')],
      decisions: [decision('m1')],
      outbox: [outboxRow('o1')],
    }
    await archive.commit(batch)
    await archive.commit({ transitions: [{ id: 'o1', from: ['pending'], change: { state: 'sending' } }] })
    await archive.commit({
      messages: [message('m1', { text: 'another text' }), message('m2', { sentAt: NOON + 1000 })],
      oddments: [oddment('x1', { kind: 'echo' })],
      decisions: [decision('m1', { at: NOON + 5 })],
      outbox: [outboxRow('o1')],
    })

    expect(await archive.message('m1')).toEqual(message('m1'))
    expect(await archive.oddments('10001')).toEqual([oddment('x1')])
    expect(await archive.decisions({ limit: 9 })).toEqual([decision('m1')])
    expect(await archive.outboxRow('o1')).toMatchObject({ state: 'sending' })
    expect(await archive.conversations()).toMatchObject([{ id: 'anna', count: 2, lastText: 'text of m2' }])
  })

  it('says of a conversation when the last thing in it is a notice', async () => {
    const notice = { type: 'notice', what: 'shake', facts: {} } as const
    await archive.commit({ messages: [message('m1'), message('m2', { order: 1, segments: [notice] })] })
    expect(await archive.conversations()).toMatchObject([{ count: 2, lastNotice: notice }])
    await archive.commit({ messages: [message('m3', { order: 2 })] })
    expect((await archive.conversations())[0]).not.toHaveProperty('lastNotice')
  })

  it('takes the first of two messages with one key in one batch', async () => {
    await archive.commit({ messages: [message('m1'), message('m1', { text: 'second' })] })
    expect(await scannedKeys(archive, { conversation: 'anna' })).toEqual([['m1']])
    expect(await archive.conversations()).toMatchObject([{ count: 1, lastText: 'text of m1' }])
  })

  it('keeps nothing of a batch that the engine refuses in part', async () => {
    const { id } = await archive.journal(entry())
    const unstorable = message('m2', { raw: () => 'a function cannot be stored' })
    await expect(archive.commit({ messages: [message('m1'), unstorable], settled: [id] })).rejects.toMatchObject({
      name: 'ArchiveError',
      why: 'failed',
    })
    expect(await archive.message('m1')).toBeUndefined()
    expect(await archive.conversations()).toEqual([])
    expect(await archive.unsettled()).toHaveLength(1)
  })

  it('replaces contacts, handles and rule state by the newest word', async () => {
    const handle = { account: '10001', epoch: 'login-1', kind: 'person', number: 42 } as const
    await archive.commit({
      contacts: [contact('anna')],
      handles: [{ handle, contact: 'anna', evidence: 'none', at: NOON }],
      ruleState: { account: '10001', state: 1 },
    })
    await archive.commit({
      contacts: [contact('anna', { remark: 'Annie' })],
      handles: [{ handle, contact: 'anna', evidence: 'remark', at: NOON + 1 }],
      ruleState: { account: '10001', state: 2 },
    })
    expect(await archive.contact('anna')).toMatchObject({ remark: 'Annie' })
    expect(await archive.handles('10001', 'login-1')).toMatchObject([{ evidence: 'remark' }])
    expect(await archive.ruleState('10001')).toBe(2)
  })

  it('accepts an empty batch', async () => {
    expect(await archive.commit({})).toEqual({ applied: [] })
    expect(await archive.commit({ messages: [], outbox: [], settled: [] })).toEqual({ applied: [] })
  })

  it('counts a late message without making it the last one', async () => {
    await archive.commit({ messages: [message('new', { sentAt: NOON + 5000 })] })
    await archive.commit({ messages: [message('old', { sentAt: NOON })] })
    expect(await archive.conversations()).toMatchObject([{ count: 2, lastAt: NOON + 5000, lastText: 'text of new' }])
  })

  it('shows the higher order as the last message of one second', async () => {
    await archive.commit({ messages: [message('b', { order: 1 }), message('a', { order: 0 })] })
    expect(await archive.conversations()).toMatchObject([{ lastText: 'text of b' }])
  })
})

describe('a merge that is taken back', () => {
  beforeEach(async () => {
    await archive.commit({
      contacts: [contact('anna'), contact('anna-2')],
      messages: [message('m1', { conversation: 'anna' }), message('m2', { conversation: 'anna-2', sentAt: NOON + 1 })],
      aliases: [alias('anna-2', 'anna')],
    })
  })

  it('splits the conversation again, with nothing lost on either side', async () => {
    expect(await archive.conversations()).toMatchObject([{ id: 'anna', count: 2 }])
    await archive.commit({ aliasesGone: ['anna-2'] })
    expect(await archive.aliases('10001')).toEqual([])
    expect(await archive.conversations()).toMatchObject([
      { id: 'anna-2', count: 1, lastText: 'text of m2' },
      { id: 'anna', count: 1, lastText: 'text of m1' },
    ])
    expect(await scannedKeys(archive, { conversation: 'anna' })).toEqual([['m1']])
    expect(await scannedKeys(archive, { conversation: 'anna-2' })).toEqual([['m2']])
  })

  it('may give way to another in the same unit of work', async () => {
    await archive.commit({ aliasesGone: ['anna-2'], aliases: [alias('anna-2', 'bob')] })
    expect(await archive.conversations()).toMatchObject([{ id: 'bob' }, { id: 'anna' }])
  })

  it('changes nothing when it was not there, or comes twice', async () => {
    await archive.commit({ aliasesGone: ['nobody'] })
    await archive.commit({ aliasesGone: ['anna-2'] })
    await archive.commit({ aliasesGone: ['anna-2'] })
    expect(await archive.conversations()).toHaveLength(2)
  })
})

describe('pairs that are kept apart', () => {
  it('are kept by account, and can be given up', async () => {
    await archive.commit({ aparts: [apart('anna', 'bob'), apart('anna', 'carl'), apart('dora', 'eve', '20002')] })
    await archive.commit({ aparts: [apart('anna', 'bob')] })
    expect(await archive.aparts('10001')).toEqual([apart('anna', 'bob'), apart('anna', 'carl')])

    await archive.commit({ apartsGone: [{ a: 'anna', b: 'bob' }] })
    expect(await archive.aparts('10001')).toEqual([apart('anna', 'carl')])
    expect(await archive.aparts('20002')).toEqual([apart('dora', 'eve', '20002')])
  })
})

describe('pictures', () => {
  it('are replaced by newer ones, one for each contact', async () => {
    await archive.commit({ avatars: [avatar('anna'), avatar('bob')] })
    await archive.commit({ avatars: [avatar('anna', { image: 'data:image/gif;base64,BB==', at: NOON + 1 })] })
    expect(await archive.avatar('anna')).toEqual(avatar('anna', { image: 'data:image/gif;base64,BB==', at: NOON + 1 }))
    expect(await archive.avatar('bob')).toEqual(avatar('bob'))
    expect(await archive.avatar('carl')).toBeUndefined()
  })
})

describe('transitions', () => {
  it('apply only from the states they name', async () => {
    await archive.commit({ outbox: [outboxRow('o1'), outboxRow('o2', { state: 'dropped' })] })
    const change = { state: 'sending', stateAt: NOON + 10 } as const
    const { applied } = await archive.commit({
      transitions: [
        { id: 'o1', from: ['pending'], change },
        { id: 'o2', from: ['pending'], change },
        { id: 'nobody', from: ['pending'], change },
      ],
    })
    expect(applied).toEqual(['o1'])
    expect(await archive.outboxRow('o1')).toEqual(outboxRow('o1', change))
    expect(await archive.outboxRow('o2')).toMatchObject({ state: 'dropped', stateAt: NOON })
  })

  it('let only the first of two senders have a row', async () => {
    await archive.commit({ outbox: [outboxRow('o1')] })
    const claim: Batch = { transitions: [{ id: 'o1', from: ['pending'], change: { state: 'sending' } }] }
    const claims = await Promise.all([archive.commit(claim), archive.commit(claim)])
    expect(claims.map(({ applied }) => applied)).toEqual([['o1'], []])
  })

  it('see a row that the same batch brings', async () => {
    const { applied } = await archive.commit({
      outbox: [outboxRow('o1')],
      transitions: [{ id: 'o1', from: ['pending'], change: { state: 'dropped', reason: 'stale' } }],
    })
    expect(applied).toEqual(['o1'])
    expect(await archive.outboxRow('o1')).toMatchObject({ state: 'dropped', reason: 'stale' })
  })
})
