import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import frozen from '../../fixtures/archive/version-2.json' with { type: 'json' }
import { layoutIn, layoutOf, restoreFrozen } from './frozen.ts'
import { freshName, scannedKeys } from './samples.ts'

describe('a database of version 2', () => {
  it('opens today, and everything in it is read', async () => {
    const name = freshName()
    await restoreFrozen(name, frozen)
    const archive = await openArchive(name)

    expect(await archive.accounts()).toEqual(['10001'])
    expect(await archive.unsettled()).toMatchObject([{ id: 7, items: [{ poll_type: 'message' }] }])
    expect(await archive.conversations('10001')).toMatchObject([
      { id: 'contact-club', count: 1 },
      { id: 'contact-anna', count: 2, lastText: '好的' },
    ])
    expect(await scannedKeys(archive, { conversation: 'contact-anna' })).toEqual([['in/1', 'out/1']])
    expect(await archive.message('in/2')).toMatchObject({ segments: [{ type: 'notice', what: 'group-joined' }] })
    expect(await archive.decisions({ account: '10001', limit: 9 })).toMatchObject([{ messageKey: 'in/1' }])
    expect(await archive.outbox(['uncertain'])).toMatchObject([{ id: 'reply-1', text: '好的' }])
    expect(await archive.contact('contact-anna')).toMatchObject({ remark: '安娜', profile: { zodiac: 11, level: 28 } })
    expect(await archive.contacts('10001')).toHaveLength(3)
    expect(await archive.handles('10001', 'login-2')).toMatchObject([
      { contact: 'contact-club-2', evidence: 'founding' },
      { contact: 'contact-anna-2', evidence: 'remark' },
    ])
    expect(await archive.aliases('10001')).toMatchObject([
      { from: 'contact-anna-2', why: 'same-remark' },
      { from: 'contact-club-2', to: 'contact-club', why: 'same-founding' },
    ])
    expect(await archive.aparts('10001')).toMatchObject([{ a: 'contact-anna', b: 'contact-anna-twin' }])
    expect(await archive.avatar('contact-anna')).toMatchObject({ image: expect.stringMatching(/^data:image\/gif;/u) })
    expect(await archive.oddments('10001')).toMatchObject([{ id: 'odd-1', kind: 'unknown-kind' }])
    expect(await archive.ruleState('10001')).toEqual({ version: 1 })
    archive.close()
  })

  it('has the layout that a new one of the same version gets', async () => {
    const name = freshName()
    const archive = await openArchive(name)
    archive.close()
    expect(await layoutOf(name)).toEqual(layoutIn(frozen))
  })
})
