import type { CompiledRules } from '../../../lib/rules/compile.ts'
import { createReplay } from '../../../lib/rules/lab/replay.ts'
import type { Replay } from '../../../lib/rules/lab/replay.ts'
import type { RuleState } from '../../../lib/rules/state.ts'
import type { RecordedRules } from './recorded-rules.ts'
import type { ReplayEntry } from './replay-items.ts'

/** One of the rule sets that a replay decides with. */
export interface ReplaySide {
  replay: Replay
  /** Puts the rules in use that this message is to be decided with. @throws {ArchiveError} */
  prepare(entry: ReplayEntry): Promise<void>
  /** Whether these rules are asked about it: about notices only if they want some, or were asked then. */
  asks(entry: ReplayEntry): boolean
  /** How many messages' own rules are not kept any more; they are decided with those that were in use before. */
  lost(): number
}

/** @param recorded null: the rules are those of now all the time */
export function createSide(recorded: RecordedRules | null, now: CompiledRules, state: RuleState): ReplaySide {
  const replay = createReplay({ compiled: now, state, form: 'none' })
  let current = now
  let name: string | null = null
  let isLost = false
  let lost = 0
  return {
    replay,
    async prepare({ ruleSet }) {
      if (recorded === null || ruleSet === null) return
      if (ruleSet !== name) {
        const found = await recorded.get(ruleSet)
        name = ruleSet
        isLost = found === null
        if (found) {
          current = found
          replay.use(found)
        }
      }
      if (isLost) lost++
    },
    asks: ({ isNotice, item }) => !isNotice || item.happened !== undefined || current.wantsNotices,
    lost: () => lost,
  }
}
