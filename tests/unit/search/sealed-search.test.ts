import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { encodeBlock } from '../../../lib/archive/blocks/encode.ts'
import { BLOCK_STORES, putBodies, putHeads } from '../../../lib/archive/blocks/write-blocks.ts'
import { openConnection } from '../../../lib/archive/connection.ts'
import { openArchive } from '../../../lib/archive/open.ts'
import { resolveAmong } from '../../../lib/search/names.ts'
import { parseQuery } from '../../../lib/search/query.ts'
import { runSearch } from '../../../lib/search/run-search.ts'
import { aMessage } from './messages.ts'

const CONVERSATIONS = 150

it('finds everything in sealed blocks, of more conversations at the same time than are looked through at once', async () => {
  const connection = await openConnection('sealed-search')
  const perConversation = Array.from({ length: CONVERSATIONS }, (_, of) =>
    Array.from({ length: 4 }, (__, nth) =>
      aMessage({
        key: `in/1/e/${of}-${nth}`,
        conversation: `c${of}`,
        text: (of + nth) % 7 === 0 ? `周末爬山${of}` : `别的话${of}`,
        sentAt: 1_000 * nth + of,
      }),
    ),
  )
  const blocks = await Promise.all(perConversation.map((messages, of) => encodeBlock(`b${of}`, messages, null)))
  await connection.run('filling', 'readwrite', [...BLOCK_STORES, 'accounts'], async (writing) => {
    await putBodies(writing, blocks)
    await putHeads(
      writing,
      blocks.map(({ head }) => head),
    )
    await writing.objectStore('accounts').put({ account: '1' })
  })
  connection.close()

  const archive = await openArchive('sealed-search')
  const found = async (text: string) => {
    const wish = { query: parseQuery(text), resolve: resolveAmong([], []), conversation: null }
    const keys: string[] = []
    for await (const { hits } of runSearch(archive, wish, new AbortController().signal)) {
      keys.push(...hits.map(({ key }) => key))
    }
    return keys
  }
  const wanted = (has: (text: string) => boolean) =>
    perConversation
      .flat()
      .filter(({ text }) => has(text))
      .toSorted((one, other) => other.sentAt - one.sentAt)
      .map(({ key }) => key)

  expect(await found('爬山')).toEqual(wanted((text) => text.includes('爬山')))
  expect(await found('-爬山')).toEqual(wanted((text) => !text.includes('爬山')))
  expect(await found('爬山14|话141')).toEqual(wanted((text) => text.includes('爬山14') || text.includes('话141')))
  archive.close()
})
