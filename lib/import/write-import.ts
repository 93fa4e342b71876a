import type { ContactId } from '../chat/contact.ts'
import { importedReplyId } from '../chat/imported-reply.ts'
import type { Message } from '../chat/message.ts'
import { ADD, compare, CONFLICT, ID_CONFLICT, MINUTE_EPOCH } from './compare.ts'
import type { Comparison } from './compare.ts'
import type { Decisions } from './decisions.ts'
import type { FoundMessage } from './found.ts'
import { ImportError } from './import-error.ts'
import type { OpenFiles } from './open-files.ts'
import { Pictures } from './pictures.ts'
import type { ImportArchive, ImportedRecord } from './ports.ts'
import { stillThere } from './still-there.ts'
import { readAgain } from './survey.ts'
import type { Survey } from './survey.ts'
import { settleTargets } from './targets.ts'
import type { Targets } from './targets.ts'

/** What an import came to. */
export interface ImportOutcome {
  added: number
  duplicates: number
  conflicts: number
  /** Where messages were added. */
  conversations: ContactId[]
  /** What the archive keeps; null when there was nothing new. */
  record: ImportedRecord | null
}

export interface WriteOptions {
  timeZone: string
  /** ms */
  now: number
  newId: () => ContactId
  signal?: AbortSignal
  /** Told how many messages have been read. */
  onProgress?: (done: number) => void
}

/** Messages that go to the archive at once. */
const BATCH = 4_000

/**
 * Compares the files with what is there by now, and writes what is new: while it does both, no other import comes or is taken back.
 * Nothing is visible before all of it is written; whatever goes wrong on the way, nothing of it is left.
 * @throws {ImportError}, what the archive throws, what `signal` aborts with
 */
export async function writeImport(
  files: OpenFiles,
  survey: Survey,
  decided: Decisions,
  archive: ImportArchive,
  { timeZone, now, newId, signal, onProgress }: WriteOptions,
): Promise<ImportOutcome> {
  const id = newId()
  const sink = await archive.beginImport(id)
  const where = new Set<ContactId>()
  const pictures = new Pictures()
  let waiting: Message[] = []
  let added = 0
  let done = 0
  let writing: Promise<void> = Promise.resolve()
  try {
    const decisions = await stillThere(decided, archive)
    const comparison = await compare(survey, decisions, archive, signal ? { signal } : {})
    const targets = await settleTargets(survey, decisions, archive, newId, now)
    const self = new Set(decisions.self)
    await readAgain(
      files,
      timeZone,
      (message, index, conversation, person) => {
        done = index + 1
        const verdict = comparison.verdicts[index]
        const isConflict = verdict === CONFLICT || verdict === ID_CONFLICT
        if (verdict !== ADD && !(isConflict && decisions.conflicts === 'keep')) return
        const target = targets.conversations[conversation]
        const choice = decisions.conversations[conversation]
        if (target === null || target === undefined || choice === undefined) return
        added += 1
        where.add(target)
        waiting.push({
          ...toMessage(message, target, person, self, choice.kind, targets),
          ...(message.exportId === null || verdict === ID_CONFLICT ? {} : { exportId: message.exportId }),
          key: `import/${id}/${String(added).padStart(8, '0')}`,
          account: decisions.account,
          order: added,
          receivedAt: now,
          importId: id,
        })
      },
      async () => {
        signal?.throwIfAborted()
        while (waiting.length >= BATCH) {
          // One batch is written while the next one is read.
          await writing
          writing = sink.add(waiting.slice(0, BATCH))
          // Whoever awaits it is told; until then nobody is.
          writing.catch(() => undefined)
          waiting = waiting.slice(BATCH)
        }
        onProgress?.(done)
        return true
      },
      pictures,
    )
    if (done !== survey.messages) throw new ImportError('changed', { file: files.parts[0]?.part.file ?? '' })
    signal?.throwIfAborted()
    await writing
    if (waiting.length > 0) await sink.add(waiting)
    signal?.throwIfAborted()
    const duplicates = sum(comparison, 'duplicates')
    const conflicts = sum(comparison, 'conflicts')
    const conversations = [...where]
    if (added === 0) {
      await sink.abandon()
      return { added, duplicates, conflicts, conversations, record: null }
    }
    const used = targets.made()
    const record: ImportedRecord = {
      id,
      account: decisions.account,
      at: now,
      fileName: fileNames(files),
      format: survey.formats[0] ?? 'ours-json',
      size: files.bytes,
      added,
      duplicates,
      conversations,
      contacts: used.map((contact) => contact.id),
    }
    await sink.publish({ record, contacts: used, avatars: pictures.of(targets, now) })
    return { added, duplicates, conflicts, conversations, record }
  } catch (error) {
    await writing.catch(() => undefined)
    await sink.abandon()
    throw error
  }
}

function toMessage(
  message: FoundMessage,
  conversation: ContactId,
  person: number,
  self: ReadonlySet<number>,
  kind: Message['kind'],
  targets: Targets,
): Omit<Message, 'key' | 'account' | 'order' | 'receivedAt'> {
  const direction = message.direction ?? (person !== -1 && self.has(person) ? 'out' : 'in')
  const author = direction === 'out' || person === -1 ? null : kind === 'friend' ? conversation : targets.person(person)
  return {
    epoch: message.precision === 60_000 ? MINUTE_EPOCH : 'import',
    conversation,
    kind,
    direction,
    author,
    authorName: message.authorName,
    segments: message.segments,
    text: message.text,
    mentionsMe: message.mentionsMe,
    sentAt: message.at,
    source: message.source ?? 'import',
    raw: message.raw,
    ...(message.recalled ? { recalled: true } : {}),
    outboxId: message.autoReply === null ? null : importedReplyId(message.autoReply),
  }
}

function sum({ counts }: Comparison, what: 'duplicates' | 'conflicts'): number {
  return counts.reduce((total, count) => total + count[what], 0)
}

function fileNames(files: OpenFiles): string {
  const names = [...new Set(files.parts.map(({ part }) => part.file))]
  return names.length > 1 ? `${names[0] ?? ''} (+${names.length - 1})` : (names[0] ?? '')
}
