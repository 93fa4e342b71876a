import type { ChatEvent, Moment, Switches } from '../../../lib/rules/event.ts'
import type { Rule } from '../../../lib/rules/rule.ts'

/** The time at which nearly every test happens, ms. The others are said relative to it. */
export const NOON = 1_790_000_000_000

export const MOMENT: Moment = { at: NOON, serverAt: NOON, localTime: '14:30' }
export const ON: Switches = { autoReply: true, pausedUntil: null }

/** The moment `ms` later, by both clocks. */
export function later(ms: number): Moment {
  return { ...MOMENT, at: NOON + ms, serverAt: NOON + ms }
}

/** A friend asks 在吗 just now. */
export function event(changes: Partial<ChatEvent> = {}): ChatEvent {
  const text = changes.text ?? '在吗'
  return {
    messageKey: 'm1',
    account: '10001',
    conversation: 'chat-1',
    kind: 'friend',
    author: 'person-1',
    own: 'no',
    authorIsKnown: true,
    names: { nick: '小红', remark: null, card: null, group: null },
    text,
    segments: [{ type: 'text', text }],
    mentionsMe: false,
    sentAt: NOON,
    ...changes,
  }
}

type RuleChanges = Partial<Omit<Rule, 'who' | 'what' | 'reply'>> & {
  who?: Partial<Rule['who']>
  what?: Partial<Rule['what']>
  reply?: string
}

/** A rule that answers 在吗 everywhere. */
export function rule({ who, what, reply = '稍后回复', ...changes }: RuleChanges = {}): Rule {
  return {
    id: 'r1',
    enabled: true,
    who: { kinds: ['friend', 'group', 'discuss'], contacts: [], onlyWhenMentioned: false, ...who },
    what: { match: 'any-of', texts: ['在吗'], ignoreCase: true, ...what },
    reply: { text: reply },
    cooldownMs: 0,
    ...changes,
  }
}
