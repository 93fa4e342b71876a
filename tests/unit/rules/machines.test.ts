import { describe, expect, it } from 'vitest'
import { compileRules } from '../../../lib/rules/compile.ts'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import type { ChatEvent, RuleState } from '../../../lib/rules/decide.ts'
import { DEFAULT_LIMITS } from '../../../lib/rules/policy.ts'
import type { Policy } from '../../../lib/rules/policy.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { BOUNDS } from '../../../lib/rules/state-shape.ts'
import { forgetLoop, rememberTakeover } from '../../../lib/rules/state.ts'
import { MINUTE, SECOND } from '../../../lib/time.ts'
import { contentCondition, event, later, NOON, rule, ruleSet, textCondition } from './examples.ts'

type Line = [seconds: number, text: string, changes?: Partial<ChatEvent>]

const LIMITS = { ...DEFAULT_LIMITS, friendMs: 0, groupMs: 0 }

/** Answers everything that has one of these words in it. */
const answerAll = rule({ conditions: [textCondition('any-of', ['在', '我', '好'])] })

/** What becomes of messages that come so many seconds after {@link NOON}: `reply`, or why there is none. */
function talk(
  lines: Line[],
  {
    rules = [answerAll],
    policy = {},
    start = emptyRuleState,
  }: { rules?: Rule[]; policy?: Partial<Policy>; start?: RuleState } = {},
) {
  const compiled = compileRules(ruleSet(rules, policy))
  let state = start
  const said = lines.map(([seconds, text, changes]) => {
    const ms = seconds * SECOND
    const message = event({ messageKey: `m${seconds}`, text, sentAt: NOON + ms, ...changes })
    const verdict = decide(compiled, state, message, later(ms))
    state = verdict.state
    return verdict.outcome.kind === 'reply' ? 'reply' : verdict.outcome.why
  })
  return { said, state }
}

/** Another text each time, so that nothing is learnt from it. */
const chatter = (every: number, count: number): Line[] =>
  Array.from({ length: count }, (_, turn) => [turn * every, `我在第${turn}次`])

describe('the loop breaker', () => {
  it('gives a machine that answers everything three replies, then leaves the chat alone for half an hour', () => {
    const { said, state } = talk(chatter(10, 6))
    expect(said).toEqual(['reply', 'reply', 'reply', 'loop', 'loop', 'loop'])
    expect(state.loops).toEqual([{ conversation: 'chat-1', until: NOON + 30 * SECOND + 30 * MINUTE }])
    const after = (minutes: number) => talk([[30 + minutes * 60, '在吗']], { start: state }).said
    expect(after(29.99)).toEqual(['loop'])
    expect(after(30)).toEqual(['reply'])
  })

  it('takes an answer within a minute for one at once, and a later one not', () => {
    expect(talk(chatter(60, 4)).said).toEqual(['reply', 'reply', 'reply', 'loop'])
    expect(talk(chatter(61, 6)).said).toEqual(Array.from({ length: 6 }, () => 'reply'))
  })

  it('counts the minute from when the reply is out', () => {
    const slow = rule({
      conditions: answerAll.what.groups[0]!.conditions,
      reply: { delay: { fromMs: 30 * SECOND, toMs: 30 * SECOND } },
    })
    expect(talk(chatter(90, 4), { rules: [slow] }).said).toEqual(['reply', 'reply', 'reply', 'loop'])
    expect(talk(chatter(91, 4), { rules: [slow] }).said).toEqual(['reply', 'reply', 'reply', 'reply'])
  })

  it('counts a turn also when the message at once was held back and a later one is answered', () => {
    const lines: Line[] = [
      [0, '在'],
      [2, '我'],
      [70, '在吗'],
      [72, '我呀'],
      [140, '在不在'],
      [142, '我说'],
    ]
    expect(talk(lines).said).toEqual(['reply', 'burst', 'reply', 'burst', 'reply', 'loop'])
  })

  it('begins anew when nothing was said for half an hour', () => {
    const lines: Line[] = [
      [0, '在'],
      [10, '我'],
      [20, '谢谢'],
      [1_811, '在吗'],
      [1_821, '我呀'],
      [1_831, '好'],
    ]
    expect(talk(lines).said).toEqual(['reply', 'reply', 'no-rule-matched', 'reply', 'reply', 'reply'])
  })

  it('begins anew when the user writes there, here or elsewhere', () => {
    const { state } = talk(chatter(10, 3))
    const written = rememberTakeover(state, 'chat-1', NOON + 25 * SECOND)
    expect(written.turns).toEqual([])
    const elsewhere = talk(
      [
        [25, '我自己说', { own: 'self' }],
        [30, '在吗'],
      ],
      { start: state },
    )
    expect(elsewhere.said).toEqual(['own-message', 'reply'])
    expect(
      talk(
        [
          [25, '别的', { own: 'echo' }],
          [30, '在吗'],
        ],
        { start: state },
      ).said,
    ).toEqual(['echo', 'loop'])
  })

  it('is ended by the user, and counts anew then', () => {
    const { state } = talk(chatter(10, 4))
    const { said } = talk(
      [
        [40, '在吗'],
        [50, '我呀'],
        [60, '好吗'],
        [70, '在呀'],
      ],
      { start: forgetLoop(state, 'chat-1') },
    )
    expect(said).toEqual(['reply', 'reply', 'reply', 'loop'])
  })

  it('keeps the end of a pause that has begun, however much is written', () => {
    const { state } = talk(chatter(10, 100))
    expect(state.loops).toEqual([{ conversation: 'chat-1', until: NOON + 30 * SECOND + 30 * MINUTE }])
  })

  it('is about one chat', () => {
    const { state } = talk(chatter(10, 4))
    expect(talk([[40, '在吗', { conversation: 'chat-2' }]], { start: state }).said).toEqual(['reply'])
  })

  it('counts the turns of each member of a group apart, and leaves the whole group alone', () => {
    const open = { ...answerAll, who: { ...answerAll.who, contacts: ['chat-1'] } }
    const lines: Line[] = Array.from({ length: 6 }, (_, turn) => [
      turn * 11,
      `我在第${turn}次`,
      { kind: 'group', author: `person-${turn % 2}` },
    ])
    expect(talk(lines, { rules: [open] }).said).toEqual(Array.from({ length: 6 }, () => 'reply'))
    const machine: Line[] = chatter(10, 4).map(([seconds, text]) => [seconds, text, { kind: 'group' }])
    const { said, state } = talk(machine, { rules: [open] })
    expect(said).toEqual(['reply', 'reply', 'reply', 'loop'])
    expect(talk([[45, '在', { kind: 'group', author: 'person-2' }]], { rules: [open], start: state }).said).toEqual([
      'loop',
    ])
  })

  it('is not tripped by what nobody does', () => {
    const { state } = talk(chatter(10, 2))
    for (const what of ['group-joined', 'friend-added'] as const) {
      const told: Partial<ChatEvent> = { segments: [{ type: 'notice', what, facts: {} }], text: '' }
      expect(talk([[15, '', told]], { start: state }).state).toBe(state)
    }
  })

  it('is tripped by a machine that answers with shakes, shares or files', () => {
    const rules = [rule({ conditions: [contentCondition(['shake', 'share', 'file'])] })]
    for (const what of ['shake', 'share', 'offline-file'] as const) {
      const act: Partial<ChatEvent> = { segments: [{ type: 'notice', what, facts: {} }] }
      const lines = chatter(10, 6).map(([seconds, text]): Line => [seconds, text, act])
      const { said, state } = talk(lines, { rules })
      expect(said).toEqual(['reply', 'reply', 'reply', 'loop', 'loop', 'loop'])
      expect(state.loops).toEqual([{ conversation: 'chat-1', until: NOON + 30 * SECOND + 30 * MINUTE }])
      // The same shake again is no habit of a machine's words.
      expect(state.heard).toEqual([])
    }
  })

  it('counts on when two contacts with turns of their own turn out to be one', () => {
    const { state } = talk(chatter(10, 2))
    const [turns] = state.turns
    const both = [{ ...turns!, count: 1 }, ...state.turns]
    const lines = chatter(10, 5).map(([seconds, text]): Line => [seconds + 20, text])
    for (const merged of [both, both.toReversed()]) {
      const { said } = talk(lines, { start: { ...state, turns: merged } })
      expect(said).toEqual(['reply', 'loop', 'loop', 'loop', 'loop'])
    }
  })

  it('is not tripped by a backlog, and does not hear messages of another login', () => {
    const { state } = talk(chatter(10, 1))
    const unheard: Partial<ChatEvent>[] = [{ sentAt: NOON - MINUTE * 2 }, { login: 'other' }, { login: 'none' }]
    for (const changes of unheard) expect(talk([[9, '我', changes]], { start: state }).state).toBe(state)
    expect(talk([[9, '我']], { start: state }).state).not.toBe(state)
  })

  it('counts several replies to one message as one turn', () => {
    const rules = [
      { ...answerAll, goOn: true },
      { ...answerAll, id: 'r2' },
    ]
    const { said, state } = talk(chatter(10, 4), { rules, policy: { limits: { ...LIMITS, perMinute: 20 } } })
    expect(said).toEqual(['reply', 'reply', 'reply', 'loop'])
    expect(state.replies).toHaveLength(6)
  })

  it('counts the minute from when the last of several replies is out', () => {
    const delayed = (id: string, delay: number, goOn = false) =>
      rule({
        id,
        goOn,
        conditions: answerAll.what.groups[0]!.conditions,
        reply: { delay: { fromMs: delay * SECOND, toMs: delay * SECOND } },
      })
    const policy = { limits: { ...LIMITS, perMinute: 20 } }
    for (const rules of [
      [delayed('a', 0, true), delayed('b', 30)],
      [delayed('a', 30, true), delayed('b', 0)],
    ]) {
      expect(talk(chatter(90, 4), { rules, policy }).said).toEqual(['reply', 'reply', 'reply', 'loop'])
      expect(talk(chatter(91, 4), { rules, policy }).said).toEqual(['reply', 'reply', 'reply', 'reply'])
    }
  })

  it('does not take a greeting to a new member for a turn', () => {
    const greeting = rule({ id: 'greeting', conditions: [contentCondition(['join'])], who: { contacts: ['chat-1'] } })
    const open = { ...answerAll, who: { ...answerAll.who, contacts: ['chat-1'] } }
    const joined: Partial<ChatEvent> = {
      segments: [{ type: 'notice', what: 'group-joined', facts: {} }],
      kind: 'group',
    }
    const lines: Line[] = [
      [0, '我', { kind: 'group' }],
      [10, '', joined],
    ]
    const { said, state } = talk(lines, { rules: [open, greeting] })
    expect(said).toEqual(['reply', 'reply'])
    expect(state.turns).toMatchObject([{ count: 1 }])
  })
})

describe('automatic replies without a mark', () => {
  it('are known by the same words, twice at once after ours', () => {
    const lines: Line[] = [
      [0, '在吗'],
      [9, '我不在'],
      [700, '在吗'],
      [709, '我不在'],
      [1_400, '我不在'],
      [1_500, '我在'],
    ]
    expect(talk(lines).said).toEqual(['reply', 'reply', 'reply', 'reply', 'automatic-reply', 'reply'])
  })

  it('stay unknown when they come later, or only once, or both at once', () => {
    const said = (lines: Line[]) => talk(lines).said.at(-1)
    expect(
      said([
        [0, '在吗'],
        [11, '我不在'],
        [700, '在吗'],
        [711, '我不在'],
        [1_400, '我不在'],
      ]),
    ).toBe('reply')
    expect(
      said([
        [0, '在吗'],
        [10, '我不在'],
        [700, '我不在'],
      ]),
    ).toBe('reply')
    expect(
      said([
        [0, '在吗'],
        [3, '我不在'],
        [8, '我不在'],
        [700, '我不在'],
      ]),
    ).toBe('reply')
    expect(
      said([
        [0, '在吗'],
        [2, '我不在'],
        [8, '我不在'],
        [700, '我不在'],
      ]),
    ).toBe('automatic-reply')
  })

  it("are one author's, in whatever chat", () => {
    const lines: Line[] = [
      [0, '在吗'],
      [9, '我不在'],
      [700, '在吗'],
      [709, '我不在'],
    ]
    const { state } = talk(lines)
    expect(talk([[1_400, '我不在', { author: 'person-2' }]], { start: state }).said).toEqual(['reply'])
    expect(talk([[1_400, '我不在', { conversation: 'chat-2' }]], { start: state }).said).toEqual(['automatic-reply'])
  })

  it('are counted from when our reply is out, and not before', () => {
    const slow = { ...answerAll, reply: { ...answerAll.reply, delay: { fromMs: 30 * SECOND, toMs: 30 * SECOND } } }
    const said = (after: number) =>
      talk(
        [
          [0, '在吗'],
          [after, '我不在'],
          [700, '在吗'],
          [700 + after, '我不在'],
          [1_400, '我不在'],
        ],
        { rules: [slow] },
      ).said.at(-1)
    expect(said(29)).toBe('reply')
    expect(said(30)).toBe('automatic-reply')
    expect(said(40)).toBe('automatic-reply')
    expect(said(41)).toBe('reply')
  })

  it('are learnt also while the user has the chat, or the breaker holds it', () => {
    const first = talk([
      [0, '在吗'],
      [9, '我不在'],
      [700, '在吗'],
    ])
    const taken = rememberTakeover(first.state, 'chat-1', NOON + 705 * SECOND)
    const { said } = talk(
      [
        [709, '我不在'],
        [2_000, '我不在'],
      ],
      { start: taken },
    )
    expect(said).toEqual(['takeover', 'automatic-reply'])
  })

  it('stay known however many people answer us at once in a group', () => {
    const { state } = talk([
      [0, '在吗'],
      [9, '我不在'],
      [700, '在吗'],
      [709, '我不在'],
    ])
    const open = { ...answerAll, who: { ...answerAll.who, contacts: ['group-1'] } }
    const crowd = Array.from({ length: 200 }, (_, n): Line => {
      return [800, `我在${n}`, { conversation: 'group-1', kind: 'group', author: `member-${n}`, messageKey: `g${n}` }]
    })
    const after = talk(crowd, { rules: [open], start: state, policy: { limits: LIMITS } }).state
    expect(after.heard).toHaveLength(BOUNDS.heard)
    expect(talk([[1_400, '我不在']], { start: after }).said).toEqual(['automatic-reply'])
  })

  it('are not learnt from a chat in which we said nothing', () => {
    const { state } = talk([
      [0, '在吗'],
      [9, '我不在', { conversation: 'chat-2' }],
    ])
    expect(state.heard).toEqual([])
  })
})
