import { chance } from './chance.ts'
import { chooseReply } from './choose-reply.ts'
import { delayOf } from './delay.ts'
import type { ChatEvent, Now } from './event.ts'
import type { Candidate } from './find-rules.ts'
import { countOf } from './past-replies.ts'
import type { RuleState } from './state.ts'
import { renderTemplate } from './template.ts'
import { timeValues } from './template-time.ts'

/**
 * The text of a reply as it will be sent, empty when nothing is left to say; `place`: which of the rule's replies it is, from
 * 0; `delayMs`: how long it waits.
 */
export function writeReply(
  { compiled, captures, asked }: Candidate,
  state: RuleState,
  event: ChatEvent,
  now: Now,
  usualDelay: number,
): { text: string; place: number; delayMs: number } {
  const { rule, replies } = compiled
  const luck = (what: string): number => chance(now.random, event.messageKey, rule.id, what)
  const place = asked ? 0 : chooseReply(rule, state, event, luck('choice'))
  const before = countOf(state, rule.id, event.conversation)
  const text = renderTemplate(asked?.answer?.reply ?? replies[place] ?? [], {
    ...event.names,
    ...timeValues(now.at, now.zone),
    // A dialogue is one answer, however long it gets.
    count: asked ? Math.max(1, before) : before + 1,
    message: event.text,
    captures,
  })
  return { text, place, delayMs: delayOf(rule.reply.delay, usualDelay, text, luck('delay')) }
}
