import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readStatistics } from '../../../../../entrypoints/workbench/rules/statistics-run.ts'
import type { Decision } from '../../../../../lib/chat/decision.ts'
import { MINUTE } from '../../../../../lib/time.ts'
import { aContact, aMessage, archiveWith } from '../../pages/archive-with.ts'

function decided(key: string, at: number, outcome: Decision['outcome'], conversation = 'a'): Decision {
  return { messageKey: key, account: '1', conversation, kind: 'friend', at, outcome, trace: [] }
}
const reply = (ruleId: string): Decision['outcome'] => ({ kind: 'reply', ruleId, outboxId: `o${ruleId}`, text: '好' })
const none = (why: 'cooldown' | 'stale' | 'no-rule-matched' | 'own-message', ruleId: string | null = null) =>
  ({ kind: 'none', why, ruleId }) as const

const START = 1_000_000
const batch = {
  contacts: [aContact('a'), aContact('old')],
  aliases: [{ from: 'old', to: 'a', why: 'user' as const, at: 1 }],
  messages: [
    aMessage('m1', 'a', { sentAt: START, receivedAt: START }),
    // By hand, four minutes after the reply, under the id that was merged.
    aMessage('m2', 'old', {
      direction: 'out',
      source: 'page',
      sentAt: START + 4 * MINUTE,
      receivedAt: START + 4 * MINUTE,
    } as never),
    // Our own reply is nobody's hand.
    aMessage('m3', 'a', { direction: 'out', source: 'outbox', sentAt: START + 1, receivedAt: START + 1 } as never),
  ],
  decisions: [
    decided('before', START - 1, reply('r1')),
    decided('m1', START, reply('r1')),
    decided('m4', START + 20 * MINUTE, reply('r1')),
    decided('m5', START + 21 * MINUTE, none('cooldown', 'r1')),
    decided('m6', START + 22 * MINUTE, none('stale')),
    decided('m7', START + 23 * MINUTE, none('no-rule-matched')),
    decided('m8', START + 24 * MINUTE, none('own-message')),
  ],
}

describe('readStatistics', () => {
  it('counts what each rule did from a time on, and what was held back', async () => {
    const seen: number[] = []
    const store = await archiveWith(batch)
    const result = await readStatistics(
      store,
      START,
      ({ decisions }) => seen.push(decisions),
      new AbortController().signal,
    )
    expect(result?.decisions).toBe(6)
    expect(result?.rules.get('r1')).toEqual({ fired: 2, drafts: 0, held: { cooldown: 1 }, thenByHand: 1 })
    expect([...(result?.held ?? [])].sort()).toEqual([
      ['cooldown', 1],
      ['stale', 1],
    ])
    expect(seen.at(-1)).toBe(6)
  })

  it('gives up when it is told to', async () => {
    const stop = new AbortController()
    stop.abort()
    expect(await readStatistics(await archiveWith(batch), START, () => {}, stop.signal)).toBeNull()
  })

  it('finds nothing in an empty archive', async () => {
    const result = await readStatistics(await archiveWith({}), 0, () => {}, new AbortController().signal)
    expect(result).toEqual({ decisions: 0, rules: new Map(), held: new Map() })
  })
})
