import type { Decision, Given } from '../../../../lib/chat/decision.ts'
import type { Message } from '../../../../lib/chat/message.ts'
import { compileRules } from '../../../../lib/rules/compile.ts'
import { decide } from '../../../../lib/rules/decide.ts'
import type { ChatEvent, Now } from '../../../../lib/rules/event.ts'
import type { RuleSet } from '../../../../lib/rules/policy.ts'
import {
  emptyRuleState,
  forgetLoop,
  mutedUntil,
  rememberMute,
  rememberTakeover,
  lastTakeover,
} from '../../../../lib/rules/state.ts'
import type { RuleState } from '../../../../lib/rules/state.ts'
import { SECOND } from '../../../../lib/time.ts'
import { NOON, ON } from '../examples.ts'
import type { Happening, Kept } from './arbitrary.ts'

/** What the archive has of a day, and how it began and ended. */
export interface LivedDay {
  kept: Kept[]
  began: RuleState
  ended: RuleState
}

/**
 * Lives through a day as the background does: decides about each message when it comes, keeps what it was given, and
 * hears of what happens beside the messages. `sets` are the rules in turn, from one `rules` happening to the next.
 */
export function live(happenings: readonly Happening[], sets: readonly RuleSet[], began = emptyRuleState): LivedDay {
  const kept: Kept[] = []
  let state = began
  let at = NOON
  let inForce = 0
  let compiled = compileRules(sets[0] ?? { rules: [], policy: sets[0]!.policy })
  for (const [index, one] of happenings.entries()) {
    at += one.after
    switch (one.what) {
      case 'takeover':
        state = rememberTakeover(state, one.conversation, at)
        break
      case 'mute':
        state = rememberMute(state, one.conversation, one.forMs === null ? null : at + one.forMs, one.whom)
        break
      case 'unmute':
        state = rememberMute(state, one.conversation, 0, one.whom)
        break
      case 'resume':
        // Only a conversation that is left alone is offered to be taken up again.
        if (state.loops.some((loop) => loop.conversation === one.conversation && loop.until > at)) {
          state = forgetLoop(state, one.conversation)
        }
        break
      case 'rules':
        inForce = (inForce + 1) % sets.length
        compiled = compileRules(sets[inForce]!)
        break
      case 'message': {
        const sentAt = at - one.age
        const event: ChatEvent = {
          ...one.event,
          messageKey: `m${index}`,
          sentAt,
          ...(one.isUp ? {} : { login: 'none' }),
        }
        const now: Now = {
          at,
          serverAt: at + SECOND,
          zone: 'Asia/Shanghai',
          random: one.random,
          switches: { ...ON, autoReply: one.isOn },
          away: one.away,
        }
        const given = givenOf(event, now, state, `set-${inForce}`)
        const verdict = decide(compiled, state, event, now)
        state = verdict.state
        kept.push({ message: messageOf(event, at, index), decision: decisionOf(event, now, verdict.outcome, given) })
      }
    }
  }
  return { kept, began, ended: state }
}

function givenOf(event: ChatEvent, now: Now, state: RuleState, ruleSet: string): Given {
  const { own, login, authorIsKnown, names, authorNumber, category, role, previousAt, addressed } = event
  const { serverAt, zone, random, away, switches } = now
  return {
    own,
    ...(login === undefined ? {} : { login }),
    authorIsKnown,
    names,
    authorNumber,
    category,
    role,
    previousAt,
    ...(addressed === undefined ? {} : { addressed }),
    serverAt,
    zone,
    random,
    away,
    switches,
    ruleSet,
    mutedUntil: mutedUntil(state, event.conversation, now),
    takenOverAt: lastTakeover(state, event.conversation, now)?.at ?? null,
  }
}

function decisionOf(event: ChatEvent, now: Now, outcome: ReturnType<typeof decide>['outcome'], given: Given): Decision {
  const { messageKey, account, conversation, kind } = event
  const about = { messageKey, account, conversation, kind, at: now.at, trace: [], given }
  if (outcome.kind === 'none') return { ...about, outcome }
  const [first, ...others] = outcome.replies
  const also = others.map(({ ruleId, text }, place) => ({ ruleId, text, outboxId: `o-${messageKey}-${place}` }))
  const { ruleId, text } = first
  return {
    ...about,
    outcome: { kind: 'reply', ruleId, text, outboxId: `o-${messageKey}`, ...(also.length > 0 ? { also } : {}) },
  }
}

function messageOf(event: ChatEvent, receivedAt: number, index: number): Message {
  const { messageKey: key, account, conversation, kind, author, text, segments, mentionsMe, sentAt } = event
  return {
    key,
    account,
    epoch: 'e1',
    conversation,
    kind,
    direction: event.own === 'self' ? 'out' : 'in',
    author,
    authorName: null,
    segments: [...segments],
    text,
    mentionsMe,
    sentAt,
    receivedAt,
    order: index,
    source: 'poll',
    raw: null,
    outboxId: null,
  }
}
