import type { Archive } from '../../../lib/archive/port.ts'
import { readStateFor } from '../../../lib/companion/rule-state.ts'
import type { Book } from '../../../lib/contacts/book.ts'
import type { CompiledRules } from '../../../lib/rules/compile.ts'
import { emptyRuleState } from '../../../lib/rules/state.ts'
import type { RuleState } from '../../../lib/rules/state.ts'
import { DAY } from '../../../lib/time.ts'
import type { RecordedRules } from './recorded-rules.ts'
import { replayItems } from './replay-items.ts'
import type { ReplayEntry } from './replay-items.ts'
import { createSide } from './replay-side.ts'

/** What deciding again about stored messages needs. */
export interface ReplayGround {
  archive: Archive
  book: Book
  recorded: RecordedRules
  /** The rules as they are now, ready. */
  now: CompiledRules
  /** IANA name, for messages of which it is not recorded. */
  zone: string
}

/** What the rules remembered at some moment of the past. */
export interface WarmState {
  state: RuleState
  /** It began with a snapshot; without one, with nothing. */
  hasSnapshot: boolean
  /** Every message since then was decided with its own rules. */
  isExact: boolean
  /** The entry at which it ended; null when none of them was the end. */
  end: ReplayEntry | null
}

/**
 * Finds out what the rules remembered: takes the last snapshot before `until` (ms, this computer's clock), and decides again
 * about everything since, up to the first entry that `isEnd` names.
 * @throws {ArchiveError}
 */
export async function warmUp(
  { archive, book, recorded, now, zone }: ReplayGround,
  until: number,
  isEnd: (entry: ReplayEntry) => boolean,
  signal: AbortSignal,
): Promise<WarmState> {
  const snapshot = await archive.snapshotBefore(book.account, until)
  const since = snapshot?.at ?? until
  const side = createSide(recorded, now, snapshot ? readStateFor(book, snapshot.state) : emptyRuleState)
  // What was decided about after the snapshot can have been sent long before it, and the two clocks can differ.
  const range = { conversations: [], from: since - DAY, to: until + DAY }
  const ended = (end: ReplayEntry | null): WarmState => ({
    state: side.replay.state(),
    hasSnapshot: snapshot !== undefined,
    isExact: snapshot !== undefined && side.lost() === 0,
    end,
  })

  for await (const { entries } of replayItems(archive, book, range, zone)) {
    for (const entry of entries) {
      if (isEnd(entry)) return ended(entry)
      if (entry.item.now.at < since) continue
      await side.prepare(entry)
      if (side.asks(entry)) side.replay.step(entry.item)
    }
    if (signal.aborted) break
  }
  return ended(null)
}
