import { describe, expect, it } from 'vitest'
import { FORMATS } from '../../../../lib/export/formats/index.ts'
import type { ExportedMessage } from '../../../../lib/export/format.ts'
import { readChatlabJson, chatlabProblems } from './chatlab-reader.ts'
import { contextOf, nastyExported, writeFile } from './write-file.ts'

const MASK = '****'
const context = contextOf({
  account: { number: MASK, nick: '我' },
  redacted: true,
  people: new Map([
    ['person-1', { number: MASK, nick: '用户1', remark: null }],
    ['person-2', { number: MASK, nick: '用户2', remark: null }],
  ]),
  members: () => [
    { contact: 'person-1', nick: '用户1', card: null, role: 'owner' },
    { contact: 'person-2', nick: '用户2', card: null, role: 'member' },
  ],
})
const head = { id: 'group-1', kind: 'group' as const, title: '群1', number: MASK }

async function said(): Promise<ExportedMessage[]> {
  const [first] = await nastyExported()
  const by = (author: string | null, index: number) =>
    ({
      ...first,
      n: index + 1,
      id: String(index).padStart(32, '0'),
      author,
      authorName: author && `用户${author.at(-1)}`,
      direction: author === null ? 'out' : 'in',
      segments: [{ type: 'text', text: '好' }],
      text: '好',
    }) as ExportedMessage
  return ['person-1', 'person-2', null].map(by)
}

describe('a redacted export', () => {
  it.each(Object.values(FORMATS).filter(({ id }) => id !== 'json' && id !== 'jsonl'))(
    'has only the names that stand for people in $id',
    async (format) => {
      const text = await writeFile(format, await said(), { context, head })
      expect(text).not.toMatch(/Lily|强哥|小明|1876033142|10001|30214577/)
      expect(text).toContain('用户1')
      expect(text).toContain('用户2')
    },
  )

  it('keeps people apart whose numbers all look the same', async () => {
    const file = readChatlabJson(await writeFile(FORMATS['chatlab-json'], await said(), { context, head }))
    expect(chatlabProblems(file)).toEqual([])
    expect(file.messages.map(({ sender }) => sender)).toEqual(['person-1', 'person-2', MASK])
    const telegram = JSON.parse(await writeFile(FORMATS.telegram, await said(), { context, head }))
    expect(new Set(telegram.messages.map((message: { from_id: string }) => message.from_id)).size).toBe(3)
  })
})

describe('a filtered export', () => {
  it.each(['chatlab-json', 'txt', 'markdown', 'html'] as const)('says in %s that it is one', async (id) => {
    const filtered = contextOf({ filter: { words: '开会', authors: ['person-2', null], content: ['face'] } })
    const text = await writeFile(FORMATS[id], await said(), { context: filtered })
    expect(text).toContain('关键词：开会，发言人：强哥、小明，内容：表情')
  })
})
