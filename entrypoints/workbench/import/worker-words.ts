import type { ContactId } from '../../../lib/chat/contact.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import type { ConversationKind } from '../../../lib/chat/message.ts'
import type { Comparison } from '../../../lib/import/compare.ts'
import type { Decisions } from '../../../lib/import/decisions.ts'
import type { ImportPlace, ImportTrouble } from '../../../lib/import/import-error.ts'
import type { Conflict } from '../../../lib/import/show-conflicts.ts'
import type { Survey } from '../../../lib/import/survey.ts'
import type { ImportOutcome } from '../../../lib/import/write-import.ts'
import type { ArchiveError } from '../../../lib/archive/port.ts'

/** A conversation of the archive that one of the file can go to. */
export interface Goal {
  id: ContactId
  kind: ConversationKind
  name: string | null
  number: string | null
}

/** A person of the archive that somebody of the file can be. */
export type KnownPerson = Omit<Goal, 'kind'>

/** What the files hold, as far as the page shows it. */
export interface Preview {
  found: Omit<Survey, 'prints'>
  files: { names: string[]; bytes: number }
  ignored: { file: string; entry: string | null; why: ImportTrouble; seen: string }[]
  /** Accounts it can be taken in for: those of the archive, the file's own, and none. */
  accounts: AccountId[]
}

/** What the archive says to it, and to what the user decided. */
export interface Plan {
  decisions: Decisions
  goals: Goal[]
  /** Everybody that people of the file can be, by name; none when nobody was taken for somebody by their name alone. */
  people: KnownPerson[]
  counts: Comparison['counts']
  conflicts: Conflict[]
}

/** What failed: something about the files, or about the archive. */
export type Failure =
  | { of: 'file'; why: ImportTrouble; place: ImportPlace; seen: string }
  | { of: 'archive'; why: ArchiveError['why'] }

/**
 * What the page asks of the worker, one thing after the other; `cancel` at any time. `timeZone` (IANA name): that of times which tell
 * none; when it is another one than before, the files are read again first.
 */
export type Request =
  | { do: 'open'; files: File[]; timeZone: string }
  /** Proposes anew for an account, and for who the user says they are (absent: as the file says). */
  | { do: 'propose'; account: AccountId; timeZone: string; self?: number[] }
  | { do: 'compare'; decisions: Decisions; timeZone: string }
  | { do: 'write'; decisions: Decisions }
  | { do: 'cancel' }

export type Report =
  | { is: 'progress'; done: number; total: number }
  | { is: 'opened'; preview: Preview }
  /** Read again in another zone: times are others, everything else is as it was. */
  | { is: 'reread'; found: Preview['found'] }
  | { is: 'planned'; plan: Plan }
  | { is: 'written'; outcome: ImportOutcome }
  | { is: 'failed'; failure: Failure }
  | { is: 'cancelled' }
