import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import type { BlockHead } from '../../../lib/archive/blocks/block.ts'
import { encodeBlock } from '../../../lib/archive/blocks/encode.ts'
import { BLOCK_STORES, putBodies, putHeads } from '../../../lib/archive/blocks/write-blocks.ts'
import { openConnection } from '../../../lib/archive/connection.ts'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Candidates } from '../../../lib/archive/port.ts'
import { textGrams } from '../../../lib/search/grams.ts'
import { freshName, message, NOON } from './samples.ts'

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
