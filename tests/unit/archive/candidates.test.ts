import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { MockInstance } from 'vitest'
import type { BlockHead } from '../../../lib/archive/blocks/block.ts'
import { encodeBlock } from '../../../lib/archive/blocks/encode.ts'
import { BLOCK_STORES, putBodies, putHeads } from '../../../lib/archive/blocks/write-blocks.ts'
import { openConnection } from '../../../lib/archive/connection.ts'
import type { Connection } from '../../../lib/archive/connection.ts'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive, Candidates } from '../../../lib/archive/port.ts'
import type { StoreName } from '../../../lib/archive/schema.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { queryGrams, textGrams } from '../../../lib/search/grams.ts'
import { freshName, message, NOON } from './samples.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it('gives each hot message once, though few of many are wanted', async () => {
  const archive = await openArchive(freshName())
  const messages = Array.from({ length: 4_000 }, (_, n) =>
    message(`in/${String(n).padStart(4, '0')}`, { sentAt: NOON + n, text: n % 25 === 0 ? '爬山' : '别的' }),
  )
  await archive.commit({ messages })
  const pages: Candidates[] = []
  for await (const page of archive.candidates({ grams: ['爬山'], wants: (text) => text.includes('爬山') }))
    pages.push(page)
  const keys = pages.flatMap((page) => page.messages.map(({ key }) => key))
  const wanted = messages.filter(({ text }) => text === '爬山').map(({ key }) => key)
  expect(keys).toEqual(wanted.toReversed())
  expect(pages.length).toBeGreaterThan(1)
  archive.close()
})

it('comes to its end where more blocks lie side by side than a page asks', async () => {
  const name = freshName()
  const connection = await openConnection(name)
  const [other, wanted] = await Promise.all([
    encodeBlock('other', [message('in/other', { text: '别的' })], null),
    encodeBlock('wanted', [message('in/wanted', { text: '爬山', sentAt: NOON - 9 })], null),
  ])
  // All of them from long ago until now, and only their signatures are ever read.
  const heads = Array.from({ length: 4_200 }, (_, n): Omit<BlockHead, 'version'> => {
    const id = `b${String(n).padStart(4, '0')}`
    return { ...other.head, id, firstAt: NOON - 99, lastKey: id }
  })
  await connection.run('filling', 'readwrite', [...BLOCK_STORES, 'accounts'], async (writing) => {
    await putBodies(writing, [wanted])
    await putHeads(writing, [wanted.head, ...heads])
    await Promise.all(heads.map(({ id }) => writing.objectStore('blockSearch').put({ ...other.search, id })))
    await writing.objectStore('accounts').put({ account: '10001' })
  })
  connection.close()
  const archive = await openArchive(name)
  const found: string[] = []
  let pages = 0
  for await (const { messages } of archive.candidates({ grams: [...textGrams('爬山')] })) {
    found.push(...messages.map(({ key }) => key))
    if ((pages += 1) > 10) break
  }
  expect(found).toEqual(['in/wanted'])
  expect(pages).toBeLessThan(4)
  archive.close()
})

it('reads hardly more blocks of a rare word than it takes for the first fifty', async () => {
  const archive = await sealed(
    Array.from({ length: 120 }, (_, block) => [
      message(`in/${block}-0`, { sentAt: NOON + 10 * block, text: '别的' }),
      message(`in/${block}-1`, { sentAt: NOON + 10 * block + 1, text: '爬山' }),
    ]),
  )
  const { keys, pages, blocks } = await firstFifty(archive)
  expect(keys).toEqual(Array.from({ length: keys.length }, (_, nth) => `in/${119 - nth}-1`))
  expect(blocks).toBeLessThanOrEqual(60)
  expect(pages).toBeLessThanOrEqual(3)
  archive.close()
})

it('reads all blocks of a rare word at once when they are few', async () => {
  const archive = await sealed(
    Array.from({ length: 60 }, (_, block) => [
      message(`in/${block}`, { sentAt: NOON + block, text: block % 2 ? '爬山' : '别的' }),
    ]),
  )
  await archive.prepareSearch()
  const { keys, pages, blocks } = await firstFifty(archive)
  expect(keys).toEqual(Array.from({ length: 30 }, (_, nth) => `in/${59 - 2 * nth}`))
  expect({ pages, blocks }).toEqual({ pages: 1, blocks: 30 })
  archive.close()
})

it('reads no block of a common word that ends before the fiftieth', async () => {
  // Thirty conversations side by side: each has two of the newest sixty messages, and blocks enough behind them.
  const archive = await sealed(
    Array.from({ length: 30 }, (_, of) =>
      Array.from({ length: 5 }, (__, block) =>
        Array.from({ length: 2 }, (___, nth) =>
          message(`in/${of}-${block}-${nth}`, {
            conversation: `c${of}`,
            sentAt: NOON - 1_000 * block - 30 * nth - of,
            text: '爬山',
          }),
        ),
      ),
    ).flat(),
  )
  const { keys, blocks } = await firstFifty(archive)
  expect(keys.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, nth) => `in/${nth % 30}-0-${nth < 30 ? 0 : 1}`))
  expect(blocks).toBe(30)
  archive.close()
})

describe('preparing a search', () => {
  const blocks = Array.from({ length: 150 }, (_, nth) => [message(`in/${nth}`, { sentAt: NOON + nth, text: '别的' })])

  it('has all signatures at hand when it is done', async () => {
    const archive = await sealed(blocks)
    await archive.prepareSearch()
    const reading = vi.spyOn(IDBObjectStore.prototype, 'get')
    for await (const page of archive.candidates({ grams: queryGrams('爬山') })) expect(page.messages).toEqual([])
    expect(readsOf(reading, 'blockSearch')).toBe(0)
    archive.close()
  })

  it('ends when it is called off, and reads nothing any more', async () => {
    const archive = await sealed(blocks)
    const leaving = new AbortController()
    const reading = vi.spyOn(IDBObjectStore.prototype, 'get')
    reading.mockImplementationOnce(function (this: IDBObjectStore, key) {
      leaving.abort()
      return this.get(key)
    })
    await archive.prepareSearch(leaving.signal)
    expect(readsOf(reading, 'blockSearch')).toBeLessThan(blocks.length)
    archive.close()
  })

  it('passes over a signature that is lost: the texts are asked then', async () => {
    const archive = await sealed([[message('in/1', { text: '爬山' })]], async (connection) => {
      await connection.run('losing', 'readwrite', ['blockSearch'], (writing) =>
        writing.objectStore('blockSearch').clear(),
      )
    })
    await archive.prepareSearch()
    const { keys } = await firstFifty(archive)
    expect(keys).toEqual(['in/1'])
    archive.close()
  })
})

/** An archive with these blocks. */
async function sealed(
  blocks: readonly (readonly Message[])[],
  spoil: (connection: Connection) => Promise<void> = async () => {},
): Promise<Archive> {
  const name = freshName()
  const connection = await openConnection(name)
  const encoded = await Promise.all(blocks.map((messages, nth) => encodeBlock(`b${nth}`, messages, null)))
  await connection.run('filling', 'readwrite', [...BLOCK_STORES, 'accounts'], async (writing) => {
    await putBodies(writing, encoded)
    await putHeads(
      writing,
      encoded.map(({ head }) => head),
    )
    await writing.objectStore('accounts').put({ account: '10001' })
  })
  await spoil(connection)
  connection.close()
  return await openArchive(name)
}

type Reading = MockInstance<IDBObjectStore['get']>

/** How often something was got from a store. */
function readsOf(reading: Reading, name: StoreName): number {
  return reading.mock.contexts.filter((store) => store instanceof IDBObjectStore && store.name === name).length
}

/** Asks for pages until there are fifty messages. `blocks`: how many had their texts read. */
async function firstFifty(archive: Archive): Promise<{ keys: string[]; pages: number; blocks: number }> {
  const reading = vi.spyOn(IDBObjectStore.prototype, 'get')
  const keys: string[] = []
  let pages = 0
  const query = { grams: queryGrams('爬山'), terms: ['爬山'], wants: (text: string) => text.includes('爬山') }
  for await (const page of archive.candidates(query)) {
    keys.push(...page.messages.map(({ key }) => key))
    pages += 1
    if (keys.length >= 50) break
  }
  return { keys, pages, blocks: readsOf(reading, 'blockTexts') }
}
