import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import { queryGrams } from '../../../lib/search/grams.ts'
import frozen from '../../fixtures/archive/version-4.json' with { type: 'json' }
import { layoutIn, layoutOf, restoreFrozen } from './frozen.ts'
import { all, keysOf } from './model.ts'
import { freshName, NOON, scannedKeys } from './samples.ts'

describe('a database of version 4', () => {
  it('opens today, and everything that is new in it is read', async () => {
    const name = freshName()
    await restoreFrozen(name, frozen)
    const archive = await openArchive(name)

    // Three of them in a block, the last one hot.
    const keys = [0, 1, 2, 3].map((n) => `in/10001/login-1/f${n}`)
    expect(await scannedKeys(archive, { conversation: 'contact-ben' }, 3)).toEqual([keys.slice(0, 3), keys.slice(3)])
    expect(await archive.message(keys[1]!)).toMatchObject({
      text: '明天[微笑]',
      segments: [
        { type: 'text', text: '明天' },
        { type: 'face', code: 14, name: '微笑' },
      ],
      arrival: 1,
      raw: { poll_type: 'message', value: { msg_id: 1 } },
    })
    expect(await archive.count({ conversation: 'contact-ben', from: NOON + 1, to: NOON + 180_000 })).toBe(2)
    expect(await archive.message('import/import-1/1')).toMatchObject({
      recalled: true,
      exportId: 'x1',
      raw: { line: 2 },
    })
    expect(await archive.imports()).toMatchObject([{ id: 'import-1', fileName: '聊天记录.txt', added: 2 }])
    expect(await archive.watches('10001')).toMatchObject([{ id: 'watch-1', by: 'background', ended: null }])
    expect(await archive.damage()).toEqual([])
    const found = await all(pagesOf(archive.candidates({ grams: ['第2'], wants: (text) => text.includes('第2') })))
    expect(keysOf(found)).toEqual([keys[2]])
    const grams = queryGrams('明天')
    expect(keysOf(await all(pagesOf(archive.candidates({ grams, wants: (text) => text.includes('明天') }))))).toEqual([
      keys[1],
    ])
    await archive.undoImport('import-1')
    expect(await archive.contacts('0')).toEqual([])
    archive.close()
  })

  it('has the layout that a new one of the same version gets', async () => {
    const name = freshName()
    const archive = await openArchive(name)
    archive.close()
    expect(await layoutOf(name)).toEqual(layoutIn(frozen))
  })
})

async function* pagesOf<Item>(candidates: AsyncIterable<{ messages: Item[] }>): AsyncGenerator<Item[]> {
  for await (const { messages } of candidates) yield messages
}
