import type { Message } from '../../../lib/chat/message.ts'
import { exportFiles } from '../../../lib/export/export-files.ts'
import type { ExportControl, ExportOptions } from '../../../lib/export/export-options.ts'
import type { ExportedFile } from '../../../lib/export/format.ts'
import { jsonFormat } from '../../../lib/export/formats/json.ts'
import type {
  ExportFormat,
  ExportProgress,
  ExportSink,
  ExportSource,
  ExportSummary,
  ExportTarget,
} from '../../../lib/export/ports.ts'
import { nastyAliases, nastyContacts, nastyMessages } from './nasty-conversation.ts'

export const options: ExportOptions = {
  formats: [jsonFormat],
  arrangement: 'together',
  fileName: 'SmartQQ-{title}-{date}',
  filter: {},
  withAvatars: false,
  exportedAt: Date.UTC(2026, 10, 23, 8, 0, 0, 5),
  generator: { name: 'SmartQQ Companion', version: '0.1.0' },
  timeZone: 'Asia/Shanghai',
  language: 'zh-CN',
}

/** A source that holds these messages, in pages of five unless said otherwise. */
export function sourceOf(
  messages: readonly Message[] = nastyMessages,
  change: Partial<ExportSource> = {},
  pageSize = 5,
): ExportSource {
  const conversations = [...new Map(messages.map(({ conversation: id, kind }) => [id, { id, kind }])).values()]
  const within: ExportSource['scan'] = async function* ({ conversation, from = -Infinity, to = Infinity }) {
    const found = messages.filter((m) => m.conversation === conversation && m.sentAt >= from && m.sentAt < to)
    for (let at = 0; at < found.length; at += pageSize) yield found.slice(at, at + pageSize)
  }
  return {
    account: { number: '10001', nick: '小明' },
    conversations,
    everyConversation: async () => conversations.map(({ id }) => id),
    scan: within,
    async count(range) {
      let count = 0
      for await (const page of within(range)) count += page.length
      return count
    },
    contacts: async () => nastyContacts,
    avatar: async () => undefined,
    canonical: (id) => nastyAliases.get(id) ?? id,
    reply: async (id) => (id === 'reply-1' ? { ruleId: 'rule-1', state: 'uncertain' } : undefined),
    oddments: async () => [],
    watches: async () => [],
    damage: async () => [],
    ...change,
  }
}

const [first] = nastyMessages

/** So many messages of one conversation with a friend, a second apart, archived when they were sent. */
export function chat(conversation: string, count: number, change: Partial<Message> = {}): Message[] {
  return Array.from({ length: count }, (_, index) => ({
    ...first!,
    key: `${conversation}/${index}`,
    conversation,
    kind: 'friend',
    author: conversation,
    sentAt: first!.sentAt + index * 1000,
    order: 0,
    ...change,
  }))
}

/** What became of one file. */
export interface MemoryFile {
  bytes: Uint8Array<ArrayBuffer>
  happened: ('create' | 'reopen' | 'write' | 'position' | 'close' | 'abort')[]
}

/** Keeps files in memory, and remembers what happened to them. `onWrite` may throw: what is in the file by then stays. */
export function memoryTarget({ onWrite = () => {} }: { onWrite?: (id: string) => void | Promise<void> } = {}) {
  const files = new Map<string, MemoryFile>()
  function sinkOf(id: string, file: MemoryFile): ExportSink {
    return {
      async write(bytes) {
        await onWrite(id)
        file.happened.push('write')
        const both = new Uint8Array(file.bytes.length + bytes.length)
        both.set(file.bytes)
        both.set(bytes, file.bytes.length)
        file.bytes = both
      },
      async position() {
        file.happened.push('position')
        return file.bytes.length
      },
      async close() {
        file.happened.push('close')
      },
      async abort() {
        file.happened.push('abort')
        file.bytes = new Uint8Array()
      },
    }
  }
  const target: ExportTarget = {
    async create(id) {
      const file: MemoryFile = { bytes: new Uint8Array(), happened: ['create'] }
      files.set(id, file)
      return sinkOf(id, file)
    },
    async reopen(id, bytes) {
      const file = files.get(id)
      if (!file || file.bytes.length < bytes) throw new Error(`no ${bytes} bytes of ${id}`)
      file.bytes = file.bytes.slice(0, bytes)
      file.happened.push('reopen')
      return sinkOf(id, file)
    },
  }
  const text = (id: string) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(files.get(id)?.bytes)
  return { ...target, files, text }
}

/** Runs an export that nobody stops. */
export async function exported(
  source: ExportSource,
  change: Partial<ExportOptions> = {},
  control: Partial<ExportControl> = {},
  target = memoryTarget(),
) {
  const progress: ExportProgress[] = []
  const summary = await exportFiles(
    source,
    target,
    { ...options, ...change },
    { signal: new AbortController().signal, onProgress: (now) => progress.push(now), ...control },
  )
  return { summary, progress, target, texts: textsOf(summary, target) }
}

/** The files of an export by name. */
export function textsOf(summary: ExportSummary, target: ReturnType<typeof memoryTarget>): Map<string, string> {
  return new Map(summary.files.map(({ id, name }) => [name, target.text(id)]))
}

/** The one file of an export in one format. */
export async function exportedAs(format: ExportFormat, source: ExportSource, change: Partial<ExportOptions> = {}) {
  const result = await exported(source, { formats: [format], ...change })
  const [text = ''] = result.texts.values()
  return { ...result, text }
}

/** The one file of an export as JSON. */
export async function exportedJson(source: ExportSource, change: Partial<ExportOptions> = {}) {
  const result = await exportedAs(jsonFormat, source, change)
  const file: ExportedFile = JSON.parse(result.text)
  return { ...result, file }
}
