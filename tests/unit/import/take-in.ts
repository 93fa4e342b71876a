import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { compare } from '../../../lib/import/compare.ts'
import type { Comparison } from '../../../lib/import/compare.ts'
import type { Decisions } from '../../../lib/import/decisions.ts'
import { openFiles } from '../../../lib/import/open-files.ts'
import { propose, proposeAccount } from '../../../lib/import/propose.ts'
import { showConflicts } from '../../../lib/import/show-conflicts.ts'
import type { Conflict } from '../../../lib/import/show-conflicts.ts'
import { survey } from '../../../lib/import/survey.ts'
import type { Survey } from '../../../lib/import/survey.ts'
import { writeImport } from '../../../lib/import/write-import.ts'
import type { ImportOutcome } from '../../../lib/import/write-import.ts'

/** The zone of all tests: that of most who chat there. */
export const ZONE = 'Asia/Shanghai'
export const NOW = Date.UTC(2026, 10, 23)

let opened = 0
let ids = 0

export function freshArchive(): Promise<Archive> {
  opened += 1
  return openArchive(`import-${opened}`)
}

/** A file of text in UTF-8, or of these bytes. */
export function fileOf(content: string | Uint8Array<ArrayBuffer>, name = 'chat.json'): File {
  return new File([content], name)
}

export interface TakenIn {
  survey: Survey
  decisions: Decisions
  comparison: Comparison
  conflicts: Conflict[]
  outcome: ImportOutcome
}

/** Takes files in as the page does; `change` is the user's word on what is proposed. */
export async function takeIn(
  archive: Archive,
  files: File[],
  change: (decisions: Decisions, found: Survey) => Decisions = (decisions) => decisions,
): Promise<TakenIn> {
  const open = await openFiles(files)
  const found = await survey(open, ZONE)
  const account = proposeAccount(found, await archive.accounts())
  const known = { contacts: await archive.contacts(account), aliases: await archive.aliases(account) }
  const decisions = change(propose(found, account, known), found)
  const comparison = await compare(found, decisions, archive)
  const conflicts = await showConflicts(comparison, open, ZONE, decisions, archive)
  const outcome = await writeImport(open, found, decisions, archive, {
    timeZone: ZONE,
    now: NOW,
    newId: () => (ids += 1).toString(16).padStart(32, '0'),
  })
  return { survey: found, decisions, comparison, conflicts, outcome }
}

/** All messages of an archive, conversation by conversation. */
export async function allMessages(archive: Archive): Promise<Message[]> {
  const all: Message[] = []
  for (const { id } of await archive.conversations())
    for await (const page of archive.scan({ conversation: id })) all.push(...page)
  return all
}

/** What a message is to a reader. */
export function gist({ text, sentAt, direction, authorName }: Message): string {
  return `${new Date(sentAt).toISOString().slice(0, 19)} ${direction === 'out' ? '>' : '<'} ${authorName ?? '-'}: ${text}`
}
