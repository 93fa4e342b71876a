import { describe, expect, it } from 'vitest'
import { automaticReply } from '../../../../lib/rules/guards/automatic-reply.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { textMark } from '../../../../lib/rules/text-mark.ts'
import { event, NOON } from '../examples.ts'
import { guardInput, passes } from './guard-input.ts'

describe('automaticReply: the mark', () => {
  it.each<[string, boolean]>([
    ['[自动回复]您好，我现在有事不在', false],
    [' [自动回复] 您好', false],
    ['\u00A0\u200B[自动回复]', false],
    ['[ 自动回复 ]您好', false],
    ['［自动回复］您好', false],
    ['【自动回复】您好', false],
    ['[自動回覆]您好', false],
    ['[自動回復]您好', false],
    ['[Auto-Reply] Away', false],
    ['[autoreply] Away', false],
    ['[automatic reply] Away', false],
    ['我收到了[自动回复]', true],
    ['自动回复怎么设置', true],
    ['[自动回复机]', true],
    ['[微笑]', true],
  ])('of %j: passes %s', (text, passed) => {
    expect(passes(automaticReply, { event: event({ text }) })).toBe(passed)
  })

  it('is found behind the mention of me', () => {
    const text = '@小明 [自动回复]您好'
    const addressed = '[自动回复]您好'
    expect(passes(automaticReply, { event: event({ text, addressed, mentionsMe: true }) })).toBe(false)
    expect(passes(automaticReply, { event: event({ text, addressed: '您好', mentionsMe: true }) })).toBe(true)
  })

  it('is shown as it was found', () => {
    const { detail } = automaticReply.check(guardInput({ event: event({ text: ' [ 自动回复 ] 您好' }) }))
    expect(detail).toBe('[ 自动回复 ]')
  })
})

describe('automaticReply: what was learnt', () => {
  const knows = (text: string, count: number) => ({
    ...emptyRuleState,
    heard: [{ author: 'person-1', text: textMark(text), count, at: NOON }],
  })

  it.each<[string, string, number, string, string | null, boolean]>([
    ['a habit', '我不在', 2, '我不在', 'person-1', false],
    ['a habit in many words', '我不在'.repeat(50), 2, '我不在'.repeat(50), 'person-1', false],
    ['what was heard once', '我不在', 1, '我不在', 'person-1', true],
    ['other words', '我不在', 2, '我在', 'person-1', true],
    ['the habit of somebody else', '我不在', 2, '我不在', 'person-2', true],
    ['nobody', '我不在', 2, '我不在', null, true],
  ])('of %s', (_, known, count, text, author, passed) => {
    expect(passes(automaticReply, { state: knows(known, count), event: event({ text, author }) })).toBe(passed)
  })

  it('holds when two contacts of whom it was learnt and heard once have turned out to be one', () => {
    const known = [1, 2].map((count) => ({ author: 'person-1', text: '我不在', count, at: NOON }))
    for (const heard of [known, known.toReversed()]) {
      const state = { ...emptyRuleState, heard }
      expect(passes(automaticReply, { state, event: event({ text: '我不在' }) })).toBe(false)
    }
  })
})
