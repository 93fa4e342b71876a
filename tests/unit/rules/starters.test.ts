import { describe, expect, it } from 'vitest'
import { enRules } from '../../../lib/i18n/en-rules.ts'
import { zhCNRules } from '../../../lib/i18n/zh-CN-rules.ts'
import { checkRule } from '../../../lib/rules/check.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import { decide } from '../../../lib/rules/decide.ts'
import { eventFrom, nowFrom } from '../../../lib/rules/lab/event-draft.ts'
import type { EventDraft } from '../../../lib/rules/lab/event-draft.ts'
import { lint } from '../../../lib/rules/lab/lint.ts'
import { DEFAULT_POLICY } from '../../../lib/rules/policy.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { emptyRuleState } from '../../../lib/rules/state.ts'
import { STARTER_WORDS, STARTERS } from '../../../lib/rules/starters.ts'
import type { Starter, StarterWord } from '../../../lib/rules/starters.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts'

const ZONE = 'Asia/Shanghai'
/** A Thursday in the National Day holidays. */
const NIGHT = Date.parse('2026-10-01T00:00:00+08:00')
const ANSWERS = { group: 'group-1', dates: { from: '2026-10-01', to: '2026-10-09' } }

const LANGUAGES = [
  ['zh-CN', zhCNRules],
  ['en', enRules],
] as const
const textOf = (words: unknown): string => (typeof words === 'string' ? words : '')
const zh = (key: StarterWord): string => zhCNRules[key]

/** A starter as it is added once what it needs is known. */
const made = (starter: Starter): Rule => starter.make(zh, starter.id, ANSWERS)
const byId = (id: string): Rule => made(STARTERS.find((starter) => starter.id === id)!)

function answerTo(rule: Rule, draft: Partial<EventDraft>, away = false) {
  const at = draft.at ?? NIGHT + 12 * HOUR
  const event = eventFrom({ text: '你好', kind: 'friend', mentioned: false, content: [], at, ...draft })
  const compiled = compileRules({ rules: [rule], policy: DEFAULT_POLICY })
  const { outcome } = decide(compiled, emptyRuleState, event, nowFrom(at, ZONE, { away }), 'none')
  return outcome.kind === 'reply' ? outcome.replies[0].text : outcome.why
}

describe.each(LANGUAGES)('the starters in %s', (_, words) => {
  const rules = STARTERS.map((starter) => starter.make((key) => textOf(words[key]), starter.id, ANSWERS))

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s can be saved as it is', (_id, rule) => {
    expect(checkRule(rule)).toEqual({ rule, problems: [] })
    expect(rule.enabled).toBe(true)
  })

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s has nothing that the lint finds', (_id, rule) => {
    expect(lint({ rules: [rule], policy: DEFAULT_POLICY }, ZONE, NIGHT)).toEqual([])
  })

  it('keep all limits together through a day of chatter', () => {
    const { replies, messages } = chatter(rules)
    expect(messages).toBeGreaterThan(2_000)
    expect(replies.length).toBeGreaterThan(10)
    expectLimits(replies)
  })
})

interface Sent {
  at: number
  place: string
  isFollowUp: boolean
}

/** Twenty people who write whatever comes to their mind, keywords too, for a day; the same day each time. */
function chatter(rules: Rule[]): { replies: Sent[]; messages: number } {
  const compiled = compileRules({ rules, policy: DEFAULT_POLICY })
  const says = ['你好', '菜单', 'menu', '1', '2', '几点开门', 'opening hours', '请回电 13800138000', '嗯', '在吗']
  let seed = 1
  const draw = (below: number): number => (seed = (seed * 16_807) % 2_147_483_647) % below
  const replies: Sent[] = []
  const heard = new Map<string, number>()
  let state = emptyRuleState
  let messages = 0
  for (let at = NIGHT; at < NIGHT + DAY; at += draw(60) * SECOND) {
    const isGroup = draw(4) === 0
    const contact = isGroup ? 'group-1' : `friend-${draw(20)}`
    const author = isGroup ? `member-${draw(10)}` : contact
    const previousAt = heard.get(author) ?? null
    const content = isGroup && draw(3) === 0 ? (['join'] as const) : []
    const draft = {
      kind: isGroup ? ('group' as const) : ('friend' as const),
      mentioned: draw(2) === 0,
      contact,
      author,
    }
    const event = eventFrom({ ...draft, text: says[draw(says.length)] ?? '', content, at, previousAt })
    const isOpen = state.followUps.some((open) => open.conversation === contact)
    const now = nowFrom(at, ZONE, { away: draw(3) > 0, random: draw(1_000) })
    const verdict = decide(compiled, state, { ...event, messageKey: `m${messages++}` }, now, 'none')
    state = verdict.state
    heard.set(author, at)
    if (verdict.outcome.kind === 'reply') replies.push({ at, place: `${contact} ${author}`, isFollowUp: isOpen })
  }
  return { replies, messages }
}

function expectLimits(replies: readonly Sent[]): void {
  const { perMinute, perHour, perDay, friendMs } = DEFAULT_POLICY.limits
  for (const { at, place, isFollowUp } of replies) {
    const within = (span: number) => replies.filter((one) => one.at <= at && one.at > at - span)
    expect(within(MINUTE).length).toBeLessThanOrEqual(perMinute)
    expect(within(HOUR).length).toBeLessThanOrEqual(perHour)
    expect(within(DAY).length).toBeLessThanOrEqual(perDay)
    const together = within(friendMs).filter((one) => one.place === place)
    // An answer to a question of ours is given at once; all else waits.
    expect(isFollowUp ? 1 : together.length).toBe(1)
  }
}

describe('a starter', () => {
  it.each(STARTERS.map((starter) => [starter.id, starter] as const))('%s keeps all limits by itself', (_, starter) => {
    const { replies } = chatter([made(starter)])
    expect(replies).not.toEqual([])
    expectLimits(replies)
  })

  it('is switched off while what it needs is not known', () => {
    const needy = STARTERS.filter(({ needs }) => needs !== null)
    expect(needy.map(({ id, needs }) => [id, needs])).toEqual([
      ['holiday', 'dates'],
      ['welcome', 'group'],
    ])
    for (const starter of needy) expect(starter.make(zh, 'x').enabled).toBe(false)
    for (const starter of STARTERS) expect(starter.make(zh, 'x', ANSWERS)).toMatchObject({ id: 'x', enabled: true })
  })

  it('uses every word there is', () => {
    const used = new Set<StarterWord>()
    for (const starter of STARTERS) {
      starter.make((key) => {
        used.add(key)
        return zh(key)
      }, 'x')
    }
    expect([...used].toSorted()).toEqual(STARTER_WORDS.toSorted())
  })

  it.each<[string, Partial<EventDraft>, boolean, string]>([
    ['away', {}, true, zh('starter.away.reply')],
    ['away', {}, false, 'no-rule-matched'],
    ['away', { content: ['picture'], text: '' }, true, zh('starter.away.reply')],
    ['away', { content: ['shake'], text: '' }, true, 'no-rule-matched'],
    ['hours', {}, false, zh('starter.hours.reply')],
    ['hours', { at: Date.parse('2026-09-28T08:59:00+08:00') }, false, zh('starter.hours.reply')],
    ['hours', { at: Date.parse('2026-09-28T09:00:00+08:00') }, false, 'no-rule-matched'],
    ['hours', { at: Date.parse('2026-09-28T17:59:00+08:00') }, false, 'no-rule-matched'],
    ['hours', { at: Date.parse('2026-09-28T18:00:00+08:00') }, false, zh('starter.hours.reply')],
    ['hours', { at: Date.parse('2026-09-27T12:00:00+08:00') }, false, zh('starter.hours.reply')],
    ['holiday', {}, false, zh('starter.holiday.reply')],
    ['holiday', { at: Date.parse('2026-10-09T00:00:00+08:00') }, false, 'no-rule-matched'],
    ['faq', { text: '请问几点開門？' }, false, zh('starter.faq.reply')],
    ['faq', { text: '你好' }, false, 'no-rule-matched'],
    ['hello', { previousAt: null }, false, zh('starter.hello.reply').replace('{nick}', '昵称')],
    ['hello', {}, false, 'no-rule-matched'],
    [
      'callback',
      { text: '麻烦回电：138-0013-8000，谢谢' },
      false,
      zh('starter.callback.reply').replace('{capture:number}', '138-0013-8000'),
    ],
    ['callback', { text: '麻烦回电' }, false, 'no-rule-matched'],
    ['welcome', { kind: 'group', contact: 'group-1', content: ['join'], text: '' }, false, zh('starter.welcome.reply')],
    ['welcome', { kind: 'group', contact: 'group-2', content: ['join'], text: '' }, false, 'no-rule-matched'],
  ])('%s to %j (away: %s): %s', (id, draft, away, answer) => {
    expect(answerTo(byId(id), draft, away)).toBe(answer)
  })

  it('answers the choices of its menu', () => {
    const compiled = compileRules({ rules: [byId('menu')], policy: DEFAULT_POLICY })
    let state = emptyRuleState
    const texts = ['菜单', '2', '1', '3', '4'].map((text, index) => {
      const at = NIGHT + 10 * SECOND * index
      const event = eventFrom({ text, kind: 'friend', mentioned: false, content: [], at })
      // The user writes in between: nobody takes it for two machines.
      const verdict = decide(
        compiled,
        { ...state, turns: [] },
        { ...event, messageKey: text },
        nowFrom(at, ZONE),
        'none',
      )
      state = verdict.state
      return verdict.outcome.kind === 'reply' ? verdict.outcome.replies[0].text : verdict.outcome.why
    })
    expect(texts).toEqual([
      zh('starter.menu.reply'),
      zh('starter.menu.second.reply'),
      zh('starter.menu.first.reply'),
      zh('starter.menu.otherwise'),
      'no-rule-matched',
    ])
  })
})
