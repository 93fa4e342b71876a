import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import frozen from '../../fixtures/archive/version-3.json' with { type: 'json' }
import newer from '../../fixtures/archive/version-4.json' with { type: 'json' }
import { layoutIn, layoutOf, restoreFrozen } from './frozen.ts'
import { freshName, NOON, scannedKeys, timelineKeys } from './samples.ts'

const REVISION = '0f343b0931126a20f133d67c2b018a3b'

describe('a database of version 3', () => {
  it('opens today, and everything that is new in it is read', async () => {
    const name = freshName()
    await restoreFrozen(name, frozen)
    const archive = await openArchive(name)

    expect(await scannedKeys(archive, { conversation: 'contact-anna' })).toEqual([['in/1', 'out/1']])
    expect(await timelineKeys(archive, { account: '10001' })).toEqual([['in/1', 'out/1', 'in/2']])
    const decision = await archive.decision('in/1')
    expect(decision).toMatchObject({ given: { ruleSet: REVISION, category: '同学', previousAt: NOON - 3_600_000 } })
    expect(await archive.ruleSet('10001', REVISION)).toMatchObject({ rules: [{ id: 'rule-1' }] })
    expect(await archive.snapshotBefore('10001', decision!.at)).toMatchObject({ state: { version: 3 } })
    expect(await archive.lastHeard([{ conversation: 'contact-anna', author: 'contact-anna' }])).toEqual([NOON])
    archive.close()
  })

  it('gets the layout of version 4, and no message of it is moved', async () => {
    const name = freshName()
    await restoreFrozen(name, frozen)
    const archive = await openArchive(name)
    expect(await archive.seal()).toBe(false)
    expect(await archive.message('in/1')).toMatchObject({ raw: { poll_type: 'message' } })
    archive.close()
    expect(await layoutOf(name)).toEqual(layoutIn(newer))
  })
})
