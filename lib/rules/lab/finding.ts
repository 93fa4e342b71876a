import type { EventDraft } from './event-draft.ts'

/**
 * What can be wrong with a rule that is right by itself.
 * - `dead`: no message can ever match (`detail`: `pattern`, `words`, `content`, `people`)
 * - `shadowed`: rules above it (`other`: the first of them) take every message it would answer
 * - `overlaps`: the message of the witness, made of this rule's own words, is answered by `other` above it
 * - `never-on`: its hours and dates leave no time (`detail`: `empty`), or its last day is over (`over`)
 * - `triggers-itself`, `triggers-other`: its reply, said by the other side, would be answered by itself, by `other`
 * - `loop-risk`: with these limits a machine that answers everything would be answered until the loop breaker stops it
 * - `missing-variable`: the variable `detail` is empty in the witness's reply
 * - `needs-group`: for groups, but it names none and does not ask for a mention: without a mention it stays silent
 * - `link`: the reply has a link (`detail`), which the service is known to hold back
 */
export type FindingCode =
  | 'dead'
  | 'shadowed'
  | 'overlaps'
  | 'never-on'
  | 'triggers-itself'
  | 'triggers-other'
  | 'loop-risk'
  | 'missing-variable'
  | 'needs-group'
  | 'link'

/** A message that shows a finding, and whether the user is away when it comes. */
export interface Witness extends EventDraft {
  away: boolean
}

/** One thing that the lint found. A witness has been decided about by the engine and shows what the code says. */
export interface Finding {
  code: FindingCode
  ruleId: string
  /** Another rule that it is about. */
  other: string | null
  witness: Witness | null
  /** Data for the words; empty when there is none. */
  detail: string
}
