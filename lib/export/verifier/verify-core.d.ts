/** What is wrong with a file. Numbers of messages are those in the file (`n`). */
export type VerifyProblem =
  /** Messages that do not fit their link: each one was changed, or the one before it together with its own link. */
  | { kind: 'edited'; conversation: string; title: string | null; from: number; to: number }
  /** Messages that do not fit the link they share: at least one of them was changed. */
  | { kind: 'edited-within'; conversation: string; title: string | null; from: number; to: number }
  /** Messages that are not there any more. */
  | { kind: 'missing'; conversation: string; title: string | null; from: number; to: number }
  /** Messages that stand in another place than they did. */
  | { kind: 'moved'; conversation: string; title: string | null; from: number; to: number }
  /** Messages that came in from elsewhere, or stand there twice. */
  | { kind: 'inserted'; conversation?: string; title?: string | null; from: number | null; to: number | null }
  /** The last link a conversation says it has is not that of its last message. */
  | { kind: 'end'; conversation: string; title: string | null; from: number; to: number }
  /** A conversation says it has another number of messages than it has. */
  | { kind: 'count'; conversation: string; title: string | null; said: unknown; found: number }
  /** The file ends early; `n` is the last message of the conversation that was open. */
  | { kind: 'cut'; conversation?: string; title?: string | null; n?: number }
  /** Something besides the messages was changed: names, dates, lists of people, the completeness report, whole conversations. */
  | { kind: 'seal' }
  /** A member or a part of the file is there twice. */
  | { kind: 'doubled' }
  /** Something that belongs to no file of ours. */
  | { kind: 'foreign-line'; line: number }
  /** No JSON from this line on: nothing behind it could be looked at. */
  | { kind: 'broken' | 'too-big'; line?: number }
  /** Not a file of ours; one of an older version, which had no chain; one of a version not known here; not UTF-8. */
  | { kind: 'not-ours' | 'no-chain' | 'newer' | 'not-utf8' }

export interface VerifiedConversation {
  id: string
  title: string | null
  kind: string | null
  /** In this file. */
  messages: number
  /** What its chain goes on from, and where it ends. */
  from: { hash: string; count: number }
  to: { hash: string; count: number }
  firstAt: string | null
  lastAt: string | null
}

export interface VerifyReport {
  isGood: boolean
  /** At most 1,000; neighbours are one. */
  problems: VerifyProblem[]
  /** How many more there were. */
  moreProblems: number
  messages: number
  conversations: VerifiedConversation[]
  /** Another program has laid the text out anew; its content was looked at all the same. */
  isRewritten: boolean
  account: string | null
  exportedAt: string | null
  isRedacted: boolean
  /** Messages were left out on purpose. */
  isFiltered: boolean
  /** Of an export in parts. */
  part: number | null
  /** As the file has it, unchecked beyond its seal. */
  completeness: unknown
}

/** What is wrong between files; `name` is the later one's. */
export interface PartsProblem {
  /** Messages `from` to `to` are in none of the files (`earlier-part-missing`: those before the first), in two that differ, or do not go on. */
  kind: 'earlier-part-missing' | 'part-missing' | 'overlap' | 'does-not-continue'
  conversation: string
  title: string | null
  name: string
  from: number
  to: number
}

/**
 * What no check can tell, for the words of whoever shows a report: somebody who made the whole chain anew; who made the file (it is
 * not signed); what was never captured; whether the times, which are the service's, are right; what a filter or another file left out.
 */
export type VerifyLimit = 'whole-chain' | 'not-signed' | 'never-captured' | 'times' | 'outside'
export const LIMITS: readonly VerifyLimit[]

/**
 * Reads one file through and checks it. Never throws for what is in it.
 *
 * @throws what reading the file throws, and what `signal` was aborted with.
 */
export function verifyText(
  source: Blob | AsyncIterable<string>,
  onProgress?: (done: { characters: number; messages: number }) => void,
  signal?: AbortSignal,
): Promise<VerifyReport>

/** Whether files of one export go on from each other, in whatever order they are given. */
export function verifyParts(files: readonly { name: string; report: VerifyReport }[]): PartsProblem[]
