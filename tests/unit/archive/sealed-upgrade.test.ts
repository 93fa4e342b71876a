import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import version1 from '../../fixtures/archive/version-1.json' with { type: 'json' }
import version2 from '../../fixtures/archive/version-2.json' with { type: 'json' }
import version3 from '../../fixtures/archive/version-3.json' with { type: 'json' }
import { restoreFrozen } from './frozen.ts'
import { all, sealAll, SMALL } from './model.ts'
import { rowsIn } from './rows.ts'
import { freshName } from './samples.ts'

it.each([version1, version2, version3])(
  'seals every message of an older archive as it was: version $version',
  async (frozen) => {
    const name = freshName()
    await restoreFrozen(name, frozen)
    const archive = await openArchive(name, { ...SMALL, leastSealed: 1, hotMessages: 0 })
    const before = await rowsIn(name, 'messages')
    const lists = async () =>
      [await archive.conversations(), await all(archive.timeline({ account: '10001' }))] as const
    const [conversations, timeline] = await lists()
    expect(before.length).toBeGreaterThan(0)
    expect(await sealAll(archive)).toBeGreaterThan(0)
    expect(await rowsIn(name, 'messages')).toEqual([])
    for (const row of before) expect(await archive.message(String(row.key))).toEqual(row)
    expect(await lists()).toEqual([conversations, timeline.map((one) => ({ ...one, raw: null }))])
    archive.close()
  },
)
