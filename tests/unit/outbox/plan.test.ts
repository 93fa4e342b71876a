import { describe, expect, it } from 'vitest'
import { planReply } from '../../../lib/outbox/plan.ts'
import { message } from '../archive/samples.ts'
import { NOON, row } from './world.ts'

describe('planReply', () => {
  it('makes a waiting row a piece, in order, bound to the login and the message', () => {
    const { target } = row('x')
    const answers = message('m1', { conversation: 'club', kind: 'group', sentAt: NOON - 5 })
    const pieces = [[{ type: 'text' as const, text: '好' }], [{ type: 'face' as const, code: 14, name: '微笑' }]]
    let count = 0
    const rows = planReply({ ruleId: 'r1', answers, target, pieces, at: NOON, delayMs: 1_500 }, () => `o${++count}`)
    const same = { ruleId: 'r1', conversation: 'club', kind: 'group', target, state: 'pending', createdAt: NOON }
    expect(rows[0]).not.toHaveProperty('isFollowUp')
    expect(rows).toMatchObject([
      { ...same, id: 'o1', text: '好', notBefore: NOON + 1_500, answers: { key: 'm1', sentAt: NOON - 5 } },
      { ...same, id: 'o2', text: '[微笑]', notBefore: NOON + 1_501, isFollowUp: true },
    ])
  })
})
