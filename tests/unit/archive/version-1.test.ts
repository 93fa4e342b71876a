import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import frozen from '../../fixtures/archive/version-1.json' with { type: 'json' }
import newer from '../../fixtures/archive/version-4.json' with { type: 'json' }
import { layoutIn, layoutOf, restoreFrozen } from './frozen.ts'
import { freshName, NOON, scannedKeys } from './samples.ts'

describe('a database of version 1', () => {
  it('opens today, and everything in it is read', async () => {
    const name = freshName()
    await restoreFrozen(name, frozen)
    const archive = await openArchive(name)

    expect(await archive.accounts()).toEqual(['10001'])
    expect(await archive.unsettled()).toMatchObject([{ id: 7, items: [{ poll_type: 'message' }] }])
    expect(await archive.conversations('10001')).toMatchObject([{ id: 'contact-anna', count: 2, lastText: '好的' }])
    expect(await scannedKeys(archive, { conversation: 'contact-anna' })).toEqual([['in/1', 'out/1']])
    expect(await archive.decisions({ account: '10001', limit: 9 })).toMatchObject([{ messageKey: 'in/1' }])
    expect(await archive.outbox(['uncertain'])).toMatchObject([{ id: 'reply-1', text: '好的' }])
    expect(await archive.contacts('10001')).toMatchObject([{ id: 'contact-anna', remark: '安娜' }])
    expect(await archive.handles('10001', 'login-2')).toMatchObject([{ contact: 'contact-anna-2' }])
    expect(await archive.aliases('10001')).toMatchObject([{ from: 'contact-anna-2', to: 'contact-anna' }])
    expect(await archive.oddments('10001')).toMatchObject([{ id: 'odd-1', kind: 'unknown-kind' }])
    expect(await archive.ruleState('10001')).toEqual({ version: 1 })
    archive.close()
  })

  it('takes what it had no room for, in the layout of version 4', async () => {
    const name = freshName()
    await restoreFrozen(name, frozen)
    const archive = await openArchive(name)
    expect(await archive.aparts('10001')).toEqual([])
    expect(await archive.avatar('contact-anna')).toBeUndefined()

    const picture = { contact: 'contact-anna', image: 'data:image/png;base64,AA==', at: NOON }
    const apart = { a: 'contact-anna', b: 'contact-bob', account: '10001', at: NOON }
    await archive.commit({ avatars: [picture], aparts: [apart] })
    expect(await archive.avatar('contact-anna')).toEqual(picture)
    expect(await archive.aparts('10001')).toEqual([apart])
    archive.close()
    expect(await layoutOf(name)).toEqual(layoutIn(newer))
  })
})
