import { describe, expect, it } from 'vitest'
import type { ExportCheckpoint } from '../../../lib/export/checkpoint.ts'
import { FORMATS } from '../../../lib/export/formats/index.ts'
import { jsonFormat } from '../../../lib/export/formats/json.ts'
import { FORMAT_IDS } from '../../../lib/export/ports.ts'
import { nastyContacts } from './nasty-conversation.ts'
import { chat, exported, exportedJson, sourceOf } from './samples.ts'

describe('an export that goes on', () => {
  it('loses nothing when the last message it wrote has been deleted meanwhile', async () => {
    const sameSecond = chat('anna', 12).map((message, index) => ({
      ...message,
      sentAt: 1_000,
      key: `anna/${String(index).padStart(2, '0')}`,
    }))
    let checkpoint: ExportCheckpoint | undefined
    const { target } = await exported(
      sourceOf(sameSecond),
      {},
      { checkpointEvery: 1, onCheckpoint: (now) => void (checkpoint ??= now) },
    )
    const last = checkpoint?.after?.key
    expect(last).toBe('anna/04')
    const without = sourceOf(sameSecond.filter(({ key }) => key !== last))
    const { summary } = await exported(without, {}, checkpoint && { resumeFrom: checkpoint }, target)
    expect(summary.messages).toBe(12)
  })
})

describe('a filter by authors', () => {
  it('finds those who have been merged since they were chosen', async () => {
    const source = sourceOf(chat('anna', 3), { canonical: (id) => (id === 'old-anna' ? 'anna' : id) })
    const { file } = await exportedJson(source, { filter: { authors: ['old-anna'] } })
    expect(file.conversations[0]?.count).toBe(3)
  })
})

describe('a chat that cannot be read', () => {
  it('is named by its id in the archive too, also when the files do not tell it', async () => {
    const source = sourceOf([...chat('anna', 2), ...chat('bob', 2)])
    const broken = {
      ...source,
      scan: async function* (range: Parameters<typeof source.scan>[0]) {
        if (range.conversation === 'bob') throw new Error('gone')
        yield* source.scan(range)
      },
    }
    const { summary } = await exported(broken, { redaction: { salt: 'salt' } })
    expect(summary.failed).toEqual(['bob'])
    expect(summary.failures.map(({ conversation }) => conversation)).not.toContain('bob')
  })
})

describe('a redacted export', () => {
  it('hides names that the user had, whatever their letters look like at the end of a word', async () => {
    const said = (text: string) => ({ segments: [{ type: 'text' as const, text }], text })
    const mine = chat('anna', 1, { direction: 'out', author: null, authorName: '老船长', ...said('好') })
    const others = chat('anna', 1, said('@老船长 ΑΣΤΕΡΙΟΣ αστεριος Αστεριοσ ΑΣΤΕΡΙΟΣΑ')).map((message) => ({
      ...message,
      key: 'anna/x',
      sentAt: message.sentAt + 1,
    }))
    const [first] = nastyContacts
    const contacts = async () => [...nastyContacts, { ...first!, id: 'greek', nick: 'Αστέριος', remark: 'ΑΣΤΕΡΙΟΣ' }]
    const formats = FORMAT_IDS.map((id) => FORMATS[id])
    const { texts } = await exported(sourceOf([...mine, ...others], { contacts }), {
      formats,
      redaction: { salt: 's' },
    })
    expect(texts.size).toBeGreaterThanOrEqual(FORMAT_IDS.length)
    for (const [name, text] of texts) expect(`${name} ${text}`).not.toMatch(/老船长|αστεριο[σς]/iu)
  })
})

describe('a table', () => {
  const source = () =>
    sourceOf([...chat('anna', 3), ...chat('bob', 1)], {
      watches: async () => [{ from: 0, to: 1_000, by: 'background', ended: 'offline' }],
    })

  it('has its report beside it, under its own name', async () => {
    const { texts, summary } = await exported(source(), { formats: [FORMATS.csv], arrangement: 'per-conversation' })
    const names = [...texts.keys()]
    expect(names).toHaveLength(4)
    for (const name of names.filter((one) => one.endsWith('.csv'))) {
      const report = texts.get(name.replace('.csv', '-report.txt')) ?? ''
      expect(report.split('\r\n')[0]).toBe(`\ufeff${name}`)
      expect(report).toContain('完整性说明')
      expect(report).toContain('网络中断')
    }
    expect(summary.files.filter(({ mediaType }) => mediaType === 'text/plain').map(({ messages }) => messages)).toEqual(
      [0, 0],
    )
  })

  it('and the others have none', async () => {
    const { texts } = await exported(source(), { formats: [jsonFormat] })
    expect(texts.size).toBe(1)
  })
})
