import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import type { Message, MessageView } from '../../../lib/chat/message.ts'
import { keysOf, sealAll } from './model.ts'
import { spoil } from './rows.ts'
import { freshName, message, NOON } from './samples.ts'

/** Pages of as many are read one ahead. */
const LARGE = 500
const LONG_AGO = Date.UTC(2020, 0)
const ANNA = { conversation: 'anna' }
let archive: Archive
let name: string
beforeEach(async () => {
  name = freshName()
  archive = await openArchive(name)
})
afterEach(() => archive.close())

function old(from: number, to: number, change: Partial<Message> = {}): Message[] {
  return Array.from({ length: to - from }, (_, n) =>
    message(`in/10001/login-1/${String(from + n).padStart(5, '0')}`, {
      sentAt: NOON + (from + n) * 1_000,
      receivedAt: LONG_AGO,
      raw: null,
      ...change,
    }),
  )
}

async function pagesOf<Page>(pages: AsyncIterable<Page>): Promise<Page[]> {
  const all: Page[] = []
  for await (const page of pages) all.push(page)
  return all
}

const keysOfViews = (views: readonly MessageView[]) => views.map(({ key }) => key)

describe('views of messages', () => {
  it('are the messages of a scan, hot and sealed, in the same order and the same pages', async () => {
    const sealed = old(0, 1_200)
    await archive.commit({ messages: sealed })
    await sealAll(archive)
    const hot = old(1_200, 1_230, { receivedAt: Date.now(), exportId: 'e', recalled: true, text: '新' })
    await archive.commit({ messages: hot })
    for (const pageSize of [40, LARGE, 1_230, 5_000]) {
      const pages = await pagesOf(archive.scanViews(ANNA, pageSize))
      const records = await pagesOf(archive.scan(ANNA, pageSize))
      expect(pages.map((page) => page.length)).toEqual(records.map((page) => page.length))
      const all = pages.flat()
      expect(keysOfViews(all)).toEqual(keysOf([...sealed, ...hot]))
      for (const [index, record] of records.flat().entries()) {
        const { text, sentAt, receivedAt, segments, exportId, recalled, authorName } = all[index]!
        expect(record).toMatchObject({ text, sentAt, receivedAt, segments, authorName })
        expect([exportId, recalled]).toEqual([record.exportId, record.recalled])
      }
    }
  })

  it('of large pages come once each when messages are sealed, and more come, while somebody reads', async () => {
    await archive.commit({ messages: old(0, 1_800) })
    const seen: string[] = []
    let isFirst = true
    for await (const page of archive.scanViews(ANNA, LARGE)) {
      seen.push(...keysOfViews(page))
      if (!isFirst) continue
      isFirst = false
      await sealAll(archive)
      await archive.commit({ messages: old(1_800, 2_000) })
    }
    expect(seen).toEqual(keysOf(old(0, 2_000)))
  })

  it('of the blocks that another context made meanwhile are there as well', async () => {
    await archive.commit({ messages: old(0, 600) })
    await sealAll(archive)
    const pages = archive.scanViews(ANNA, LARGE)
    const first = await pagesOf(archive.scanViews(ANNA, LARGE))
    expect(first.flat()).toHaveLength(600)
    const other = await openArchive(name)
    await other.commit({ messages: old(600, 3_000) })
    await sealAll(other)
    other.close()
    expect(keysOfViews((await pagesOf(pages)).flat())).toEqual(keysOf(old(0, 3_000)))
  })

  it('are given up in the middle without harm', async () => {
    await archive.commit({ messages: old(0, 1_600) })
    for await (const page of archive.scanViews(ANNA, LARGE)) {
      expect(page).toHaveLength(LARGE)
      break
    }
    archive.close()
    archive = await openArchive(name)
    expect(await archive.count(ANNA)).toBe(1_600)
  })

  it('leave out a block that turns out damaged when its page is read ahead', async () => {
    await archive.commit({ messages: old(0, 1_700) })
    await sealAll(archive)
    // The first one of the store is any of them.
    await spoil(name, 'blockTexts', (row) => ({ ...row, body: String(row.body).slice(0, -5) }))
    const fresh = await openArchive(name)
    const found = keysOfViews((await pagesOf(fresh.scanViews(ANNA, LARGE))).flat())
    const [lost] = await fresh.damage()
    const isLost = ({ sentAt }: Message) => sentAt >= lost!.from && sentAt <= lost!.to
    expect(found).toEqual(keysOf(old(0, 1_700).filter((one) => !isLost(one))))
    expect(lost!.messages).toBe(1_700 - found.length)
    fresh.close()
  })
})
