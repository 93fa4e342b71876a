import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRules } from '../../../../lib/rules/compile.ts'
import type { ReplayItem } from '../../../../lib/rules/lab/event-of.ts'
import { eventOf } from '../../../../lib/rules/lab/event-of.ts'
import { createReplay, DIFFERENCES_KEPT } from '../../../../lib/rules/lab/replay.ts'
import type { Replay } from '../../../../lib/rules/lab/replay.ts'
import type { RuleSet } from '../../../../lib/rules/policy.ts'
import { emptyRuleState } from '../../../../lib/rules/state.ts'
import { HOUR, MINUTE, SECOND } from '../../../../lib/time.ts'
import { contentCondition, event, later, NOON, rule, ruleSet } from '../examples.ts'
import type { Happening, Kept } from './arbitrary.ts'
import { anyRuleSet, chatter, happening } from './arbitrary.ts'
import { live } from './live.ts'
import { NOBODY } from './nobody.ts'

/** Answers a friend's words whatever they are, without any limit but the kernel's. */
const TALKATIVE = ruleSet([
  rule({ who: { kinds: ['friend'] }, conditions: [contentCondition(['text', 'face', 'picture'])] }),
])

function replayOf(kept: readonly Kept[], sets: readonly RuleSet[]): Replay {
  const compiled = sets.map((set) => compileRules(set))
  const replay = createReplay({ compiled: compiled[0]!, state: emptyRuleState, form: 'none' })
  for (const { message, decision } of kept) {
    replay.use(compiled[Number(decision.given?.ruleSet.slice('set-'.length))]!)
    replay.step(eventOf(message, decision, NOBODY))
  }
  return replay
}

/** The friend of `chat-1` says something, `after` ms after what was before. */
function says(text: string, after: number): Happening {
  const said = event({ text, author: 'chat-1' })
  return { what: 'message', after, event: said, age: 0, random: 1, away: false, isOn: true, isUp: true }
}

function item(text: string, at: number, changes: Partial<ReplayItem> = {}): ReplayItem {
  return { event: event({ text, messageKey: `m${at}`, sentAt: NOON + at }), now: later(at), ...changes }
}

describe('a replay of what was lived', () => {
  it('comes to exactly the same, message by message', () => {
    fc.assert(
      fc.property(
        fc.array(anyRuleSet, { minLength: 1, maxLength: 2 }),
        fc.array(happening, { minLength: 1, maxLength: 60 }),
        (sets, happenings) => {
          const { kept } = live(happenings, sets)
          const { differences, compared, messages } = replayOf(kept, sets).result()
          expect(differences).toEqual([])
          expect([compared, messages]).toEqual([kept.length, kept.length])
        },
      ),
      { numRuns: 60 },
    )
  }, 30_000)

  it('comes to the same where machines talk, and the user steps in', () => {
    fc.assert(
      fc.property(fc.array(chatter, { minLength: 20, maxLength: 60 }), (happenings) => {
        const { kept } = live(happenings, [TALKATIVE])
        expect(replayOf(kept, [TALKATIVE]).result().differences).toEqual([])
      }),
      { numRuns: 100 },
    )
  }, 30_000)

  it('knows that a pause of the loop breaker was ended by hand', () => {
    const talk = ['一', '二', '三', '四', '五'].map((text) => says(text, 6 * SECOND))
    const resume: Happening = { what: 'resume', after: SECOND, conversation: 'chat-1' }
    const { kept } = live([...talk, resume, says('六', 6 * SECOND)], [TALKATIVE])
    const whys = kept.map(({ decision: { outcome } }) => (outcome.kind === 'reply' ? 'reply' : outcome.why))
    expect(whys).toEqual(['reply', 'reply', 'reply', 'loop', 'loop', 'reply'])
    expect(replayOf(kept, [TALKATIVE]).result().different).toBe(0)
  })

  it('takes no pause away that other rules brought about', () => {
    const silent = ruleSet([rule({ id: 'silent', conditions: [contentCondition(['shake'])] })])
    const { kept } = live(
      ['一', '二', '三', '四', '五'].map((text) => says(text, 6 * SECOND)),
      [silent],
    )
    const held = replayOf(kept, [TALKATIVE]).result()
    expect(held).toMatchObject({ replies: 3, held: { loop: 2 } })
  })
})

describe('the result of a replay', () => {
  const set = ruleSet([
    rule({ id: 'r1', goOn: true, cooldownMs: HOUR }),
    rule({ id: 'r2' }),
    rule({ id: 'r3', conditions: [contentCondition(['picture'])], reply: { mode: 'draft' } }),
  ])

  function run(items: ReplayItem[]): Replay {
    const replay = createReplay({ compiled: compileRules(set), state: emptyRuleState, form: 'compact' })
    for (const one of items) replay.step(one)
    return replay
  }

  it('counts by rule, reason and conversation', () => {
    const picture = item('', 20 * SECOND)
    const items = [
      item('在吗', 0),
      item('在吗 2', 10 * SECOND),
      { ...picture, event: { ...picture.event, segments: [{ type: 'picture' as const }] } },
      item('不', MINUTE),
    ]
    const result = run(items).result()
    expect(result).toMatchObject({
      messages: 4,
      from: NOON,
      to: NOON + MINUTE,
      replies: 2,
      drafts: 1,
      held: { cooldown: 1, 'no-rule-matched': 1 },
      compared: 0,
    })
    expect(Object.fromEntries(result.rules)).toEqual({
      r1: { replies: 1, drafts: 0, held: { cooldown: 1 } },
      r2: { replies: 1, drafts: 0, held: {} },
      r3: { replies: 0, drafts: 1, held: {} },
    })
    expect(Object.fromEntries(result.conversations)).toEqual({ 'chat-1': { kind: 'friend', replies: 2, drafts: 1 } })
  })

  it('has the trace that was asked for', () => {
    const compiled = compileRules(set)
    const step = (form: 'compact' | 'none') =>
      createReplay({ compiled, state: emptyRuleState, form }).step(item('在吗', 0)).trace.length
    expect(step('none')).toBe(0)
    expect(step('compact')).toBeGreaterThan(0)
  })

  it('tells differences to what happened', () => {
    const kept = live([says('在吗', 0), says('不', MINUTE)], [set]).kept
    const replay = createReplay({ compiled: compileRules(ruleSet([])), state: emptyRuleState, form: 'none' })
    for (const { message, decision } of kept) replay.step(eventOf(message, decision, NOBODY))
    expect(replay.result()).toMatchObject({
      compared: 2,
      different: 1,
      differences: [
        {
          messageKey: 'm0',
          conversation: 'chat-1',
          sentAt: NOON,
          here: { kind: 'none', why: 'no-rule-matched', ruleId: null, text: null },
          there: {
            kind: 'reply',
            replies: [
              { ruleId: 'r1', text: '稍后回复' },
              { ruleId: 'r2', text: '稍后回复' },
            ],
          },
        },
      ],
    })
  })

  it('keeps the first differences and counts the others', () => {
    const compiled = compileRules(ruleSet([rule()]))
    const replay = createReplay({ compiled, state: emptyRuleState, form: 'none' })
    const several = DIFFERENCES_KEPT + 20
    for (let index = 0; index < several; index++) {
      const one = item(`在吗 ${index}`, index * 8 * HOUR)
      const { messageKey, account, conversation, kind } = one.event
      const outcome = { kind: 'none' as const, why: 'no-rule-matched' as const, ruleId: null }
      replay.step({ ...one, happened: { messageKey, account, conversation, kind, at: one.now.at, outcome, trace: [] } })
    }
    expect(replay.result()).toMatchObject({ compared: several, different: several, replies: several })
    expect(replay.result().differences).toHaveLength(DIFFERENCES_KEPT)
    expect(replay.result().differences[0]).toMatchObject({ here: { kind: 'reply' }, there: { kind: 'none' } })
  })

  it('does not grow with the messages', () => {
    const replay = createReplay({ compiled: compileRules(TALKATIVE), state: emptyRuleState, form: 'none' })
    for (let index = 0; index < 20_000; index++) replay.step(item(`第 ${index} 句`, index * 3 * SECOND))
    const { rules, conversations, differences, messages } = replay.result()
    expect([messages, rules.size, conversations.size, differences.length]).toEqual([20_000, 1, 1, 0])
    expect(JSON.stringify(replay.state()).length).toBeLessThan(100_000)
  }, 30_000)
})
