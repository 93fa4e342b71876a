import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STALE_AFTER } from '../../../../lib/chat/stale.ts'
import { compileRules } from '../../../../lib/rules/compile.ts'
import { decide } from '../../../../lib/rules/decide.ts'
import type { ChatEvent, Now, Verdict } from '../../../../lib/rules/decide.ts'
import type { Limits, RuleSet } from '../../../../lib/rules/policy.ts'
import { mutedUntil, takeoverOf } from '../../../../lib/rules/state.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../../lib/time.ts'
import { ON } from '../examples.ts'
import { live, repliesOf, step, worlds } from '../worlds.ts'
import type { Decided } from '../worlds.ts'

/** What speaks against a reply of this rule: nothing, if the guards do what they are there for. */
function objections({ event: message, now, state }: Decided, { rules }: RuleSet, ruleId: string): string[] {
  const { conversation, kind } = message
  const found = rules.find(({ id }) => id === ruleId)
  if (!found) return ['no such rule']
  const { who, reply } = found
  const isOpen =
    kind === 'friend' || message.mentionsMe || (!who.onlyWhenMentioned && who.contacts.includes(conversation))
  const reasons: [string, boolean][] = [
    ['ours', message.own !== 'no'],
    ['not our login', message.login !== undefined],
    ['a stranger', !message.authorIsKnown],
    ['a machine of the service', message.authorNumber === '10000'],
    ['an automatic reply', message.text.includes('自动回复')],
    ['stale', Math.abs(now.serverAt - message.sentAt) > STALE_AFTER],
    ['switched off', !now.switches.autoReply || now.switches.stopped !== null],
    ['paused', (now.switches.pausedUntil ?? 0) > now.at],
    ['taken over', takeoverOf(state, conversation, now) !== undefined],
    ['muted', mutedUntil(state, conversation, now) !== null],
    ['a loop', state.loops.some((loop) => loop.conversation === conversation && loop.until > now.at)],
    ['a draft', reply.mode === 'draft'],
    ['switched off itself', !found.enabled],
    ['another kind of chat', !who.kinds.includes(kind)],
    ['nobody named me', !isOpen],
  ]
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason)
}

/** One person in one conversation. */
function placeOf({ conversation, author }: ChatEvent): string {
  return `${conversation} ${author}`
}

describe('no reply', () => {
  it('is given to what the guards are there to hold back', () => {
    fc.assert(
      fc.property(worlds.set, worlds.steps, (set, steps) => {
        for (const decided of live(set, steps)) {
          expect(repliesOf(decided).length).toBeLessThanOrEqual(3)
          for (const { ruleId } of repliesOf(decided)) expect(objections(decided, set, ruleId)).toEqual([])
        }
      }),
      { numRuns: 80 },
    )
  })

  it('is given beyond the caps, in whatever minute, hour or day', () => {
    fc.assert(
      fc.property(worlds.set, fc.array(step, { minLength: 80, maxLength: 120 }), (set, steps) => {
        const times = live(set, steps).flatMap((decided) => repliesOf(decided).map(() => decided.now.at))
        const { perMinute, perHour, perDay } = set.policy.limits
        for (const [span, most] of [
          [MINUTE, perMinute],
          [HOUR, perHour],
          [DAY, perDay],
        ] as const) {
          for (const end of times) {
            expect(times.filter((at) => at > end - span && at <= end).length).toBeLessThanOrEqual(most)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('is given twice to a person within the wait of the limits, dialogues apart', () => {
    fc.assert(
      fc.property(worlds.set, worlds.steps, (set, steps) => {
        const { friendMs, groupMs } = set.policy.limits
        const last = new Map<string, number>()
        for (const decided of live(set, steps).filter((one) => repliesOf(one).length > 0)) {
          const { event: message, now, verdict } = decided
          const wait = Math.max(5 * SECOND, message.kind === 'friend' ? friendMs : groupMs)
          const isDialogue = verdict.trace.some(({ check, passed }) => check === 'rule:follow-up' && passed)
          const earliest = isDialogue ? -Infinity : (last.get(placeOf(message)) ?? -Infinity) + wait
          expect(now.at).toBeGreaterThanOrEqual(earliest)
          last.set(placeOf(message), now.at)
        }
      }),
      { numRuns: 80 },
    )
  })

  it('is a fourth in a row to somebody who answers within a minute', () => {
    fc.assert(
      fc.property(worlds.set, worlds.steps, (set, steps) => {
        const rows = new Map<string, { count: number; out: number }>()
        for (const decided of live(
          set,
          steps.map((drawn) => ({ ...drawn, outside: 'nothing' as const })),
        )) {
          const { event: message, now } = decided
          const others = [...rows.keys()].filter(
            (key) => message.own === 'self' && key.startsWith(message.conversation),
          )
          for (const key of others) rows.delete(key)
          const [first] = repliesOf(decided)
          if (!first) continue
          const row = rows.get(placeOf(message))
          const count = row && now.at - row.out <= MINUTE ? row.count + 1 : 1
          expect(count).toBeLessThanOrEqual(3)
          rows.set(placeOf(message), { count, out: now.at + first.delayMs })
        }
      }),
      { numRuns: 80 },
    )
  })

  it('comes of making a guard stricter', () => {
    const events: ((decided: Decided) => [ChatEvent, Now])[] = [
      ({ event: message, now }) => [message, { ...now, switches: { ...ON, autoReply: false } }],
      ({ event: message, now }) => [message, { ...now, switches: { ...ON, pausedUntil: now.at + 1 } }],
      ({ event: message, now }) => [message, { ...now, switches: { ...ON, stopped: 'refused-sends' } }],
      ({ event: message, now }) => [message, { ...now, serverAt: now.serverAt + 60 * SECOND }],
      ({ event: message, now }) => [{ ...message, authorIsKnown: false }, now],
      ({ event: message, now }) => [{ ...message, login: 'other' }, now],
      ({ event: message, now }) => [{ ...message, own: 'echo' }, now],
    ]
    const otherSets: ((set: RuleSet) => RuleSet)[] = [
      (set) => withLimits(set, { perMinute: 1 }),
      (set) => withLimits(set, { perHour: 1 }),
      (set) => withLimits(set, { perDay: 1 }),
      (set) => withLimits(set, { friendMs: DAY, groupMs: DAY }),
      ({ rules: list, policy }) => ({ rules: list, policy: { ...policy, serviceAccounts: ['10000', '12345'] } }),
      ({ rules: list, policy }) => ({ rules: list.map((one) => ({ ...one, cooldownMs: DAY })), policy }),
    ]
    fc.assert(
      fc.property(worlds.set, worlds.steps, (set, steps) => {
        const compiled = compileRules(set)
        const others = otherSets.map((make) => compileRules(make(set)))
        for (const decided of live(set, steps)) {
          const { state, event: message, now } = decided
          const most = repliesOf(decided).length
          for (const make of events)
            expect(countOf(decide(compiled, state, ...make(decided), 'none'))).toBeLessThanOrEqual(most)
          for (const other of others)
            expect(countOf(decide(other, state, message, now, 'none'))).toBeLessThanOrEqual(most)
        }
      }),
      { numRuns: 30 },
    )
  })
})

function countOf({ outcome }: Verdict): number {
  return outcome.kind === 'reply' ? outcome.replies.length : 0
}

function withLimits({ rules: list, policy }: RuleSet, changes: Partial<Limits>): RuleSet {
  return { rules: list, policy: { ...policy, limits: { ...policy.limits, ...changes } } }
}
