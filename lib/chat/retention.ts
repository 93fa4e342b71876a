import type { ContactId } from './contact.ts'

/** How long messages are kept, as the user chose it. Days are those of the computer's calendar; null: for ever. */
export interface Retention {
  /** For every conversation that `chats` does not name. */
  keepDays: number | null
  /** By conversation: what is named here goes by its own number, or is never touched. */
  chats: Record<ContactId, number | null>
  /** When it was last changed, ms: what was chosen by mistake can be taken back for a while. */
  changedAt: number
}
