import type { Archive } from '../../../lib/archive/port.ts'
import type { WhyNot } from '../../../lib/chat/decision.ts'
import { isByHand } from '../../../lib/rules/lab/event-of.ts'
import { createStatistics } from '../../../lib/rules/lab/statistics.ts'
import type { RuleStatistics } from '../../../lib/rules/lab/statistics.ts'
import { sleep } from '../../../lib/time.ts'

/** What became of the messages of a span of time, over all accounts. */
export interface StatisticsResult {
  decisions: number
  rules: ReadonlyMap<string, RuleStatistics>
  /** Messages that no reply was given to though a guard decided it, not the rules, by the guard. */
  held: ReadonlyMap<WhyNot, number>
}

/** How far it is: decisions looked at, then messages. */
export interface StatisticsProgress {
  decisions: number
  messages: number
}

/** Rows read at once. */
const PAGE = 500
/** Longest stretch of work without a break, ms. */
const SLICE = 16

/** Silence that says nothing about a rule: nobody asked for a reply, or there was nobody to reply to. */
const ORDINARY: ReadonlySet<WhyNot> = new Set(['no-rule-matched', 'own-message', 'echo', 'draft'])

/**
 * Counts all decisions since `from` (ms), and the user's own messages after them, page by page: memory stays flat, and the
 * page is given a breath between pages. Resolves with null when aborted. @throws {ArchiveError}
 */
export async function readStatistics(
  archive: Archive,
  from: number,
  onProgress: (progress: StatisticsProgress) => void,
  aborted: AbortSignal,
): Promise<StatisticsResult | null> {
  const statistics = createStatistics()
  const held = new Map<WhyNot, number>()
  const progress: StatisticsProgress = { decisions: 0, messages: 0 }
  let rested = performance.now()
  const breathe = async (): Promise<boolean> => {
    if (performance.now() - rested > SLICE) {
      onProgress({ ...progress })
      await sleep(0)
      rested = performance.now()
    }
    return !aborted.aborted
  }

  for (const account of await archive.accounts()) {
    const next = new Map((await archive.aliases(account)).map((alias) => [alias.from, alias.to]))
    for await (const page of archive.decisionPages({ account, from }, PAGE)) {
      for (const { conversation, at, outcome } of page) {
        statistics.decision({ conversation: standsFor(next, conversation), at, outcome })
        if (outcome.kind === 'none' && !ORDINARY.has(outcome.why))
          held.set(outcome.why, (held.get(outcome.why) ?? 0) + 1)
      }
      progress.decisions += page.length
      if (!(await breathe())) return null
    }
    for await (const page of archive.timeline({ account, from }, PAGE)) {
      for (const message of page) {
        if (!isByHand(message)) continue
        statistics.ownMessage({ conversation: standsFor(next, message.conversation), at: message.receivedAt })
      }
      progress.messages += page.length
      if (!(await breathe())) return null
    }
  }
  onProgress({ ...progress })
  return { ...statistics.result(), held }
}

/** Follows aliases from one id to the next; a ring of them ends where it began. */
function standsFor(next: ReadonlyMap<string, string>, id: string): string {
  let current = id
  for (let step = 0; step <= next.size; step += 1) {
    const to = next.get(current)
    if (to === undefined) return current
    current = to
  }
  return current
}
