import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../../lib/chat/message.ts'
import type { ExportCheckpoint } from '../../../lib/export/checkpoint.ts'
import type { ExportOptions } from '../../../lib/export/export-options.ts'
import { jsonFormat } from '../../../lib/export/formats/json.ts'
import { jsonlFormat } from '../../../lib/export/formats/jsonl.ts'
import type { ExportSource } from '../../../lib/export/ports.ts'
import { nastyMessages } from './nasty-conversation.ts'
import { chat, exported, memoryTarget, options, sourceOf, textsOf } from './samples.ts'

const messages = [...chat('anna', 13), ...nastyMessages, ...chat('bob', 1), ...chat('person-2', 22)]
const kinds: Partial<ExportOptions>[] = [
  {},
  { arrangement: 'per-conversation' },
  { split: { by: 'messages', messages: 7 } },
  { split: { by: 'bytes', bytes: 5000 } },
  { split: { by: 'day' } },
  { filter: { content: ['text'], authors: ['anna', 'person-1', null] } },
  { redaction: { salt: 'salt' } },
]

/** Dies at the given writes, one after the other, and goes on each time from what was said to be safe. */
async function exportWithDeaths(
  change: Partial<ExportOptions>,
  deaths: readonly number[],
  sourceNow: (attempt: number) => ExportSource,
) {
  let left = Infinity
  const target = memoryTarget({
    onWrite() {
      if (left-- <= 0) throw new Error('killed')
    },
  })
  let checkpoint: ExportCheckpoint | undefined
  for (let attempt = 0; ; attempt++) {
    left = deaths[attempt] ?? Infinity
    try {
      const { summary } = await exported(
        sourceNow(attempt),
        // The clock has gone on; what counts is when it began.
        { ...change, formats: [jsonFormat, jsonlFormat], exportedAt: options.exportedAt + attempt * 60_000 },
        {
          checkpointEvery: 1,
          // As whoever keeps it would: through JSON.
          onCheckpoint: (now) => void (checkpoint = JSON.parse(JSON.stringify(now)) as ExportCheckpoint),
          ...(checkpoint && { resumeFrom: checkpoint }),
        },
        target,
      )
      return { summary, texts: textsOf(summary, target), attempts: attempt + 1 }
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'killed') throw error
      // Nothing was safe yet: it begins anew, as it would after a death, at the first clock.
      if (!checkpoint) return null
    }
  }
}

describe('an export that was interrupted', () => {
  it.each(kinds.map((change) => [JSON.stringify(change), change] as const))(
    'ends with the bytes of one that was not: %s',
    async (_, change) => {
      const whole = await exported(sourceOf(messages), { ...change, formats: [jsonFormat, jsonlFormat] })
      const deaths = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(deaths, async (moments) => {
          const resumed = await exportWithDeaths(change, moments, () => sourceOf(messages))
          if (!resumed) return
          expect(resumed.texts).toEqual(whole.texts)
          expect(resumed.summary).toEqual(whole.summary)
        }),
        { numRuns: 8 },
      )
    },
  )

  it('does so when messages come in meanwhile, also into the second it was at, and pages are cut otherwise', async () => {
    const whole = await exported(sourceOf(messages), { formats: [jsonFormat, jsonlFormat] })
    const later = (attempt: number): Message[] =>
      nastyMessages.map((message) => ({
        ...message,
        key: `${message.key}/late-${attempt}`,
        order: message.order + 0.5,
        receivedAt: options.exportedAt + attempt,
      }))
    const sourceNow = (attempt: number) => {
      const now = [...messages, ...(attempt > 0 ? later(attempt) : [])].sort(
        (a, b) => a.sentAt - b.sentAt || a.order - b.order,
      )
      return sourceOf(now, { conversations: sourceOf(messages).conversations }, 3 + attempt)
    }
    for (const moments of [[9], [12, 3], [7, 7, 7], [15, 1]]) {
      const resumed = await exportWithDeaths({}, moments, sourceNow)
      expect(resumed?.attempts).toBe(moments.length + 1)
      expect(resumed?.texts).toEqual(whole.texts)
    }
  })

  it('has what was finished before the death not written again', async () => {
    let checkpoint: ExportCheckpoint | undefined
    const target = memoryTarget()
    const change: Partial<ExportOptions> = { arrangement: 'per-conversation' }
    await exported(
      sourceOf(messages),
      change,
      { checkpointEvery: 1, onCheckpoint: (now) => void (checkpoint ??= now.finished.length > 0 ? now : undefined) },
      target,
    )
    const before = target.files.get('f1')?.happened.length
    await exported(sourceOf(messages), change, checkpoint && { resumeFrom: checkpoint }, target)
    expect(target.files.get('f1')?.happened).toHaveLength(before ?? -1)
    expect(target.files.get('f2')?.happened).toContain('reopen')
  })

  it('begins anew when the names to be replaced have changed', async () => {
    const change: Partial<ExportOptions> = { redaction: { salt: 'salt' } }
    let checkpoint: ExportCheckpoint | undefined
    await exported(sourceOf(messages), change, { checkpointEvery: 1, onCheckpoint: (now) => void (checkpoint = now) })
    const source = sourceOf(messages)
    const contacts = await source.contacts()
    const renamed: ExportSource = {
      ...source,
      contacts: async () => contacts.map((contact) => ({ ...contact, remark: `${contact.id} 新名字` })),
    }
    const target = memoryTarget()
    const resumed = await exported(renamed, change, checkpoint && { resumeFrom: checkpoint }, target)
    expect(resumed.summary.messages).toBe(messages.length)
    expect(target.files.get('f1')?.happened[0]).toBe('create')
  })
})
