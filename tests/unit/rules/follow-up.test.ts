import { describe, expect, it } from 'vitest'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import type { ChatEvent, RuleState, Verdict } from '../../../lib/rules/decide.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import { readRuleState } from '../../../lib/rules/state.ts'
import type { Policy } from '../../../lib/rules/policy.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { DAY, MINUTE, SECOND } from '../../../lib/time.ts'
import { event, later, NOON, rule, ruleSet, textCondition } from './examples.ts'

const FOLLOW_UP: NonNullable<Rule['reply']['followUp']> = {
  choices: [
    { texts: ['1', '进度'], reply: '正在处理', again: true },
    { texts: ['2'], reply: '已转告，{nick}', again: false },
  ],
  waitMs: 5 * MINUTE,
  otherwise: '只认 1 和 2',
}

function menu(changes: Partial<Rule['reply']> = {}, followUp: Partial<typeof FOLLOW_UP> = {}): Rule {
  const texts = [{ text: '回 1 或 2', weight: 1 }]
  return rule({ id: 'menu', reply: { texts, followUp: { ...FOLLOW_UP, ...followUp }, ...changes } })
}

/** A conversation: each message comes so many ms after {@link NOON}; gives what became of each. */
function talk(
  rules: Rule[],
  lines: [ms: number, text: string, changes?: Partial<ChatEvent>][],
  policy: Partial<Policy> = {},
  start: RuleState = emptyRuleState,
): { said: string[]; verdicts: Verdict[]; state: RuleState } {
  const compiled = compileRules(ruleSet(rules, policy))
  const verdicts: Verdict[] = []
  let state = start
  for (const [ms, text, changes] of lines) {
    const message = event({ messageKey: `m${ms}`, text, sentAt: NOON + ms, ...changes })
    const verdict = decide(compiled, state, message, later(ms))
    // As it is stored, so that a restart makes no difference.
    state = readRuleState(JSON.parse(JSON.stringify(verdict.state)))
    verdicts.push(verdict)
  }
  const said = verdicts.map(({ outcome }) =>
    outcome.kind === 'reply' ? outcome.replies.map(({ text }) => text).join(' + ') : `(${outcome.why})`,
  )
  return { said, verdicts, state }
}

const lower = rule({ id: 'lower', conditions: [textCondition('any-of', ['2', '别的', '进度'])], reply: '下面的规则' })

describe('a dialogue', () => {
  it('goes on with the answers the rule waits for', () => {
    const { said } = talk(
      [menu()],
      [
        [0, '在吗'],
        [10 * SECOND, '1'],
        [20 * SECOND, '进度'],
      ],
    )
    expect(said).toEqual(['回 1 或 2', '正在处理', '正在处理'])
  })

  it('ends with an answer that asks for no other', () => {
    const { said, state } = talk(
      [menu(), lower],
      [
        [0, '在吗'],
        [10 * SECOND, '2'],
        [40 * SECOND, '2'],
      ],
    )
    expect(said).toEqual(['回 1 或 2', '已转告，小红', '下面的规则'])
    expect(state.followUps).toEqual([])
  })

  it('is asked before the other rules', () => {
    expect(
      talk(
        [lower, menu()],
        [
          [0, '在吗'],
          [10 * SECOND, '2'],
        ],
      ).said,
    ).toEqual(['回 1 或 2', '已转告，小红'])
  })

  it('takes the whole answer, folded as the rule says, with blanks at the ends or not', () => {
    const folding = { ...menu(), what: { ...menu().what, fold: { ...menu().what.fold, width: true } } }
    expect(
      talk(
        [folding],
        [
          [0, '在吗'],
          [10 * SECOND, ' ２ '],
        ],
      ).said[1],
    ).toBe('已转告，小红')
    expect(
      talk(
        [menu()],
        [
          [0, '在吗'],
          [10 * SECOND, '２'],
        ],
      ).said[1],
    ).toBe('只认 1 和 2')
    expect(
      talk(
        [menu()],
        [
          [0, '在吗'],
          [10 * SECOND, '12'],
        ],
      ).said[1],
    ).toBe('只认 1 和 2')
  })

  it('takes an answer that names me as well', () => {
    const changes: Partial<ChatEvent> = { kind: 'group', mentionsMe: true }
    const { said } = talk(
      [menu()],
      [
        [0, '@小明 在吗', changes],
        [10 * SECOND, '@小明 2', { ...changes, addressed: '2' }],
      ],
    )
    expect(said).toEqual(['回 1 或 2', '已转告，小红'])
  })

  it('says once that it does not understand, then the other rules are asked, and the question still waits', () => {
    const { said } = talk(
      [menu(), lower],
      [
        [0, '在吗'],
        [10 * SECOND, '别的'],
        [20 * SECOND, '别的事'],
        [30 * SECOND, '2'],
      ],
    )
    expect(said.slice(0, 3)).toEqual(['回 1 或 2', '只认 1 和 2', '下面的规则'])
    // The fourth at once would be one turn too many; a while later it is an answer.
    expect(said[3]).toBe('(loop)')
    const slow = talk(
      [menu(), lower],
      [
        [0, '在吗'],
        [70 * SECOND, '别的'],
        [140 * SECOND, '别的事'],
        [210 * SECOND, '2'],
      ],
    )
    expect(slow.said).toEqual(['回 1 或 2', '只认 1 和 2', '下面的规则', '已转告，小红'])
  })

  it('lets the other rules be asked at once when it has nothing to say', () => {
    const { said, verdicts } = talk(
      [menu({}, { otherwise: null }), lower],
      [
        [0, '在吗'],
        [10 * SECOND, '别的'],
      ],
    )
    expect(said[1]).toBe('下面的规则')
    expect(verdicts[1]?.trace).toContainEqual({ check: 'rule:follow-up', ruleId: 'menu', passed: false })
  })

  it('ends when nobody has answered in time, counted from when the question was out', () => {
    const delay = { fromMs: 30 * SECOND, toMs: 30 * SECOND }
    const asked = (ms: number) =>
      talk(
        [menu({ delay }), lower],
        [
          [0, '在吗'],
          [ms, '2'],
        ],
      ).said[1]
    expect(asked(5 * MINUTE + 30 * SECOND - 1)).toBe('已转告，小红')
    expect(asked(5 * MINUTE + 30 * SECOND)).toBe('下面的规则')
  })

  it('waits anew after an answer that may be followed by another', () => {
    const { said } = talk(
      [menu()],
      [
        [0, '在吗'],
        [4 * MINUTE, '1'],
        [8 * MINUTE, '2'],
      ],
    )
    expect(said).toEqual(['回 1 或 2', '正在处理', '已转告，小红'])
  })

  it('is with one person in one conversation', () => {
    const changes: Partial<ChatEvent> = { kind: 'group', mentionsMe: true }
    const asked = (other: Partial<ChatEvent>) =>
      talk(
        [menu()],
        [
          [0, '在吗', changes],
          [10 * SECOND, '2', { ...changes, ...other }],
        ],
      ).said[1]
    expect(asked({})).toBe('已转告，小红')
    expect(asked({ author: 'person-2' })).toBe('(no-rule-matched)')
    expect(asked({ conversation: 'chat-2' })).toBe('(no-rule-matched)')
  })

  it('is with the last rule that asked', () => {
    const other = rule({
      id: 'other',
      conditions: [textCondition('any-of', ['菜单'])],
      reply: {
        texts: [{ text: '回 2 或 3', weight: 1 }],
        followUp: { ...FOLLOW_UP, choices: [{ texts: ['2'], reply: '另一个', again: false }], otherwise: null },
      },
    })
    const { said, state } = talk(
      [menu({}, { otherwise: null }), other],
      [
        [0, '在吗'],
        [10 * SECOND, '菜单'],
        [20 * SECOND, '2'],
      ],
    )
    expect(said).toEqual(['回 1 或 2', '回 2 或 3', '另一个'])
    expect(state.followUps).toEqual([])
  })

  it.each<[string, Rule[]]>([
    ['gone', []],
    ['switched off', [{ ...menu(), enabled: false }]],
    ['no longer asking', [rule({ id: 'menu', conditions: [textCondition('any-of', ['在吗'])] })]],
    ['only drafting', [menu({ mode: 'draft' })]],
    ['leaving this chat out', [{ ...menu(), who: { ...menu().who, except: ['chat-1'] } }]],
    ['in a group that is switched off', [{ ...menu(), group: 'off' }]],
  ])('is over when its rule is %s', (_, rules) => {
    const { state } = talk([menu()], [[0, '在吗']])
    const groups = [{ id: 'off', name: '关', enabled: false }]
    expect(talk([...rules, lower], [[10 * SECOND, '2']], { groups }, state).said).toEqual(['下面的规则'])
  })

  it('does not need to name me again, but the group still has to be one where I may speak', () => {
    const named = { ...menu(), who: { ...menu().who, contacts: ['chat-1'], onlyWhenMentioned: true } }
    const open = { ...menu(), who: { ...menu().who, contacts: ['chat-1'] } }
    const answer = (rules: Rule[]) =>
      talk(rules, [
        [0, '在吗', { kind: 'group', mentionsMe: true }],
        [10 * SECOND, '2', { kind: 'group' }],
      ]).said[1]
    expect(answer([named])).toBe('(group-needs-mention)')
    expect(answer([open])).toBe('已转告，小红')
  })

  it('is not held back by cooldowns and bursts, but by the caps', () => {
    const patient = { ...menu(), cooldownMs: DAY }
    const limits = { friendMs: DAY, groupMs: DAY, perMinute: 2, perHour: 40, perDay: 200 }
    const { said } = talk(
      [patient],
      [
        [0, '在吗'],
        [SECOND, '1'],
        [2 * SECOND, '进度'],
      ],
      { limits },
    )
    expect(said).toEqual(['回 1 或 2', '正在处理', '(cap-minute)'])
  })

  it('keeps the wait of a question that a guard held back', () => {
    const limits = { friendMs: 0, groupMs: 0, perMinute: 1, perHour: 40, perDay: 200 }
    const { said } = talk(
      [menu()],
      [
        [0, '在吗'],
        [30 * SECOND, '2'],
        [MINUTE, '2'],
      ],
      { limits },
    )
    expect(said).toEqual(['回 1 或 2', '(cap-minute)', '已转告，小红'])
  })

  it('counts as one answer of its rule', () => {
    const counting = menu(
      { texts: [{ text: '第{count}次', weight: 1 }] },
      { choices: [{ texts: ['1'], reply: '还是第{count}次', again: true }] },
    )
    const { said } = talk(
      [counting],
      [
        [0, '在吗'],
        [10 * SECOND, '1'],
        [3 * MINUTE, '在吗？'],
        [4 * MINUTE, '在吗。'],
      ],
    )
    expect(said).toEqual(['第1次', '还是第1次', '只认 1 和 2', '第2次'])
  })

  it('never learns that an answer it asked for is a habit of a machine', () => {
    const lines: [number, string][] = [0, 1, 2, 3].flatMap((turn): [number, string][] => [
      [turn * 10 * MINUTE, '在吗'],
      [turn * 10 * MINUTE + 8 * SECOND, '2'],
    ])
    expect(talk([menu()], lines).said.filter((text) => text === '已转告，小红')).toHaveLength(4)
  })

  it('asks nobody when its reply was held back, only offered, or empty', () => {
    expect(talk([menu({ mode: 'draft' })], [[0, '在吗']]).state.followUps).toEqual([])
    expect(talk([menu({ texts: [{ text: '{group}', weight: 1 }] })], [[0, '在吗']]).state.followUps).toEqual([])
    expect(talk([menu()], [[0, '在吗', { authorIsKnown: false }]]).state.followUps).toEqual([])
  })

  it('takes no notice for an answer', () => {
    const shake: Partial<ChatEvent> = { segments: [{ type: 'notice', what: 'shake', facts: {} }] }
    expect(
      talk(
        [menu()],
        [
          [0, '在吗'],
          [10 * SECOND, '2', shake],
        ],
      ).said[1],
    ).toBe('(no-rule-matched)')
  })

  it('shows the answer it understood', () => {
    const { verdicts } = talk(
      [menu()],
      [
        [0, '在吗'],
        [10 * SECOND, '2'],
      ],
    )
    expect(verdicts[1]?.trace).toEqual([
      { check: 'kernel', ruleId: null, passed: true, detail: '15' },
      { check: 'rule:follow-up', ruleId: 'menu', passed: true, detail: '2' },
    ])
  })
})
