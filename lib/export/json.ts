import { countOddments } from './completeness.ts'
import { toExportedMessage } from './exported-message.ts'
import { EXPORT_FORMAT, EXPORT_VERSION, type ExportedFile, type ExportFailure } from './format.ts'
import { readPeople, type People } from './people.ts'
import type { ExportOptions, ExportProgress, ExportRange, ExportSink, ExportSource, ExportSummary } from './ports.ts'

/**
 * Writes conversations as one JSON file (see `format.ts`), one message a line, holding one page of messages at a time.
 *
 * A conversation that cannot be read is listed in the file and in the summary, and the rest goes on. After an abort, which
 * is noticed between two pages, the sink has been aborted and the outcome is `cancelled`.
 *
 * @throws what the sink throws, and what the source throws before the first conversation; the sink has been aborted then.
 */
export async function exportJson(
  source: ExportSource,
  sink: ExportSink,
  options: ExportOptions,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<ExportSummary> {
  const counts = { conversations: 0, messages: 0 }
  const failures: ExportFailure[] = []
  try {
    signal.throwIfAborted()
    const people = await readPeople(source)
    const oddments = countOddments(await source.oddments(), options.range)
    const total = await countAll(source, options.range)

    await sink.write(headOf(source, options))
    for (const conversation of source.conversations) {
      signal.throwIfAborted()
      onProgress({ done: counts.messages, total, conversation: conversation.id })
      await sink.write(counts.conversations === 0 ? '\n' : ',\n')
      for await (const piece of conversationPieces(conversation, source, options.range, people, failures)) {
        signal.throwIfAborted()
        await sink.write(piece.text)
        counts.messages += piece.messages
        if (piece.messages > 0) onProgress({ done: counts.messages, total, conversation: conversation.id })
      }
      counts.conversations += 1
    }
    signal.throwIfAborted()
    await sink.write(tailOf({ people: people.met(), completeness: { ...oddments, failures } }))
    await sink.close()
  } catch (error) {
    // The first error is the one to tell, also when giving up fails.
    await sink.abort().catch(() => undefined)
    if (!signal.aborted) throw error
    return { outcome: 'cancelled', ...counts, failures }
  }
  return { outcome: 'written', ...counts, failures }
}

async function countAll(source: ExportSource, range: ExportRange): Promise<number> {
  let total = 0
  for (const { id } of source.conversations) {
    // A conversation that cannot be counted cannot be read either, and is listed when its turn comes.
    total += await source.count({ conversation: id, ...range }).catch(() => 0)
  }
  return total
}

function headOf({ account }: ExportSource, { exportedAt, generator, timeZone, range }: ExportOptions): string {
  const head: Omit<ExportedFile, 'conversations' | 'people' | 'completeness'> = {
    format: EXPORT_FORMAT,
    version: EXPORT_VERSION,
    exportedAt: new Date(exportedAt).toISOString(),
    generator,
    account: { number: account.number, nick: account.nick },
    timeZone,
    range: { from: toInstant(range.from), to: toInstant(range.to) },
  }
  return `{\n${fields(head)},\n"conversations": [`
}

function toInstant(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString()
}

function tailOf(tail: Pick<ExportedFile, 'people' | 'completeness'>): string {
  return `\n],\n${fields(tail)}\n}\n`
}

/**
 * One conversation as text: its beginning, a piece for each page, its end. An error of the source ends the list of messages
 * early and is added to `failures`; an error of the consumer is none of our business and does not get here.
 */
async function* conversationPieces(
  conversation: ExportSource['conversations'][number],
  source: ExportSource,
  range: ExportRange,
  people: People,
  failures: ExportFailure[],
): AsyncGenerator<{ text: string; messages: number }> {
  const { id, kind } = conversation
  const { title, number } = people.title(id)
  if (kind === 'friend') people.meet(id)
  yield { text: `{${fields({ id, kind, title, number }, ', ')}, "messages": [`, messages: 0 }

  let count = 0
  let complete = true
  try {
    for await (const page of source.scan({ conversation: id, ...range })) {
      const messages = await Promise.all(page.map((message) => toExportedMessage(message, source)))
      for (const { author } of messages) if (author !== null) people.meet(author)
      const lines = messages.map((message) => toJson(message)).join(',\n')
      if (messages.length > 0) yield { text: (count > 0 ? ',\n' : '\n') + lines, messages: messages.length }
      count += messages.length
    }
  } catch (error) {
    complete = false
    failures.push({ conversation: id, title, why: error instanceof Error ? error.message : String(error) })
  }
  yield { text: `${count > 0 ? '\n' : ''}], ${fields({ count, complete }, ', ')}}`, messages: 0 }
}

/** The fields of an object without its braces, in the order it has them. */
function fields(object: object, separator = ',\n'): string {
  return Object.entries(object)
    .map(([name, value]) => `${toJson(name)}: ${toJson(value)}`)
    .join(separator)
}

/** JSON of well-formed strings: half of a surrogate pair would be an escape that strict parsers refuse. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) => (typeof inner === 'string' ? inner.toWellFormed() : inner))
}
