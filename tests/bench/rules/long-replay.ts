import { compileRules } from '../../../lib/rules/compile.ts'
import { emptyRuleState } from '../../../lib/rules/decide.ts'
import { createReplay } from '../../../lib/rules/lab/replay.ts'
import { SECOND } from '../../../lib/time.ts'
import { createWorld, nowOf, START } from './world.ts'

/** A replay of a very long archive. */
export interface LongReplay {
  messages: number
  seconds: number
  replies: number
  /** Memory in use after a tenth of the messages and after all of them, bytes, freed memory apart; null: nobody can tell. */
  memory: { early: number; late: number } | null
}

/**
 * Replays messages three seconds apart with 100 rules, the last tenth of them patterns.
 * @param memory - Bytes in use once everything that can be freed is freed.
 */
export function measureReplay(messages: number, memory: (() => number) | null): LongReplay {
  const world = createWorld(100, 10, 10_000)
  const replay = createReplay({ compiled: compileRules(world.set), state: emptyRuleState, form: 'none' })
  let early = 0
  let pause = 0
  const started = performance.now()
  for (let place = 0; place < messages; place++) {
    const template = world.messages[place % world.messages.length]
    if (!template) break
    const sentAt = START + place * 3 * SECOND
    const event = { ...template, messageKey: `m${place}`, sentAt, previousAt: sentAt - 60 * SECOND }
    replay.step({ event, now: nowOf(event) })
    if (memory && place === messages / 10) {
      const before = performance.now()
      early = memory()
      pause = performance.now() - before
    }
  }
  const seconds = (performance.now() - started - pause) / SECOND
  const { replies } = replay.result()
  return { messages, seconds, replies, memory: memory && { early, late: memory() } }
}
