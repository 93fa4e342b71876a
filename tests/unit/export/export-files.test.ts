import { describe, expect, it, vi } from 'vitest'
import { exportFiles } from '../../../lib/export/export-files.ts'
import { jsonFormat } from '../../../lib/export/formats/json.ts'
import { jsonlFormat } from '../../../lib/export/formats/jsonl.ts'
import type { ExportedFile } from '../../../lib/export/format.ts'
import type { ExportFormat, ExportProgress } from '../../../lib/export/ports.ts'
import { verifyParts, verifyText } from '../../../lib/export/verifier/verify-core.js'
import { nastyMessages } from './nasty-conversation.ts'
import { chat, exported, exportedJson, memoryTarget, options, sourceOf } from './samples.ts'

const [first] = nastyMessages
const DAY = 86_400_000

/** A format that shows nothing but when it was called. */
function traceFormat(change: Partial<ExportFormat> = {}): ExportFormat {
  return {
    id: 'txt',
    extension: '.txt',
    mediaType: 'text/plain',
    perConversation: true,
    begin: ({ part }) => ({
      head: () => `head ${part.number}\n`,
      conversation: ({ id }) => `conversation ${id}\n`,
      messages: (page) =>
        page
          .messages()
          .map(({ n }) => `${n}\n`)
          .join(''),
      conversationEnd: ({ count, complete }) => `end ${count} ${complete}\n`,
      tail: ({ completeness: { failures } }) => `tail ${failures.length}\n`,
      state: () => null,
    }),
    ...change,
  }
}

describe('exportFiles', () => {
  it('writes several formats in one pass over the source', async () => {
    const source = sourceOf()
    const scan = vi.spyOn(source, 'scan')
    const { summary } = await exported(source, { formats: [jsonFormat, jsonlFormat, traceFormat()] })
    expect(scan).toHaveBeenCalledOnce()
    const name = 'SmartQQ-_.._CON__群_-2026-11-23'
    expect(summary.files.map((file) => [file.name, file.format, file.messages, file.conversation])).toEqual([
      [`${name}.txt`, 'txt', 32, 'group-1'],
      [`${name}.json`, 'json', 32, null],
      [`${name}.jsonl`, 'jsonl', 32, null],
    ])
  })

  it('makes one file of each chat when asked to, and none of a chat without messages', async () => {
    const quiet = { id: 'quiet', kind: 'friend' as const }
    const source = sourceOf([...chat('anna', 2), ...chat('bob', 3)])
    const { summary } = await exported(
      { ...source, conversations: [...source.conversations, quiet] },
      { arrangement: 'per-conversation', fileName: '{kind}/{account}-{count}' },
    )
    expect(summary.files.map(({ name, conversation, messages }) => [name, conversation, messages])).toEqual([
      ['friend/10001-2.json', 'anna', 2],
      ['friend/10001-3.json', 'bob', 3],
    ])
    expect(summary.conversations).toBe(3)
  })

  it('never gives two files of one name', async () => {
    const { summary } = await exported(sourceOf([...chat('anna', 1), ...chat('bob', 1), ...chat('carl', 1)]), {
      arrangement: 'per-conversation',
      fileName: 'chat',
    })
    expect(summary.files.map(({ name }) => name)).toEqual(['chat.json', 'chat (2).json', 'chat (3).json'])
  })

  it('splits by number of messages, over the borders of chats when they share a file', async () => {
    const { texts, summary } = await exported(sourceOf([...chat('anna', 5), ...chat('bob', 6)]), {
      split: { by: 'messages', messages: 4 },
      fileName: 'part-{part}',
    })
    expect([...texts.keys()]).toEqual(['part-1.json', 'part-2.json', 'part-3.json'])
    const files = [...texts.values()].map((text) => JSON.parse(text) as ExportedFile)
    expect(
      files.map(({ conversations }) => conversations.map(({ id, messages }) => [id, messages.map(({ n }) => n)])),
    ).toEqual([
      [['anna', [1, 2, 3, 4]]],
      [
        ['anna', [5]],
        ['bob', [1, 2, 3]],
      ],
      [['bob', [4, 5, 6]]],
    ])
    expect(files[1]?.part).toEqual({
      number: 2,
      continues: { anna: { hash: files[0]?.conversations[0]?.hash, count: 4 } },
    })
    expect(summary.chains['bob']).toEqual({ hash: files[2]?.conversations[0]?.hash, count: 6 })
    const reports = await Promise.all(
      [...texts].map(async ([name, text]) => ({ name, report: await verifyText(new Blob([text])) })),
    )
    expect(reports.flatMap(({ report }) => report.problems)).toEqual([])
    expect(verifyParts(reports)).toEqual([])
  })

  it('splits by size: a file ends with the message that makes it so long', async () => {
    const { summary } = await exported(sourceOf(chat('anna', 40)), { split: { by: 'bytes', bytes: 3000 } })
    expect(summary.files.length).toBeGreaterThan(3)
    expect(summary.files.reduce((sum, { messages }) => sum + messages, 0)).toBe(40)
    for (const { bytes } of summary.files) expect(bytes).toBeLessThan(3000 + 1500)
  })

  it.each([
    ['day', ['2026-11-22', '2026-11-23', '2026-11-25']],
    ['month', ['2026-11']],
    ['year', ['2026']],
  ] as const)('splits by local %s, each chat by itself', async (by, periods) => {
    // 23:59:59 on the 22nd in Shanghai, and midnight.
    const before = Date.UTC(2026, 10, 22, 15, 59, 59)
    const times = [before, before + 1000, before + 2000, before + 2 * DAY + 1000]
    const messages = times.map((sentAt, index) => ({ ...first!, key: `k${index}`, sentAt, conversation: 'anna' }))
    const { summary } = await exported(sourceOf(messages), { split: { by }, fileName: '{account}-{period}' })
    expect(summary.files.map(({ name }) => name)).toEqual(periods.map((period) => `10001-${period}.json`))
  })

  it('gives a format that wants a file a day its days, and the others theirs', async () => {
    const messages = [0, DAY].map((later, index) => ({ ...first!, key: `k${index}`, sentAt: first!.sentAt + later }))
    const { summary } = await exported(sourceOf(messages), { formats: [traceFormat({ perDay: true }), jsonFormat] })
    expect(summary.files.map(({ format, messages: count }) => [format, count])).toEqual([
      ['txt', 1],
      ['txt', 1],
      ['json', 2],
    ])
  })

  it('counts on in an increment, and takes only what was archived since', async () => {
    const messages = chat('anna', 9)
    const all = messages.map((message, index) => ({ ...message, receivedAt: first!.receivedAt + index }))
    const before = await exportedJson(sourceOf(all), { filter: { archivedBefore: first!.receivedAt + 5 } })
    const after = await exportedJson(sourceOf(all), {
      filter: { archivedFrom: first!.receivedAt + 5 },
      increment: { part: 2, continues: before.summary.chains },
    })
    expect(before.file.conversations[0]?.messages.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5])
    expect(after.file.conversations[0]?.messages.map(({ n }) => n)).toEqual([6, 7, 8, 9])
    const whole = await exportedJson(sourceOf(all))
    expect(after.file.conversations[0]?.hash).toBe(whole.file.conversations[0]?.hash)
  })

  it('keeps to a half-open range and says which', async () => {
    const [from, to] = [first!.sentAt + 1000, first!.sentAt + 3000]
    const { file, summary } = await exportedJson(sourceOf(), { filter: { from, to } })
    expect(summary.messages).toBe(6)
    expect(file.range).toEqual({ from: '2026-11-22T12:00:01.000Z', to: '2026-11-22T12:00:03.000Z' })
  })

  it('leaves out what came in after it began', async () => {
    const late = chat('anna', 3).map((message, index) => ({ ...message, receivedAt: options.exportedAt + index - 1 }))
    const { summary } = await exportedJson(sourceOf(late))
    expect(summary.messages).toBe(1)
  })

  it('tells its progress from nothing to all', async () => {
    const { progress } = await exported(sourceOf([...chat('anna', 7), ...chat('bob', 2)]))
    const told = progress.map(({ done, total, written, conversation }) => [done, total, written, conversation])
    expect(told).toEqual([
      [0, 9, 0, 'anna'],
      [5, 9, 5, 'anna'],
      [7, 9, 7, 'anna'],
      [7, 9, 7, 'bob'],
      [9, 9, 9, 'bob'],
    ])
    expect(progress.at(-1)?.bytes).toBeGreaterThan(progress[0]?.bytes ?? 0)
  })

  it('reads two pages ahead of the one that is being written, and no further', async () => {
    let read = 0
    let written = 0
    let farthest = 0
    const target = memoryTarget({
      async onWrite() {
        await new Promise((resolve) => setImmediate(resolve))
      },
    })
    const source = sourceOf([], {
      conversations: [{ id: 'anna', kind: 'friend' }],
      async *scan() {
        for (let page = 0; page < 5; page++) {
          read += 1
          farthest = Math.max(farthest, read - written)
          yield chat('anna', 2)
        }
      },
    })
    await exported(source, {}, { onProgress: ({ done }) => (written = done / 2) }, target)
    expect(farthest).toBe(3)
  })

  it('waits at the gate before each page', async () => {
    let open = (): void => {}
    const gates: Promise<void>[] = []
    const gate = () => {
      if (gates.length === 3) gates.push(new Promise((resolve) => (open = resolve)))
      else gates.push(Promise.resolve())
      return gates.at(-1)!
    }
    const progress: ExportProgress[] = []
    const running = exported(sourceOf(), {}, { gate, onProgress: (now) => progress.push(now) })
    await vi.waitFor(() => expect(gates).toHaveLength(4))
    expect(progress.at(-1)?.done).toBe(10)
    open()
    expect((await running).summary.messages).toBe(nastyMessages.length)
  })
})

describe('a failure', () => {
  it('in one conversation is listed, and the others are written', async () => {
    const whole = sourceOf([...chat('anna', 7), ...chat('person-2', 7), ...chat('carl', 2)])
    const source = sourceOf([], {
      ...whole,
      async *scan(range) {
        let pages = 0
        for await (const page of whole.scan(range)) {
          if (range.conversation === 'person-2' && pages++ === 1) throw new Error('Archive: scan failed (UnknownError)')
          yield page
        }
      },
    })
    const { file, summary, text } = await exportedJson(source)
    expect(file.conversations.map(({ id, count, complete }) => [id, count, complete])).toEqual([
      ['anna', 7, true],
      ['person-2', 5, false],
      ['carl', 2, true],
    ])
    const failures = [{ conversation: 'person-2', title: '强哥', why: 'Archive: scan failed (UnknownError)' }]
    expect(file.completeness.failures).toEqual(failures)
    expect(summary).toMatchObject({ outcome: 'written', conversations: 3, messages: 14, failures })
    expect((await verifyText(new Blob([text]))).problems).toEqual([])
  })

  it('to count does not stop the export', async () => {
    const count = async () => {
      throw new Error('cannot count')
    }
    const { summary } = await exported(sourceOf(chat('anna', 2), { count }))
    expect(summary).toMatchObject({ outcome: 'written', messages: 2 })
  })

  it('of the target ends the export with its error, and leaves what was written', async () => {
    let writes = 0
    const target = memoryTarget({
      onWrite() {
        if (++writes > 2) throw new Error('disk full')
      },
    })
    await expect(exported(sourceOf(), {}, {}, target)).rejects.toThrow('disk full')
    const file = target.files.get('f1')
    expect(file?.happened).toEqual(['create', 'write', 'write', 'close'])
    expect(file?.bytes.length).toBeGreaterThan(0)
  })

  it('while a page is being written ends the export when that page is written', async () => {
    let writing = 0
    const target = memoryTarget({
      async onWrite() {
        writing += 1
        await new Promise((resolve) => setTimeout(resolve, 20))
        writing -= 1
      },
    })
    let answers = 0
    const reply = async () => {
      // The first one is on the second page.
      answers += 1
      throw new Error('no database')
    }
    const messages = [
      ...chat('anna', 5),
      ...chat('anna', 5).map((one, n) => ({ ...one, key: `r${n}`, sentAt: one.sentAt + 1, outboxId: 'r' })),
    ]
    await expect(exported(sourceOf(messages, { reply }), {}, {}, target)).rejects.toThrow('no database')
    expect([answers, writing]).toEqual([1, 0])
  })

  it('of the source before the first conversation ends the export without a file', async () => {
    const contacts = async () => {
      throw new Error('no database')
    }
    const target = memoryTarget()
    await expect(exported(sourceOf(undefined, { contacts }), {}, {}, target)).rejects.toThrow('no database')
    expect(target.files.size).toBe(0)
  })
})

describe('an abort', () => {
  it('in the middle gives the open files up, and reads no further', async () => {
    const abort = new AbortController()
    const target = memoryTarget()
    const { summary } = await exported(
      sourceOf(),
      {},
      { signal: abort.signal, onProgress: ({ done }) => done === 10 && abort.abort() },
      target,
    )
    expect(summary).toMatchObject({ outcome: 'cancelled', messages: 10, files: [] })
    expect(target.files.get('f1')?.happened.at(-1)).toBe('abort')
    expect(target.text('f1')).toBe('')
  })

  it('closes what the source had open', async () => {
    const abort = new AbortController()
    const released = vi.fn<() => void>()
    const source = sourceOf(undefined, {
      async *scan() {
        try {
          for (;;) yield chat('anna', 1)
        } finally {
          released()
        }
      },
    })
    await exported(source, {}, { signal: abort.signal, onProgress: ({ done }) => done === 3 && abort.abort() })
    expect(released).toHaveBeenCalledOnce()
  })

  it('before the beginning writes nothing', async () => {
    const target = memoryTarget()
    const control = { signal: AbortSignal.abort(), onProgress: () => undefined }
    const summary = await exportFiles(sourceOf(), target, options, control)
    expect(summary).toMatchObject({ outcome: 'cancelled', conversations: 0, messages: 0, failures: [], files: [] })
    expect(target.files.size).toBe(0)
  })
})
