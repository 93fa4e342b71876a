import type { Said, Shape } from '../answer.ts'
import type { WireWords } from './words.ts'

/** What one answer to one kind of call means. */
export interface Row<Do extends string = string> {
  /** What we do about it; each table says what its words stand for. */
  do: Do
  /** Asking again earlier than this does not help, ms. */
  retryAfterMs?: number
  /** What the user is told; without it the number alone. */
  words?: WireWords
  /** Ask get_online_buddies2 afterwards whether the session still works. */
  testSession?: true
  /** For engineers: what it means and, where it is not plain, who says so. */
  note: string
}

/** Every answer to one kind of call: its known codes, any other code, and each form an answer without a code can have. */
export type Table<Do extends string> = Readonly<
  Record<Shape | 'unknown-code', Row<Do>> & Partial<Record<Said, Row<Do>>> & { [code: number]: Row<Do> }
>
