import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it, vi } from 'vitest'
import type { Message } from '../../../lib/chat/message.ts'
import type { Segment } from '../../../lib/chat/segment.ts'
import { exportJson } from '../../../lib/export/json.ts'
import type { ExportProgress } from '../../../lib/export/ports.ts'
import schema from '../../../public/schema/smartqq-companion-export-2.schema.json' with { type: 'json' }
import { noticeKinds } from '../chat/notice-kinds.ts'
import { nastyMessages } from './nasty-conversation.ts'
import { exported, memorySink, options, sourceOf } from './samples.ts'

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true })
addFormats.default(ajv)
const validate = ajv.compile(schema)

function problemsOf(file: unknown): unknown {
  return validate(file) ? [] : validate.errors
}

const [first] = nastyMessages
function chat(conversation: string, count: number, change: Partial<Message> = {}): Message[] {
  return Array.from({ length: count }, (_, order) => ({
    ...first!,
    key: `${conversation}/${order}`,
    conversation,
    kind: 'friend',
    author: conversation,
    order,
    ...change,
  }))
}

describe('exportJson', () => {
  it('writes the nasty conversation as the golden file has it', async () => {
    const { text, summary } = await exported(sourceOf())
    await expect(text).toMatchFileSnapshot('../../fixtures/export/nasty-conversation.golden')
    expect(summary).toEqual({ outcome: 'written', conversations: 1, messages: nastyMessages.length, failures: [] })
  })

  it.each([
    ['nasty messages', sourceOf()],
    ['no conversation at all', sourceOf([])],
    ['a conversation without messages', sourceOf([], { conversations: [{ id: 'quiet', kind: 'discuss' }] })],
    ['an account without a nickname', sourceOf(chat('anna', 12), { account: { number: '10001', nick: null } })],
    ['oddments of every kind', sourceOf(chat('anna', 1), { oddments: async () => oddments })],
  ])('fits the published schema with %s', async (_, source) => {
    const { file } = await exported(source, { range: { from: 0, to: 2_000_000_000_000 } })
    expect(problemsOf(file)).toEqual([])
  })

  it.each(noticeKinds)('fits the published schema with a notice of %s', async (what) => {
    const segments: Segment[] = [{ type: 'notice', what, facts: { name: 'a.txt' } }]
    const { file } = await exported(sourceOf(chat('anna', 1, { segments })))
    expect(problemsOf(file)).toEqual([])
    expect(file.conversations[0]?.messages[0]?.segments).toEqual(segments)
  })

  it('gives every text back as it was, but for halves of surrogate pairs', async () => {
    const { file } = await exported(sourceOf())
    const texts = file.conversations[0]?.messages.map((message) => message.text)
    expect(texts).toEqual(nastyMessages.map((message) => message.text.toWellFormed()))
  })

  it('is well-formed Unicode throughout, also as escapes', async () => {
    const { text } = await exported(sourceOf())
    expect(text.isWellFormed()).toBe(true)
    expect(text).not.toMatch(/\\ud[89a-f]/iu)
  })

  it('shows nothing that means something in one login only', async () => {
    const { text } = await exported(sourceOf())
    for (const secret of ['login-secret-epoch', '424242', '434343', 'uin', 'poll_type', 'raw', 'reply-1']) {
      expect(text).not.toContain(secret)
    }
  })

  it('gives a message the same id in every export, and no two the same', async () => {
    const [once, again] = [await exported(sourceOf()), await exported(sourceOf())]
    const ids = once.file.conversations[0]?.messages.map((message) => message.id)
    expect(again.file.conversations[0]?.messages.map((message) => message.id)).toEqual(ids)
    expect(new Set(ids)).toHaveProperty('size', nastyMessages.length)
  })

  it('names the people who wrote, merged ones once, and nobody else', async () => {
    const { file } = await exported(sourceOf())
    expect(file.people).toEqual({
      'person-1': { number: '1876033142', nick: '<Lily>', remark: '"\uFFFD' },
      'person-2': { number: null, nick: '强哥', remark: null },
      'person-unknown': { number: null, nick: null, remark: null },
    })
  })

  it('names the friend of a conversation also when only we wrote', async () => {
    const { file } = await exported(sourceOf(chat('person-2', 1, { direction: 'out', author: null })))
    expect(Object.keys(file.people)).toEqual(['person-2'])
    expect(file.conversations).toMatchObject([
      { id: 'person-2', title: '强哥', number: null, count: 1, complete: true },
    ])
  })

  it('tells what a rule sent from what the user wrote, and whether it is certain', async () => {
    const { file } = await exported(sourceOf())
    const replies = file.conversations[0]?.messages.filter((message) => message.direction === 'out')
    expect(replies?.map((message) => message.autoReply)).toEqual([
      { ruleId: 'rule-1', state: 'uncertain' },
      undefined,
      { ruleId: null, state: 'unknown' },
    ])
  })

  it('keeps to a half-open range and says which', async () => {
    const [from, to] = [first!.sentAt + 1000, first!.sentAt + 3000]
    const { file, summary } = await exported(sourceOf(), { range: { from, to } })
    expect(summary.messages).toBe(6)
    expect(file.range).toEqual({ from: '2026-11-22T12:00:01.000Z', to: '2026-11-22T12:00:03.000Z' })
  })

  it('counts what is no message, within the range', async () => {
    const source = sourceOf(chat('anna', 1), { oddments: async () => oddments })
    const { file } = await exported(source, { range: { from: 10, to: 100 } })
    expect(file.completeness).toEqual({
      unknownKinds: [
        { kind: 'input_notify', count: 2 },
        { kind: null, count: 1 },
      ],
      unreadable: 1,
      echoes: 1,
      duplicates: 1,
      failures: [],
    })
  })

  it('tells its progress from nothing to all', async () => {
    const { progress } = await exported(sourceOf([...chat('anna', 7), ...chat('bob', 2)]))
    const expected: ExportProgress[] = [
      { done: 0, total: 9, conversation: 'anna' },
      { done: 5, total: 9, conversation: 'anna' },
      { done: 7, total: 9, conversation: 'anna' },
      { done: 7, total: 9, conversation: 'bob' },
      { done: 9, total: 9, conversation: 'bob' },
    ]
    expect(progress).toEqual(expected)
  })

  it('asks for a page only when the one before is written', async () => {
    const happened: string[] = []
    const sink = memorySink()
    sink.write = async (text) => {
      // A slow disk: whoever does not wait for it is seen to go ahead.
      await new Promise((resolve) => setImmediate(resolve))
      if (text.includes('"direction"')) happened.push('written')
    }
    const source = sourceOf([], {
      conversations: [{ id: 'anna', kind: 'friend' }],
      async *scan() {
        for (let page = 0; page < 3; page++) {
          happened.push('read')
          yield chat('anna', 2)
        }
      },
    })
    await exportJson(source, sink, options, new AbortController().signal, () => undefined)
    expect(happened).toEqual(['read', 'written', 'read', 'written', 'read', 'written'])
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
    const { file, summary } = await exported(source)
    expect(problemsOf(file)).toEqual([])
    expect(file.conversations.map(({ id, count, complete }) => [id, count, complete])).toEqual([
      ['anna', 7, true],
      ['person-2', 5, false],
      ['carl', 2, true],
    ])
    const failures = [{ conversation: 'person-2', title: '强哥', why: 'Archive: scan failed (UnknownError)' }]
    expect(file.completeness.failures).toEqual(failures)
    expect(summary).toEqual({ outcome: 'written', conversations: 3, messages: 14, failures })
  })

  it('to count does not stop the export', async () => {
    const count = async () => {
      throw new Error('cannot count')
    }
    const { summary } = await exported(sourceOf(chat('anna', 2), { count }))
    expect(summary).toMatchObject({ outcome: 'written', messages: 2 })
  })

  it('of the sink ends the export with its error and no file', async () => {
    const sink = memorySink()
    const write = vi.spyOn(sink, 'write').mockResolvedValueOnce().mockRejectedValue(new Error('disk full'))
    const running = exportJson(sourceOf(), sink, options, new AbortController().signal, () => undefined)
    await expect(running).rejects.toThrow('disk full')
    expect(write).toHaveBeenCalledTimes(2)
    expect(sink.happened).toEqual(['abort'])
  })

  it('of the source before the first conversation ends the export and leaves no file', async () => {
    const sink = memorySink()
    const contacts = async () => {
      throw new Error('no database')
    }
    const running = exportJson(sourceOf(undefined, { contacts }), sink, options, new AbortController().signal, () => 0)
    await expect(running).rejects.toThrow('no database')
    expect(sink.happened).toEqual(['abort'])
  })
})

describe('an abort', () => {
  it('in the middle leaves no file, and reads no further', async () => {
    const abort = new AbortController()
    const sink = memorySink()
    const summary = await exportJson(sourceOf(), sink, options, abort.signal, ({ done }) => {
      if (done === 10) abort.abort()
    })
    expect(summary).toMatchObject({ outcome: 'cancelled', messages: 10 })
    expect(sink.happened.at(-1)).toBe('abort')
    expect(sink.happened).not.toContain('close')
    expect(sink.text()).toBe('')
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
    await exportJson(source, memorySink(), options, abort.signal, ({ done }) => {
      if (done === 3) abort.abort()
    })
    expect(released).toHaveBeenCalledOnce()
  })

  it('before the beginning writes nothing', async () => {
    const sink = memorySink()
    const summary = await exportJson(sourceOf(), sink, options, AbortSignal.abort(), () => undefined)
    expect(summary).toEqual({ outcome: 'cancelled', conversations: 0, messages: 0, failures: [] })
    expect(sink.happened).toEqual(['abort'])
  })
})

const oddments = [
  { at: 9, kind: 'echo', wireKind: null },
  { at: 10, kind: 'echo', wireKind: 'message' },
  { at: 20, kind: 'unknown-kind', wireKind: 'input_notify' },
  { at: 21, kind: 'unknown-kind', wireKind: null },
  { at: 22, kind: 'unknown-kind', wireKind: 'input_notify' },
  { at: 30, kind: 'unreadable', wireKind: 'message' },
  { at: 99, kind: 'duplicate', wireKind: 'message' },
  { at: 99, kind: 'lists-changed', wireKind: 'buddylist_change' },
  { at: 99, kind: 'not-sent', wireKind: null },
  { at: 100, kind: 'duplicate', wireKind: 'message' },
] as const
