import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { createFacts } from '../../../../../entrypoints/workbench/chats/message-facts.ts'
import type { Decision } from '../../../../../lib/chat/decision.ts'
import type { OutboxRow } from '../../../../../lib/chat/outbox-row.ts'
import { aContact, aMessage, archiveWith } from '../../pages/archive-with.ts'

const decision: Decision = {
  messageKey: 'm1',
  account: '1',
  conversation: 'a',
  kind: 'friend',
  at: 5,
  outcome: { kind: 'none', why: 'paused', ruleId: null },
  trace: [],
}
const reply: OutboxRow = {
  id: 'o1',
  ruleId: 'r',
  conversation: 'a',
  kind: 'friend',
  target: { account: '1', epoch: 'e', kind: 'person', number: 1 },
  answers: { key: 'm1', sentAt: 1 },
  segments: [],
  text: 'x',
  state: 'uncertain',
  createdAt: 1,
  notBefore: 1,
  stateAt: 1,
  reason: null,
  code: null,
  echoedAt: null,
}

describe('createFacts', () => {
  it('knows what was decided about, and what became of replies, and follows both', async () => {
    const own = aMessage('out/o1', 'a', { direction: 'out', source: 'outbox', outboxId: 'o1' })
    const messages = [aMessage('m1', 'a'), aMessage('m2', 'a'), own]
    const archive = await archiveWith({
      contacts: [aContact('a')],
      messages,
      decisions: [decision],
      outbox: [reply],
    })
    const { facts, about, close } = createFacts(() => Promise.resolve(archive))
    await about(messages)
    expect([...facts.value.decided]).toEqual(['m1'])
    expect(facts.value.replies.get('o1')?.state).toBe('uncertain')

    await archive.commit({ transitions: [{ id: 'o1', from: ['uncertain'], change: { state: 'sent' } }] })
    await vi.waitFor(() => expect(facts.value.replies.get('o1')?.state).toBe('sent'))
    await about([messages[1]!])
    expect(facts.value.decided.size + facts.value.replies.size).toBe(0)
    close()
  })

  it('does without when the archive cannot tell', async () => {
    const { facts, about } = createFacts(() => Promise.reject(new Error('no')))
    await about([aMessage('m1', 'a')])
    expect(facts.value.decided.size).toBe(0)
  })
})
