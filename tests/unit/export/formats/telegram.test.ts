import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExportedMessage } from '../../../../lib/export/format.ts'
import { numericId } from '../../../../lib/export/formats/numeric-id.ts'
import { telegram } from '../../../../lib/export/formats/telegram.ts'
import type { TelegramMessage } from '../../../../lib/export/formats/telegram-message.ts'
import { hostileMessages } from './hostile.ts'
import { completeness, contextOf, expectGolden, friend, nastyExported, writeFile } from './write-file.ts'

interface Read {
  name: string
  type: string
  id: number
  personal_information: { user_id: number; first_name: string }
  messages: TelegramMessage[]
  completeness: unknown
}

/** What somebody who reads Telegram's files takes for the text of a message. */
function textOf({ text }: TelegramMessage): string {
  return typeof text === 'string'
    ? text
    : text.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('')
}

/** The label that Telegram's own fields stand for. */
function labelOf(message: TelegramMessage): string | null {
  if (message.photo !== undefined) return '[图片]'
  if (message.file === undefined) return null
  const name = message.file_name ? ` ${message.file_name}` : ''
  return (
    { voice_message: '[语音]', video_file: '[视频]', sticker: '[表情包]', none: '[文件]' }[
      message.media_type ?? 'none'
    ] + name
  )
}

async function read(messages: readonly ExportedMessage[], change: Parameters<typeof writeFile>[2] = {}): Promise<Read> {
  return JSON.parse(await writeFile(telegram, messages, change))
}

describe('Telegram result.json', () => {
  it('writes the nasty conversation byte for byte as it always did', async () => {
    expectGolden('nasty-conversation.telegram.json.golden', await writeFile(telegram, await nastyExported()))
  })

  it('has the shape of one chat, and who "I" is', async () => {
    const file = await read(await nastyExported(), { head: friend })
    expect(file).toMatchObject({ name: '<Lily>', type: 'personal_chat', id: 1876033142, completeness })
    expect(file.personal_information).toEqual({ user_id: 10001, first_name: '小明' })
    expect(Object.keys(file).indexOf('personal_information')).toBeLessThan(Object.keys(file).indexOf('messages'))
    expect(file.messages[0]?.from_id).toBe('user1876033142')
  })

  it('keeps each text, time and author, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(hostileMessages, async (messages) => {
        const file = await read(messages)
        expect(file.messages).toHaveLength(messages.length)
        for (const [at, written] of file.messages.entries()) {
          const message = messages[at]
          expect(labelOf(written) ?? textOf(written)).toBe(message?.text)
          expect(written.date_unixtime).toBe(String(Math.floor(Date.parse(message?.at ?? '') / 1000)))
          expect(written.text_entities.map(({ text }) => text).join('')).toBe(textOf(written))
          expect(written.from_id ?? written.actor_id ?? 'user0').toMatch(/^user\d+$/)
          expect(Number.isSafeInteger(written.id)).toBe(true)
        }
      }),
      { numRuns: 70 },
    )
  })

  it('shows local time, which goes back with the clocks while the instant goes on', async () => {
    const [first] = await nastyExported()
    const messages = ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'].map((at) => ({
      ...first,
      at,
    })) as ExportedMessage[]
    const file = await read(messages, { context: contextOf({ timeZone: 'Europe/Berlin' }) })
    expect(file.messages.map(({ date }) => date)).toEqual(['2026-10-25T02:30:00', '2026-10-25T02:30:00'])
    expect(file.messages.map((message) => message.date_unixtime)).toEqual(['1792888200', '1792891800'])
  })

  it('takes links and quotations apart, and pictures and files as Telegram does', async () => {
    const [first] = await nastyExported()
    const saying = (segments: ExportedMessage['segments'], text: string) =>
      ({ ...first, segments, text }) as ExportedMessage
    const file = await read([
      saying([{ type: 'text', text: '看 https://example.com/a?b=1，好' }], '看 https://example.com/a?b=1，好'),
      saying(
        [
          { type: 'quote', text: '在吗' },
          { type: 'text', text: '在' },
        ],
        '「在吗」在',
      ),
      saying([{ type: 'picture' }], '[图片]'),
      saying([{ type: 'attachment', what: 'voice', name: null }], '[语音]'),
      saying([{ type: 'notice', what: 'group-joined', facts: {} }], '[新成员入群]'),
      saying([{ type: 'notice', what: 'all-muted', facts: {} }], '[全员禁言]'),
    ])
    expect(file.messages.map(({ text }) => text)).toEqual([
      ['看 ', { type: 'link', text: 'https://example.com/a?b=1' }, '，好'],
      [{ type: 'blockquote', text: '「在吗」' }, '在'],
      '',
      '',
      '[新成员入群]',
      '[全员禁言]',
    ])
    expect(file.messages[2]?.photo).toContain('not included')
    expect(file.messages[3]).toMatchObject({ media_type: 'voice_message', type: 'message' })
    expect(file.messages[4]).toMatchObject({
      type: 'service',
      action: 'invite_members',
      members: ['<Lily> "\u202Eyag'],
    })
    expect(file.messages[5]).toMatchObject({ type: 'service', action: 'qq_all_muted' })
  })

  it('believes the message when its segments say something else', async () => {
    const [first] = await nastyExported()
    const file = await read([
      { ...first, segments: [{ type: 'text', text: 'http://a.b' }], text: '****' } as ExportedMessage,
    ])
    expect(file.messages[0]?.text).toBe('****')
  })

  it('goes on after any message as if it had never stopped', async () => {
    const messages = await nastyExported()
    const whole = await writeFile(telegram, messages)
    for (const at of [-1, ...messages.keys()]) expect(await writeFile(telegram, messages, { cuts: [at] })).toBe(whole)
  })
})

describe('a number for an id', () => {
  it('is safe, the same every time, and never one that QQ gives out', () => {
    fc.assert(
      fc.property(fc.oneof(fc.stringMatching(/^[0-9a-f]{32}$/), fc.string()), (id) => {
        const number = numericId(id)
        expect(Number.isSafeInteger(number)).toBe(true)
        expect(number).toBeGreaterThanOrEqual(10 ** 12)
        expect(numericId(id)).toBe(number)
      }),
    )
    expect(numericId('0'.repeat(32))).toBe(10 ** 12)
  })

  it('differs for ids that differ little', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `person-${index}`)
    expect(new Set(ids.map(numericId)).size).toBe(ids.length)
    expect(numericId(`${'a'.repeat(13)}0${'0'.repeat(18)}`)).not.toBe(numericId(`${'a'.repeat(13)}8${'0'.repeat(18)}`))
  })
})
