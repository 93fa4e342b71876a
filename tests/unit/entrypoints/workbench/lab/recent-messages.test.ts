import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readRecent, searchMessages } from '../../../../../entrypoints/workbench/lab/recent-messages.ts'
import { aMessage, archiveWith } from '../../pages/archive-with.ts'

describe('readRecent', () => {
  it('has what others wrote in any conversation, the newest first', async () => {
    const archive = await archiveWith({
      messages: [
        aMessage('m1', 'a', { sentAt: 1_000 }),
        aMessage('m2', 'b', { sentAt: 3_000 }),
        aMessage('m3', 'a', { sentAt: 2_000 }),
        aMessage('mine', 'a', { sentAt: 4_000, direction: 'out', author: null }),
      ],
    })
    expect((await readRecent(archive, '1')).map(({ key }) => key)).toEqual(['m2', 'm3', 'm1'])
    expect(await readRecent(archive, 'another')).toEqual([])
  })
})

describe('searchMessages', () => {
  const messages = [aMessage('m1', 'a', { text: 'Hello 在吗' }), aMessage('m2', 'a', { authorName: '阿强' })]

  it.each([
    ['hello', ['m1']],
    [' 在吗 ', ['m1']],
    ['阿强', ['m2']],
    ['', ['m1', 'm2']],
    ['没有', []],
  ])('finds %s', (words, keys) => {
    expect(searchMessages(messages, words).map(({ key }) => key)).toEqual(keys)
  })
})
