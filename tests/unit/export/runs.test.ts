import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../../lib/chat/message.ts'
import type { ExportCheckpoint } from '../../../lib/export/checkpoint.ts'
import type { ExportedFile, MessageInFile } from '../../../lib/export/format.ts'
import { jsonFormat } from '../../../lib/export/formats/json.ts'
import { jsonlFormat } from '../../../lib/export/formats/jsonl.ts'
import type { ExportSource } from '../../../lib/export/ports.ts'
import { verifyText } from '../../../lib/export/verifier/verify-core.js'
import { chat, exported, exportedAs, exportedJson, memoryTarget, sourceOf, textsOf } from './samples.ts'

const LONG = 20_000
/** Conversations whose ends are in a run, at the end of one, and before the first one's. */
const messages = [...chat('anna', 250), ...chat('bob', 200), ...chat('person-2', 7)]

/** An export begins with counting: this one is long, although the messages are few. */
function longSource(
  all: readonly Message[] = messages,
  change: Partial<ExportSource> = {},
  pageSize = 37,
): ExportSource {
  return sourceOf(all, { count: async () => LONG, ...change }, pageSize)
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const linkedOf = (all: readonly MessageInFile[]) => all.filter(({ hash }) => hash !== undefined).map(({ n }) => n)

describe('the links of a long export', () => {
  it('stand on every hundredth message and on the last one of each conversation', async () => {
    const { file } = await exportedJson(longSource())
    expect(file.conversations.map((conversation) => linkedOf(conversation.messages))).toEqual([
      [100, 200, 250],
      [100, 200],
      [7],
    ])
    for (const conversation of file.conversations) {
      let link = sha256(`smartqq-companion-export-3\n10001\n${conversation.id}`).slice(0, 32)
      let run: string[] = []
      for (const { hash, ...message } of conversation.messages) {
        run.push(JSON.stringify(message))
        if (hash === undefined) continue
        link = sha256(link + sha256(run.join(',\n'))).slice(0, 32)
        run = []
        expect(hash).toBe(link)
      }
      expect(conversation.hash).toBe(link)
    }
  })

  it('do not depend on how the archive cuts its pages', async () => {
    const { text } = await exportedJson(longSource())
    for (const pageSize of [1, 99, 100, 101, 1_000]) {
      expect((await exportedJson(longSource(messages, {}, pageSize))).text).toBe(text)
    }
  })

  it('go on by number in an increment', async () => {
    const { summary } = await exportedJson(longSource(chat('anna', 250)))
    expect(summary.chains['anna']?.count).toBe(250)
    const increment = { part: 2, continues: summary.chains }
    const { text, file } = await exportedJson(longSource(chat('anna', 60)), { increment })
    expect(linkedOf(file.conversations[0]!.messages)).toEqual([300, 310])
    expect(await verifyText(new Blob([text]))).toMatchObject({ isGood: true })
  })

  it.each([
    ['is in parts by count', { split: { by: 'messages', messages: 30 } }],
    ['is in parts by month', { split: { by: 'month' } }],
    ['has a filter', { filter: { content: ['text'] } }],
    ['holds what is new', { filter: { archivedFrom: 1 } }],
  ] as const)('stand on each message when it %s', async (_, change) => {
    const { texts } = await exported(longSource(chat('anna', 130)), change)
    for (const text of texts.values()) {
      const [conversation] = (JSON.parse(text) as ExportedFile).conversations
      expect(conversation!.messages.every(({ hash }) => hash !== undefined)).toBe(true)
    }
  })

  it('stand on each message of a short one', async () => {
    const { file } = await exportedJson(sourceOf(chat('anna', 130), { count: async () => LONG - 1 }))
    expect(linkedOf(file.conversations[0]!.messages)).toHaveLength(130)
  })

  it('have the last message that could be read among them when reading breaks off', async () => {
    const source = longSource(messages, {
      async *scan(range) {
        const pages = sourceOf(messages, {}, 40).scan(range)
        let pagesLeft = range.conversation === 'anna' ? 4 : 100
        for await (const page of pages) {
          if (pagesLeft-- === 0) throw new Error('disk broken')
          yield page
        }
      },
    })
    const { file, text } = await exportedJson(source)
    const [anna, bob] = file.conversations
    expect(anna).toMatchObject({ complete: false, count: 160 })
    expect(linkedOf(anna!.messages)).toEqual([100, 160])
    expect(bob).toMatchObject({ complete: true, count: 200 })
    expect(await verifyText(new Blob([text]))).toMatchObject({ isGood: true })
  })

  it('are the same after deaths, with pages cut otherwise', async () => {
    const formats = [jsonFormat, jsonlFormat]
    const whole = await exported(longSource(), { formats })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 260 }), { minLength: 5, maxLength: 5 }),
        async (deaths, pageSizes) => {
          let left = Infinity
          const target = memoryTarget({
            onWrite() {
              if (left-- <= 0) throw new Error('killed')
            },
          })
          let checkpoint: ExportCheckpoint | undefined
          for (let attempt = 0; attempt <= deaths.length; attempt++) {
            left = deaths[attempt] ?? Infinity
            const source = longSource(messages, {}, pageSizes[attempt]!)
            // What is counted when it goes on says nothing: messages may be gone by then.
            if (checkpoint) source.count = async () => 0
            const onCheckpoint = (now: ExportCheckpoint) => void (checkpoint = structuredClone(now))
            const resumeFrom = checkpoint && { resumeFrom: checkpoint }
            const run = exported(source, { formats }, { checkpointEvery: 1, onCheckpoint, ...resumeFrom }, target)
            const done = await run.catch((error: Error) => {
              if (error.message !== 'killed') throw error
              return null
            })
            if (!done) continue
            expect(textsOf(done.summary, target)).toEqual(whole.texts)
            expect(done.summary).toEqual(whole.summary)
            return
          }
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe.each([
  ['JSON', jsonFormat],
  ['JSON Lines', jsonlFormat],
] as const)('a check of a long export as %s', (_, format) => {
  let lines: string[] = []
  beforeAll(async () => {
    const source = longSource(chat('anna', 250).map((one, n) => textOf(one, `第${n + 1}句`)))
    lines = (await exportedAs(format, source)).text.split('\n')
  })
  const textOf = (message: Message, text: string): Message => ({ ...message, text, segments: [{ type: 'text', text }] })
  const place = (n: number) => lines.findIndex((line) => line.includes(`"第${n}句"`))
  const where = { conversation: 'anna', title: null }

  async function problemsOf(change: (now: string[]) => void) {
    const now = [...lines]
    change(now)
    return (await verifyText(new Blob([now.join('\n')]))).problems
  }

  it('has nothing to say against it', async () => {
    const report = await verifyText(new Blob([lines.join('\n')]))
    expect(report).toMatchObject({ isGood: true, problems: [], messages: 250 })
    expect(report.conversations[0]!.to.count).toBe(250)
  })

  it.each([
    [1, 1, 100],
    [100, 1, 100],
    [101, 101, 200],
    [250, 201, 250],
  ])('finds a change of message %i among those of its link', async (n, from, to) => {
    const problems = await problemsOf((now) => (now[place(n)] = now[place(n)]!.replace(`第${n}句`, '假的')))
    expect(problems).toEqual([{ kind: 'edited-within', ...where, from, to }])
  })

  it.each([1, 57, 100, 101, 249])('finds that message %i is gone, and says which', async (n) => {
    const problems = await problemsOf((now) => void now.splice(place(n), 1))
    expect(problems).toEqual([{ kind: 'missing', ...where, from: n, to: n }])
  })

  it('finds messages that changed places within a run, and holds them against their link all the same', async () => {
    const swap = (now: string[]) => ([now[place(30)], now[place(40)]] = [lines[place(40)]!, lines[place(30)]!])
    const kinds = (await problemsOf(swap)).map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['moved']))
    const both = await problemsOf((now) => {
      swap(now)
      now[place(60)] = now[place(60)]!.replace('第60句', '假的')
    })
    expect(both).toContainEqual({ kind: 'edited-within', ...where, from: 1, to: 100 })
  })

  it.each([30, 100])(
    'finds a message that stands there twice, whichever of the two was number %i, and holds nothing against the others',
    async (n) => {
      const fake = (line: string) => line.replace(`第${n}句`, '假的')
      const after = await problemsOf((now) => void now.splice(place(n) + 1, 0, fake(now[place(n)]!)))
      const before = await problemsOf((now) => void now.splice(place(n), 0, fake(now[place(n)]!)))
      for (const problems of [after, before]) expect(problems).toEqual([{ kind: 'inserted', ...where, from: n, to: n }])
    },
  )

  it('finds links that were taken off, in the middle and at the end', async () => {
    const bare = (line: string) => line.replace(/,"hash":"[0-9a-f]{32}"/u, '')
    const middle = await problemsOf((now) => (now[place(100)] = bare(now[place(100)]!)))
    expect(middle).toEqual([{ kind: 'edited-within', ...where, from: 1, to: 200 }])
    const last = await problemsOf((now) => (now[place(250)] = bare(now[place(250)]!)))
    expect(last[0]).toEqual({ kind: 'edited-within', ...where, from: 201, to: 250 })
  })
})
