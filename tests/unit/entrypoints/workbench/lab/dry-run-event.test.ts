import { describe, expect, it } from 'vitest'
import { toEvent } from '../../../../../entrypoints/workbench/lab/dry-run-event.ts'
import {
  changeDryRun,
  dryRunForm,
  tryMessage,
  tryWitness,
  wallTime,
} from '../../../../../entrypoints/workbench/lab/dry-run-form.ts'
import type { DryRunForm } from '../../../../../entrypoints/workbench/lab/dry-run-form.ts'
import { createBook } from '../../../../../lib/contacts/book.ts'
import { HOUR, MINUTE } from '../../../../../lib/time.ts'
import { aContact, aMessage } from '../../pages/archive-with.ts'

const NOW = new Date(2026, 8, 22, 15, 30).getTime()
const EMPTY = dryRunForm.value

const book = createBook('1', {
  contacts: [
    aContact('friend', { nick: '阿强', remark: '老强', number: '24680', category: '同学' }),
    aContact('group', {
      kind: 'group',
      nick: '球友群',
      members: [
        { contact: 'member', nick: '小李', card: '球拍', role: 'admin', isSelf: false },
        { contact: null, nick: '小明', card: '我的名片', role: 'member', isSelf: true },
      ],
    }),
    aContact('member', { nick: '小李', isFriend: false }),
    aContact('old'),
  ],
  aliases: [{ from: 'old', to: 'friend', why: 'user', at: 1 }],
  handles: [],
  aparts: [],
})

function made(form: Partial<DryRunForm>, heardAt: number | null = null) {
  const facts = { book, heardAt, ownNick: '小明', now: NOW, zone: 'Asia/Shanghai' }
  return toEvent({ ...EMPTY, text: '在吗', ...form }, facts)
}

describe('toEvent', () => {
  it('is from somebody that no rule knows while nobody was chosen', () => {
    const { event, now } = made({})
    expect(event).toMatchObject({ text: '在吗', kind: 'friend', sentAt: NOW, previousAt: NOW - MINUTE, own: 'no' })
    expect(book.contacts.has(event.conversation)).toBe(false)
    expect(now).toMatchObject({ at: NOW, serverAt: NOW, zone: 'Asia/Shanghai', away: false })
  })

  it('knows of a friend what the archive knows, by whichever id', () => {
    expect(made({ conversation: 'old' }).event).toMatchObject({
      conversation: 'friend',
      author: 'friend',
      names: { nick: '阿强', remark: '老强', group: null },
      authorNumber: '24680',
      category: '同学',
    })
  })

  it('knows the card and the role of a member, and what is said to me without my name', () => {
    const form = { kind: 'group', conversation: 'group', author: 'member', mentioned: true } as const
    const { event } = made({ ...form, text: '@我的名片 在吗' })
    expect(event).toMatchObject({
      names: { card: '球拍', group: '球友群' },
      role: 'admin',
      mentionsMe: true,
      addressed: '在吗',
    })
  })

  it.each([
    ['archive', NOW - HOUR],
    ['just-now', NOW - MINUTE],
    ['never', null],
  ] as const)('the author wrote before: %s', (previous, at) => {
    expect(made({ conversation: 'friend', previous }, NOW - HOUR).event.previousAt).toBe(at)
  })

  it('does not know yet what was written after the moment that is tried', () => {
    const form = { conversation: 'friend', at: wallTime(NOW - HOUR) }
    expect(made(form, NOW - MINUTE).event).toMatchObject({ previousAt: null, sentAt: NOW - HOUR })
  })

  it('holds switches, pause and absence as the form says', () => {
    const { now } = made({ autoReply: false, paused: true, away: true, random: 7 })
    expect(now).toMatchObject({ away: true, random: 7, switches: { autoReply: false, pausedUntil: NOW + HOUR } })
  })
})

describe('the form of the dry run', () => {
  it('begins with an archived message, whose segments stand until its text is changed', () => {
    const segments = [
      { type: 'text' as const, text: '在吗' },
      { type: 'face' as const, code: 14, name: '微笑' },
    ]
    tryMessage(aMessage('m1', 'friend', { segments, text: '在吗[微笑]' }))
    expect(dryRunForm.value).toMatchObject({ text: '在吗[微笑]', conversation: 'friend', content: ['face'] })
    expect(made(dryRunForm.value).event).toMatchObject({ text: '在吗[微笑]', segments })
    changeDryRun({ text: '在么' })
    expect(made(dryRunForm.value).event.segments.map(({ type }) => type)).toEqual(['text', 'face'])
  })

  it('keeps a notice a notice', () => {
    const segments = [{ type: 'notice' as const, what: 'group-joined' as const, facts: {} }]
    tryMessage(aMessage('m1', 'group', { kind: 'group', author: null, segments, text: '[新成员入群]' }))
    expect(made(dryRunForm.value).event).toMatchObject({ segments, text: '[新成员入群]' })
  })

  it('takes over everything that a witness names', () => {
    tryWitness({
      text: '你好',
      kind: 'group',
      mentioned: true,
      content: ['text', 'picture'],
      at: NOW,
      contact: 'group',
      previousAt: null,
      away: true,
    })
    const { event, now } = made(dryRunForm.value)
    expect(event).toMatchObject({ text: '你好[图片]', mentionsMe: true, sentAt: NOW, previousAt: null })
    expect(event.conversation).toBe('group')
    expect(now.away).toBe(true)
  })
})
