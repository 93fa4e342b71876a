import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { alias, contact, decision, entry, freshName, message, NOON, oddment, outboxRow } from './samples.ts'

let archive: Archive
beforeEach(async () => {
  archive = await openArchive(freshName())
})
afterEach(() => archive.close())

describe('journal', () => {
  it('gives entries rising ids and hands them back oldest first until they are settled', async () => {
    const first = await archive.journal(entry({ items: ['one'] }))
    const second = await archive.journal(entry({ items: ['two'], serverAt: null }))
    expect(second.id).toBeGreaterThan(first.id)
    expect(await archive.unsettled()).toEqual([first, second])

    await archive.commit({ settled: [first.id] })
    expect(await archive.unsettled()).toEqual([second])
  })

  it('never gives an id twice, although the entry of the first is gone', async () => {
    const first = await archive.journal(entry())
    await archive.commit({ settled: [first.id] })
    expect((await archive.journal(entry())).id).toBeGreaterThan(first.id)
  })
})

describe('known', () => {
  it('names the keys that are stored', async () => {
    await archive.commit({ messages: [message('m1'), message('m2')] })
    expect(await archive.known(['m1', 'm3', 'm2', 'm1'])).toEqual(new Set(['m1', 'm2']))
    expect(await archive.known([])).toEqual(new Set())
  })
})

describe('accounts, contacts, handles, oddments, ruleState', () => {
  it('are kept apart by account', async () => {
    const handle = { account: '20002', epoch: 'login-9', kind: 'person', number: 42 } as const
    await archive.commit({ contacts: [contact('anna')], oddments: [oddment('x1')] })
    await archive.commit({
      contacts: [contact('bob', { account: '20002' })],
      handles: [
        { handle, contact: 'bob', evidence: 'none', at: NOON },
        { handle: { ...handle, epoch: 'login-10' }, contact: 'bob', evidence: 'number', at: NOON },
      ],
      ruleState: { account: '20002', state: 7 },
    })

    expect(await archive.accounts()).toEqual(['10001', '20002'])
    expect(await archive.contacts('10001')).toEqual([contact('anna')])
    expect(await archive.contacts('20002')).toMatchObject([{ id: 'bob' }])
    expect(await archive.oddments('10001')).toEqual([oddment('x1')])
    expect(await archive.oddments('20002')).toEqual([])
    expect(await archive.ruleState('10001')).toBeUndefined()
  })

  it('finds the handles of one login, not of one whose name begins the same', async () => {
    const row = (epoch: string) => ({
      handle: { account: '1', epoch, kind: 'group', number: 5 } as const,
      contact: 'g',
      evidence: 'none' as const,
      at: NOON,
    })
    await archive.commit({ handles: [row('login-1'), row('login-10')] })
    expect(await archive.handles('1', 'login-1')).toEqual([row('login-1')])
    expect(await archive.handles('1', 'login-2')).toEqual([])
  })

  it('knows nothing of what is not there', async () => {
    expect(await archive.contact('nobody')).toBeUndefined()
    expect(await archive.message('none')).toBeUndefined()
    expect(await archive.outboxRow('none')).toBeUndefined()
    expect(await archive.accounts()).toEqual([])
  })
})

describe('outbox', () => {
  it('gives the rows of the states asked for, oldest first', async () => {
    await archive.commit({
      outbox: [
        outboxRow('late', { createdAt: NOON + 2 }),
        outboxRow('sending', { createdAt: NOON + 1, state: 'sending' }),
        outboxRow('early'),
        outboxRow('done', { state: 'sent' }),
      ],
    })
    const rows = await archive.outbox(['pending', 'sending'])
    expect(rows.map((row) => row.id)).toEqual(['early', 'sending', 'late'])
    expect(await archive.outbox([])).toEqual([])
  })

  it('gives only rows whose state changed at or after a time, when asked to', async () => {
    await archive.commit({
      outbox: [
        outboxRow('before', { state: 'sent', stateAt: NOON - 1 }),
        outboxRow('later', { state: 'sent', stateAt: NOON + 1, createdAt: NOON - 9 }),
        outboxRow('at', { state: 'sent', stateAt: NOON }),
      ],
    })
    expect((await archive.outbox(['sent', 'pending'], NOON)).map((row) => row.id)).toEqual(['later', 'at'])
  })
})

describe('decisions', () => {
  it('are newest first and at most as many as asked for', async () => {
    const keys = ['a', 'b', 'c', 'd']
    await archive.commit({ decisions: keys.map((key, index) => decision(key, { at: NOON + index })) })
    const found = await archive.decisions({ limit: 2 })
    expect(found.map((row) => row.messageKey)).toEqual(['d', 'c'])
    expect(await archive.decisions({ limit: 0 })).toEqual([])
  })

  it('can be asked for by account, by time and by conversation with what was merged into it', async () => {
    await archive.commit({
      decisions: [
        decision('old', { at: NOON - 1 }),
        decision('mine', { at: NOON }),
        decision('other account', { at: NOON, account: '20002', conversation: 'carl' }),
        decision('before the merge', { at: NOON + 1, conversation: 'anna-2' }),
      ],
      aliases: [alias('anna-2', 'anna')],
    })
    const keys = async (query: Parameters<Archive['decisions']>[0]) =>
      (await archive.decisions(query)).map((row) => row.messageKey)

    expect(await keys({ account: '20002', limit: 9 })).toEqual(['other account'])
    expect(await keys({ account: '10001', since: NOON, limit: 9 })).toEqual(['before the merge', 'mine'])
    expect(await keys({ since: NOON, limit: 1 })).toEqual(['before the merge'])
    expect(await keys({ conversation: 'anna', limit: 9 })).toEqual(['before the merge', 'mine', 'old'])
    expect(await keys({ conversation: 'anna', limit: 2 })).toEqual(['before the merge', 'mine'])
    expect(await keys({ conversation: 'anna', account: '20002', limit: 9 })).toEqual([])
  })
})

describe('conversations', () => {
  it('are newest first, of one account or of all', async () => {
    await archive.commit({
      messages: [
        message('m1'),
        message('m2', { conversation: 'bob', sentAt: NOON + 1000, direction: 'out' }),
        message('m3', { conversation: 'carl', account: '20002', sentAt: NOON + 2000 }),
      ],
    })
    expect((await archive.conversations()).map((row) => row.id)).toEqual(['carl', 'bob', 'anna'])
    expect(await archive.conversations('10001')).toEqual([
      {
        id: 'bob',
        account: '10001',
        kind: 'friend',
        lastAt: NOON + 1000,
        lastText: 'text of m2',
        lastDirection: 'out',
        count: 1,
      },
      {
        id: 'anna',
        account: '10001',
        kind: 'friend',
        lastAt: NOON,
        lastText: 'text of m1',
        lastDirection: 'in',
        count: 1,
      },
    ])
  })

  it('appear once under the canonical id after a merge, whichever of them is newer', async () => {
    await archive.commit({
      messages: [message('m1', { conversation: 'new' }), message('m2', { conversation: 'old', sentAt: NOON + 1 })],
    })
    await archive.commit({ aliases: [alias('new', 'old')] })
    expect(await archive.conversations()).toMatchObject([{ id: 'old', count: 2, lastText: 'text of m2' }])
    await archive.commit({ messages: [message('m3', { conversation: 'new', sentAt: NOON + 2 })] })
    expect(await archive.conversations()).toMatchObject([{ id: 'old', count: 3, lastText: 'text of m3' }])
  })
})

describe('aliases', () => {
  it('belong to the account of their contacts', async () => {
    await archive.commit({
      contacts: [contact('anna'), contact('bob', { account: '20002' })],
      aliases: [alias('anna-2', 'anna'), alias('bob', 'bob-2')],
    })
    expect(await archive.aliases('10001')).toEqual([alias('anna-2', 'anna')])
    expect(await archive.aliases('20002')).toEqual([alias('bob', 'bob-2')])
  })
})
