import { describe, expect, it } from 'vitest'
import { chooseReply, rememberChoice } from '../../../lib/rules/choose-reply.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { BOUNDS } from '../../../lib/rules/state-shape.ts'
import { emptyRuleState } from '../../../lib/rules/state.ts'
import { event, later, NOW, rule } from './examples.ts'

function ruleWith(choose: Rule['reply']['choose'], weights: number[], id = 'r1'): Rule {
  return rule({ id, reply: { choose, texts: weights.map((weight, place) => ({ text: `reply ${place}`, weight })) } })
}

/** The replies of a rule to so many messages, by place. */
function series(given: Rule, conversations: string[]): number[] {
  let state = emptyRuleState
  return conversations.map((conversation, index) => {
    const message = event({ conversation })
    const place = chooseReply(given, state, message, 0.5)
    state = rememberChoice(state, given, message, later(index), place)
    return place
  })
}

describe('chooseReply', () => {
  it.each([
    [0, 0],
    [0.24, 0],
    [0.25, 1],
    [0.5, 2],
    [0.999, 3],
  ])('takes any at random: %f gives %i of four', (luck, place) => {
    expect(chooseReply(ruleWith('random', [100, 1, 1, 1]), emptyRuleState, event(), luck)).toBe(place)
  })

  it.each([
    [0, 0],
    [0.59, 0],
    [0.6, 1],
    [0.89, 1],
    [0.9, 2],
    [0.999, 2],
  ])('takes them by weight: %f gives %i of 6, 3, 1', (luck, place) => {
    expect(chooseReply(ruleWith('weighted', [6, 3, 1]), emptyRuleState, event(), luck)).toBe(place)
  })

  it('takes one after the other, whoever is answered, and begins again', () => {
    expect(series(ruleWith('round-robin', [1, 1, 1]), ['a', 'b', 'a', 'c', 'a'])).toEqual([0, 1, 2, 0, 1])
  })

  it('takes them in order in each conversation, and stays at the last', () => {
    const places = series(ruleWith('sequence', [1, 1, 1]), ['a', 'a', 'b', 'a', 'a', 'b'])
    expect(places).toEqual([0, 1, 0, 2, 2, 1])
  })

  it.each(['random', 'weighted', 'round-robin', 'sequence'] as const)('has no choice of one: %s', (choose) => {
    const one = ruleWith(choose, [5])
    expect(chooseReply(one, emptyRuleState, event(), 0.99)).toBe(0)
    expect(rememberChoice(emptyRuleState, one, event(), NOW, 0)).toBe(emptyRuleState)
  })

  it.each(['random', 'weighted'] as const)('remembers nothing of what was drawn: %s', (choose) => {
    expect(rememberChoice(emptyRuleState, ruleWith(choose, [1, 1]), event(), NOW, 1)).toBe(emptyRuleState)
  })

  it('keeps to the replies there are when the rule has become shorter', () => {
    const state = { ...emptyRuleState, rotations: [{ ruleId: 'r1', conversation: null, next: 4, at: NOW.at }] }
    expect(chooseReply(ruleWith('round-robin', [1, 1, 1]), state, event(), 0)).toBe(1)
    const there = { ...emptyRuleState, rotations: [{ ruleId: 'r1', conversation: 'chat-1', next: 4, at: NOW.at }] }
    expect(chooseReply(ruleWith('sequence', [1, 1, 1]), there, event(), 0)).toBe(2)
  })

  it('keeps rules apart', () => {
    const state = rememberChoice(emptyRuleState, ruleWith('round-robin', [1, 1]), event(), NOW, 0)
    expect(chooseReply(ruleWith('round-robin', [1, 1], 'r2'), state, event(), 0)).toBe(0)
  })
})

describe('rememberChoice', () => {
  it('keeps what was used last when there is no room', () => {
    let state = emptyRuleState
    for (let index = 0; index <= BOUNDS.rotations; index++) {
      const message = event({ conversation: `chat-${index}` })
      state = rememberChoice(state, ruleWith('sequence', [1, 1]), message, later(index), 0)
      state = rememberChoice(state, ruleWith('sequence', [1, 1]), event({ conversation: 'chat-0' }), later(index), 0)
    }
    expect(state.rotations).toHaveLength(BOUNDS.rotations)
    expect(state.rotations.some(({ conversation }) => conversation === 'chat-0')).toBe(true)
    expect(state.rotations.some(({ conversation }) => conversation === 'chat-1')).toBe(false)
  })

  it('goes on from the later place when two contacts with one each have turned out to be one', () => {
    const given = ruleWith('sequence', [1, 1, 1, 1])
    const { conversation } = event()
    const place = (next: number, at: number) => ({ ruleId: 'r1', conversation, next, at })
    const merged = { ...emptyRuleState, rotations: [place(1, NOW.at), place(2, NOW.at + 1)] }
    expect(chooseReply(given, merged, event(), 0)).toBe(2)
    const { rotations } = rememberChoice(merged, given, event(), later(2), 2)
    expect(rotations).toEqual([place(3, NOW.at + 2)])
  })
})
