import { describe, expect, it } from 'vitest'
import { planReplies } from '../../../lib/companion/plan-replies.ts'
import type { Verdict } from '../../../lib/rules/verdict.ts'
import { message, NOON } from '../archive/samples.ts'
import { handle } from './world.ts'

const answered = { message: message('m'), target: handle(5), isToStranger: false, at: NOON }
const pieces = (text: string) =>
  text.split('|').flatMap((piece) => (piece.trim() === '' ? [] : [[{ type: 'text' as const, text: piece }]]))

function plan(outcome: Verdict['outcome']) {
  let ids = 0
  return planReplies(outcome, answered, pieces, () => `row-${++ids}`)
}

describe('planReplies', () => {
  it('plans every reply, in order, and none overtakes one before it', () => {
    const { outcome, rows } = plan({
      kind: 'reply',
      replies: [
        { ruleId: 'a', text: '一|二', delayMs: 3_000 },
        { ruleId: 'b', text: '三', delayMs: 1_000 },
        { ruleId: 'c', text: '四', delayMs: 5_000 },
      ],
    })
    expect(rows.map(({ text, ruleId, notBefore }) => [text, ruleId, notBefore - NOON])).toEqual([
      ['一', 'a', 3_000],
      ['二', 'a', 3_001],
      ['三', 'b', 3_002],
      ['四', 'c', 5_000],
    ])
    expect(outcome).toEqual({
      kind: 'reply',
      ruleId: 'a',
      outboxId: 'row-1',
      text: '一|二',
      also: [
        { ruleId: 'b', outboxId: 'row-3', text: '三' },
        { ruleId: 'c', outboxId: 'row-4', text: '四' },
      ],
    })
  })

  it('leaves out a reply of blanks, and says so when there is no other', () => {
    const blank = { ruleId: 'a', text: ' ', delayMs: 0 }
    const other = { ruleId: 'b', text: '好', delayMs: 0 }
    expect(plan({ kind: 'reply', replies: [blank, other] })).toMatchObject({
      outcome: { kind: 'reply', ruleId: 'b', outboxId: 'row-1' },
      rows: [{ ruleId: 'b' }],
    })
    expect(plan({ kind: 'reply', replies: [blank] })).toEqual({
      outcome: { kind: 'none', why: 'empty-reply', ruleId: 'a' },
      rows: [],
    })
  })

  it('plans nothing of a draft, and keeps what it says', () => {
    const draft = { kind: 'none', why: 'draft', ruleId: 'a', text: '好' } as const
    expect(plan(draft)).toEqual({ outcome: draft, rows: [] })
  })
})
