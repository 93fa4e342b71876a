import { describe, expect, it } from 'vitest'
import type { ChatEvent } from '../../../../lib/rules/event.ts'
import { groupNeedsMention } from '../../../../lib/rules/guards/group-needs-mention.ts'
import type { Rule } from '../../../../lib/rules/rule.ts'
import { event, rule } from '../examples.ts'
import { passesRule } from './guard-input.ts'

describe('groupNeedsMention', () => {
  it.each<[string, Partial<ChatEvent>, Partial<Rule['who']>, boolean]>([
    ['a friend', {}, {}, true],
    ['a friend, with a rule that wants a mention in groups', {}, { onlyWhenMentioned: true }, true],
    ['a group that names me', { kind: 'group', mentionsMe: true }, {}, true],
    ['a discussion that names me', { kind: 'discuss', mentionsMe: true }, { onlyWhenMentioned: true }, true],
    ['a group that does not, with a rule for all groups', { kind: 'group' }, {}, false],
    ['a discussion that does not', { kind: 'discuss' }, {}, false],
    ['a group that does not, and that the rule names', { kind: 'group' }, { contacts: ['chat-2', 'chat-1'] }, true],
    ['another group than the rule names', { kind: 'group' }, { contacts: ['chat-2'] }, false],
    [
      'a group that the rule names, but wants a mention in',
      { kind: 'group' },
      { contacts: ['chat-1'], onlyWhenMentioned: true },
      false,
    ],
  ])('%s', (_, changes, who, passed) => {
    expect(passesRule(groupNeedsMention, { event: event(changes), rule: rule({ who }) })).toBe(passed)
  })
})
