import { describe, expect, it } from 'vitest'
import type { Decision } from '../../../../lib/chat/decision.ts'
import { BY_HAND_WITHIN, createStatistics } from '../../../../lib/rules/lab/statistics.ts'
import { HOUR, MINUTE, SECOND } from '../../../../lib/time.ts'
import { NOON } from '../examples.ts'

type Decided = Pick<Decision, 'conversation' | 'at' | 'outcome'>

function reply(at: number, ruleId = 'r1', conversation = 'chat-1', also: string[] = []): Decided {
  const others = also.map((id) => ({ ruleId: id, text: '好', outboxId: 'o2' }))
  return {
    conversation,
    at,
    outcome: { kind: 'reply', ruleId, text: '好', outboxId: 'o1', ...(also.length > 0 ? { also: others } : {}) },
  }
}

function none(why: Extract<Decision['outcome'], { kind: 'none' }>['why'], ruleId: string | null): Decided {
  return { conversation: 'chat-1', at: NOON, outcome: { kind: 'none', why, ruleId } }
}

describe('statistics', () => {
  it('count replies, drafts and what was held back, by rule and reason', () => {
    const statistics = createStatistics()
    for (const decision of [
      reply(NOON),
      reply(NOON, 'r1', 'chat-2', ['r2']),
      none('draft', 'r2'),
      none('cooldown', 'r1'),
      none('cooldown', 'r1'),
      none('stale', 'r1'),
      none('no-rule-matched', null),
    ]) {
      statistics.decision(decision)
    }
    const { rules, decisions } = statistics.result()
    expect(decisions).toBe(7)
    expect(Object.fromEntries(rules)).toEqual({
      r1: { fired: 2, drafts: 0, held: { cooldown: 2, stale: 1 }, thenByHand: 0 },
      r2: { fired: 1, drafts: 1, held: {}, thenByHand: 0 },
    })
  })

  it.each([
    ['at the same time', 0, 0],
    ['a second later', SECOND, 1],
    ['five minutes later', BY_HAND_WITHIN, 1],
    ['a little more than five minutes later', BY_HAND_WITHIN + 1, 0],
    ['before it', -SECOND, 0],
  ])('count what the user wrote %s as theirs or not', (_, after, thenByHand) => {
    const statistics = createStatistics()
    statistics.decision(reply(NOON))
    statistics.ownMessage({ conversation: 'chat-1', at: NOON + after })
    expect(statistics.result().rules.get('r1')?.thenByHand).toBe(thenByHand)
  })

  it('count a reply once, however much the user writes, and only in its conversation', () => {
    const statistics = createStatistics()
    statistics.decision(reply(NOON))
    statistics.decision(reply(NOON + SECOND, 'r1', 'chat-2'))
    for (const after of [2 * SECOND, 3 * SECOND]) {
      statistics.ownMessage({ conversation: 'chat-1', at: NOON + after })
    }
    expect(statistics.result().rules.get('r1')?.thenByHand).toBe(1)
  })

  it('count several replies before one own message, and all rules of a reply', () => {
    const statistics = createStatistics()
    statistics.decision(reply(NOON, 'r1', 'chat-1', ['r2']))
    statistics.decision(reply(NOON + MINUTE))
    statistics.ownMessage({ conversation: 'chat-1', at: NOON + 2 * MINUTE })
    const { rules } = statistics.result()
    expect([rules.get('r1')?.thenByHand, rules.get('r2')?.thenByHand]).toEqual([2, 1])
  })

  it('come to the same whether all decisions are handed in first or mixed by time', () => {
    const decisions = [0, 1, 2, 3].map((hour) => reply(NOON + hour * HOUR))
    const own = [MINUTE, HOUR + 6 * MINUTE, 2 * HOUR + MINUTE].map((after) => ({
      conversation: 'chat-1',
      at: NOON + after,
    }))
    const first = createStatistics()
    for (const decision of decisions) first.decision(decision)
    for (const message of own) first.ownMessage(message)
    const mixed = createStatistics()
    const happened = [
      ...decisions.map((decision) => ({ at: decision.at, tell: () => mixed.decision(decision) })),
      ...own.map((message) => ({ at: message.at, tell: () => mixed.ownMessage(message) })),
    ]
    for (const { tell } of happened.sort((a, b) => a.at - b.at)) tell()
    expect(first.result()).toEqual(mixed.result())
    expect(first.result().rules.get('r1')?.thenByHand).toBe(2)
  })
})
