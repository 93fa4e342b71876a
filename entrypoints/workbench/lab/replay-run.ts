import type { Archive } from '../../../lib/archive/port.ts'
import type { Decision } from '../../../lib/chat/decision.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import type { ReplayCounts, ReplayResult } from '../../../lib/rules/lab/replay.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'
import { emptyRuleState } from '../../../lib/rules/state.ts'
import type { Verdict } from '../../../lib/rules/verdict.ts'
import { followPeople, readBook } from './lab-book.ts'
import { createRecordedRules } from './recorded-rules.ts'
import { replayItems } from './replay-items.ts'
import type { ReplayEntry, ReplayRange } from './replay-items.ts'
import { createSide } from './replay-side.ts'
import { warmUp } from './warm-up.ts'
import type { ReplayGround } from './warm-up.ts'

/** What is replayed, and what it is compared with. */
export interface ReplayWish extends ReplayRange {
  account: AccountId
  /** The rules as they are now, or those that were there when each message came. */
  rules: 'now' | 'then'
  /** What really happened, or what the rules of the other time say. */
  against: 'happened' | 'other-rules'
}

/** What a replay came to, and what it could not know. */
export interface ReplayReport extends ReplayResult {
  /** What the other rules came to; null when it is compared with what happened. */
  against: ReplayCounts | null
  /** Messages that nobody decided about then. */
  undecided: number
  /** Messages whose circumstances nobody recorded: everything is taken to have been on, and nobody away. */
  unrecorded: number
  /** Messages whose rules of then are not kept any more, where those were asked for. */
  rulesLost: number
}

/**
 * Called after every page of messages; `done` and `total` count them. Goes on when what it gives resolves: that is how a
 * replay pauses.
 */
export type ReplayProgress = (done: number, total: number, soFar: ReplayReport) => Promise<void>

/**
 * Decides again about every message of a part of the archive. Nothing is sent and nothing is written. Resolves with null
 * when `signal` aborted it.
 * @param zone IANA name, for messages of which it is not recorded
 * @throws {ArchiveError}
 */
export async function runReplay(
  archive: Archive,
  wish: ReplayWish,
  present: RuleSet,
  zone: string,
  signal: AbortSignal,
  onProgress: ReplayProgress,
): Promise<ReplayReport | null> {
  const book = await readBook(archive, wish.account)
  const now = compileRules(followPeople(present, book))
  const recorded = createRecordedRules(archive, book)
  const total = await countMessages(archive, wish)
  const state = await stateAtStart({ archive, book, recorded, now, zone }, wish, signal)

  const here = createSide(wish.rules === 'now' ? null : recorded, now, state)
  const there = wish.against === 'happened' ? null : createSide(wish.rules === 'now' ? recorded : null, now, state)
  const unknown = { undecided: 0, unrecorded: 0 }
  const report = (): ReplayReport => ({
    ...here.replay.result(),
    against: there?.replay.result() ?? null,
    ...unknown,
    rulesLost: here.lost() + (there?.lost() ?? 0),
  })

  let done = 0
  for await (const { read, entries } of replayItems(archive, book, wish, zone)) {
    if (signal.aborted) return null
    for (const entry of entries) {
      await here.prepare(entry)
      await there?.prepare(entry)
      if (!here.asks(entry) && !there?.asks(entry)) continue
      if (!entry.item.happened) unknown.undecided++
      if (entry.ruleSet === null) unknown.unrecorded++
      const other = there?.replay.step(entry.item)
      here.replay.step(other ? { ...entry.item, happened: asDecision(entry, other) } : entry.item)
    }
    done += read
    await onProgress(done, Math.max(total, done), report())
    if (signal.aborted) return null
  }
  return report()
}

/** What the other rules say, in the form in which decisions are compared. */
function asDecision({ item: { event, now } }: ReplayEntry, { outcome }: Verdict): Decision {
  const { messageKey, account, conversation, kind } = event
  const about = { messageKey, account, conversation, kind, at: now.at, trace: [] }
  if (outcome.kind === 'none') return { ...about, outcome }
  const [first, ...more] = outcome.replies
  const also = more.map(({ ruleId, text }) => ({ ruleId, text, outboxId: '' }))
  const { ruleId, text } = first
  return { ...about, outcome: { kind: 'reply', ruleId, text, outboxId: '', ...(also.length > 0 ? { also } : {}) } }
}

/** How many messages the range has. @throws {ArchiveError} */
async function countMessages(archive: Archive, { account, conversations, from, to }: ReplayWish): Promise<number> {
  const all = await archive.conversations(account)
  const wanted = all.filter(
    ({ id, lastAt }) =>
      (conversations.length === 0 || conversations.includes(id)) && (from === undefined || lastAt >= from),
  )
  if (from === undefined && to === undefined) return wanted.reduce((sum, { count }) => sum + count, 0)
  const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  const counts = await Promise.all(wanted.map(({ id }) => archive.count({ conversation: id, ...range })))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** What the rules remembered when the range begins; nothing when it begins with the archive. @throws {ArchiveError} */
async function stateAtStart(ground: ReplayGround, { from }: ReplayWish, signal: AbortSignal) {
  if (from === undefined) return emptyRuleState
  return (await warmUp(ground, from, ({ item }) => item.event.sentAt >= from, signal)).state
}
