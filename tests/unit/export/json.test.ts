import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import type { AttachmentKind, Segment } from '../../../lib/chat/segment.ts'
import { jsonFormat } from '../../../lib/export/formats/json.ts'
import { jsonlFormat } from '../../../lib/export/formats/jsonl.ts'
import lineSchema from '../../../public/schema/smartqq-companion-export-line-3.schema.json' with { type: 'json' }
import schema from '../../../public/schema/smartqq-companion-export-3.schema.json' with { type: 'json' }
import { noticeKinds } from '../chat/notice-kinds.ts'
import { nastyMessages } from './nasty-conversation.ts'
import { chat, exportedAs, exportedJson, sourceOf } from './samples.ts'

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true })
addFormats.default(ajv)
const validate = ajv.compile(schema)
const validateLine = ajv.compile(lineSchema)

function problemsOf(file: unknown): unknown {
  return validate(file) ? [] : validate.errors
}
function problemsOfLines(text: string): unknown {
  return linesOf(text).flatMap((line) => (validateLine(line) ? [] : [validateLine.errors]))
}
function linesOf(text: string): { type: string; [member: string]: unknown }[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string })
}

const everything = {
  oddments: async () =>
    [
      { at: 10, kind: 'echo', wireKind: 'message' },
      { at: 20, kind: 'unknown-kind', wireKind: null },
      { at: 30, kind: 'unreadable', wireKind: 'message' },
    ] as const,
  watches: async () => [
    { from: 0, to: 1_000_000, by: 'background' as const, ended: 'offline' },
    { from: 2_000_000, to: 3_000_000, by: 'page' as const, ended: null },
  ],
  damage: async () => [{ conversation: 'anna', from: 5, to: 9, messages: 12 }],
}

const cases: [string, ReturnType<typeof sourceOf>, Parameters<typeof exportedJson>[1]?][] = [
  ['nasty messages', sourceOf()],
  ['no conversation at all', sourceOf([])],
  ['a conversation without messages', sourceOf([], { conversations: [{ id: 'quiet', kind: 'discuss' }] })],
  ['an account without a nickname', sourceOf(chat('anna', 12), { account: { number: '10001', nick: null } })],
  ['oddments, gaps and damage', sourceOf(chat('anna', 1), everything)],
  [
    'a filter, a range and names replaced',
    sourceOf(),
    {
      filter: { from: 0, to: 2_000_000_000_000, authors: ['person-1', null], content: ['text'] },
      filterWords: { authors: ['person-1', null], words: '强哥', content: ['text'] },
      redaction: { salt: 'salt' },
    },
  ],
  [
    'an increment',
    sourceOf(chat('anna', 3)),
    { increment: { part: 2, continues: { anna: { hash: 'ab'.repeat(16), count: 7 } } } },
  ],
]

describe('our format as JSON', () => {
  it('writes the nasty conversation as the golden file has it', async () => {
    const { text, summary } = await exportedJson(sourceOf())
    await expect(text).toMatchFileSnapshot('../../fixtures/export/nasty-conversation.json.golden')
    expect(summary).toMatchObject({
      outcome: 'written',
      conversations: 1,
      messages: nastyMessages.length,
      failures: [],
    })
  })

  it.each(cases)('fits the published schema with %s', async (_, source, change) => {
    const { file } = await exportedJson(source, change)
    expect(problemsOf(file)).toEqual([])
  })

  it.each(noticeKinds)('fits the published schema with a notice of %s', async (what) => {
    const segments: Segment[] = [{ type: 'notice', what, facts: { name: 'a.txt' } }]
    const { file } = await exportedJson(sourceOf(chat('anna', 1, { segments })))
    expect(problemsOf(file)).toEqual([])
    expect(file.conversations[0]?.messages[0]?.segments).toEqual(segments)
  })

  it('fits the published schema with every attachment', async () => {
    const kinds: Record<AttachmentKind, null> = {
      voice: null,
      video: null,
      file: null,
      sticker: null,
      link: null,
      location: null,
      card: null,
      call: null,
      'red-packet': null,
      transfer: null,
      forward: null,
    }
    const segments = Object.keys(kinds).map((what) => ({ type: 'attachment', what, name: null }) as Segment)
    const { file } = await exportedJson(sourceOf(chat('anna', 1, { segments })))
    expect(problemsOf(file)).toEqual([])
  })

  it('puts each message on a line of its own', async () => {
    const { text } = await exportedJson(sourceOf())
    const lines = text.split('\n').filter((line) => line.startsWith('{"n":'))
    expect(lines).toHaveLength(nastyMessages.length)
  })

  it('gives every text back as it was, but for halves of surrogate pairs', async () => {
    const { file } = await exportedJson(sourceOf())
    const texts = file.conversations[0]?.messages.map((message) => message.text)
    expect(texts).toEqual(nastyMessages.map((message) => message.text.toWellFormed()))
  })

  it('shows nothing that means something in one login only', async () => {
    const { text } = await exportedJson(sourceOf())
    for (const secret of ['login-secret-epoch', '424242', '434343', 'uin', 'poll_type', 'raw', 'reply-1', 'import-1']) {
      expect(text).not.toContain(secret)
    }
  })

  it('gives a message the same id in every export, and an imported one the id it came with', async () => {
    const [once, again] = [await exportedJson(sourceOf()), await exportedJson(sourceOf())]
    const ids = once.file.conversations[0]?.messages.map((message) => message.id)
    expect(again.file.conversations[0]?.messages.map((message) => message.id)).toEqual(ids)
    expect(new Set(ids)).toHaveProperty('size', nastyMessages.length)
    expect(ids).toContain('0123456789abcdef0123456789abcdef')
  })

  it('names the people who wrote, merged ones once, and nobody else', async () => {
    const { file } = await exportedJson(sourceOf())
    expect(file.people).toEqual({
      'person-1': { number: '1876033142', nick: '<Lily>', remark: '"\uFFFD' },
      'person-2': { number: null, nick: '强哥', remark: null },
      'person-unknown': { number: null, nick: null, remark: null },
    })
  })

  it('names the friend of a conversation also when only we wrote', async () => {
    const { file } = await exportedJson(sourceOf(chat('person-2', 1, { direction: 'out', author: null })))
    expect(Object.keys(file.people)).toEqual(['person-2'])
    expect(file.conversations).toMatchObject([
      { id: 'person-2', title: '强哥', number: null, count: 1, complete: true },
    ])
  })

  it('tells what a rule sent from what the user wrote, what was recalled, and where a message came from', async () => {
    const { file } = await exportedJson(sourceOf())
    const messages = file.conversations[0]?.messages ?? []
    const replies = messages.filter((message) => message.direction === 'out')
    expect(replies.map((message) => message.autoReply)).toEqual([
      { ruleId: 'rule-1', state: 'uncertain' },
      undefined,
      { ruleId: null, state: 'unknown' },
    ])
    expect(messages.filter(({ recalled }) => recalled).map(({ text, source }) => [text, source])).toEqual([
      ['说错了，撤回', 'import'],
    ])
  })
})

describe('our format as JSON Lines', () => {
  it('writes the nasty conversation as the golden file has it', async () => {
    const { text } = await exportedAs(jsonlFormat, sourceOf())
    await expect(text).toMatchFileSnapshot('../../fixtures/export/nasty-conversation.jsonl.golden')
  })

  it.each(cases)('fits the published schema with %s', async (_, source, change) => {
    const { text } = await exportedAs(jsonlFormat, source, change)
    expect(problemsOfLines(text)).toEqual([])
  })

  it('holds the same as the JSON, links and seal included', async () => {
    const source = sourceOf([...nastyMessages, ...chat('anna', 3)], everything)
    const { file } = await exportedJson(source)
    const lines = linesOf((await exportedAs(jsonlFormat, source)).text)
    const [header, ...rest] = lines
    const end = rest.pop()
    const { conversations, people, completeness, seal, ...head } = file
    expect(header).toEqual({ type: 'header', ...head })
    expect(end).toEqual({ type: 'end', people, completeness, seal })
    const expected = conversations.flatMap(({ messages, count, hash, complete, ...conversation }) => [
      { type: 'conversation', ...conversation },
      ...messages.map((message) => ({ type: 'message', conversation: conversation.id, ...message })),
      { type: 'conversation-end', id: conversation.id, count, hash, complete },
    ])
    expect(rest).toEqual(expected)
  })
})

describe('both', () => {
  it.each([jsonFormat, jsonlFormat])('are well-formed Unicode throughout, also as escapes ($id)', async (format) => {
    const { text } = await exportedAs(format, sourceOf())
    expect(text.isWellFormed()).toBe(true)
    expect(text.replaceAll('\\\\', '')).not.toMatch(/\\ud[89a-f]/iu)
  })
})
