import type { Message } from '../../../lib/chat/message.ts'
import type { ExportedFile } from '../../../lib/export/format.ts'
import { exportJson } from '../../../lib/export/json.ts'
import type { ExportOptions, ExportProgress, ExportSink, ExportSource } from '../../../lib/export/ports.ts'
import { nastyAliases, nastyContacts, nastyMessages } from './nasty-conversation.ts'

export const options: ExportOptions = {
  exportedAt: Date.UTC(2026, 10, 23, 8, 0, 0, 5),
  generator: { name: 'SmartQQ Companion', version: '0.1.0' },
  timeZone: 'Asia/Shanghai',
  range: {},
}

/** A source that holds these messages, in pages of five. */
export function sourceOf(
  messages: readonly Message[] = nastyMessages,
  change: Partial<ExportSource> = {},
): ExportSource {
  const conversations = [...new Map(messages.map(({ conversation: id, kind }) => [id, { id, kind }])).values()]
  const within: ExportSource['scan'] = async function* ({ conversation, from = -Infinity, to = Infinity }) {
    const found = messages.filter((m) => m.conversation === conversation && m.sentAt >= from && m.sentAt < to)
    for (let at = 0; at < found.length; at += 5) yield found.slice(at, at + 5)
  }
  return {
    account: { number: '10001', nick: '小明' },
    conversations,
    scan: within,
    async count(range) {
      let count = 0
      for await (const page of within(range)) count += page.length
      return count
    },
    contacts: async () => nastyContacts,
    canonical: (id) => nastyAliases.get(id) ?? id,
    reply: async (id) => (id === 'reply-1' ? { ruleId: 'rule-1', state: 'uncertain' } : undefined),
    oddments: async () => [],
    ...change,
  }
}

/** A sink that remembers what happened to it. */
export function memorySink() {
  const happened: ('write' | 'close' | 'abort')[] = []
  let text = ''
  const sink: ExportSink = {
    async write(more) {
      happened.push('write')
      text += more
    },
    async close() {
      happened.push('close')
    },
    async abort() {
      happened.push('abort')
      text = ''
    },
  }
  return { ...sink, happened, text: () => text }
}

/** Runs an export that nobody stops. */
export async function exported(source: ExportSource, change: Partial<ExportOptions> = {}) {
  const sink = memorySink()
  const progress: ExportProgress[] = []
  const summary = await exportJson(source, sink, { ...options, ...change }, new AbortController().signal, (now) =>
    progress.push(now),
  )
  const text = sink.text()
  const file: ExportedFile = JSON.parse(text)
  return { summary, sink, progress, text, file }
}
