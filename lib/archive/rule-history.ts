import type { AccountId } from '../chat/handle.ts'
import { DAY, localDay } from '../time.ts'
import type { Connection, Transaction } from './connection.ts'
import { RULE_SETS_KEPT, SNAPSHOTS_KEPT_FOR } from './port.ts'
import type { RuleSetRow, RuleSnapshot } from './port.ts'

type Writing = Transaction<'readwrite'>

/** Keeps a rule set under its revision; one that is there stays as it was. Beyond {@link RULE_SETS_KEPT} the oldest go. */
export async function keepRuleSet(writing: Writing, row: RuleSetRow): Promise<void> {
  const store = writing.objectStore('ruleSets')
  if ((await store.getKey([row.account, row.revision])) !== undefined) return
  await store.add(row)
  const byAge = store.index('byAge')
  const ofAccount = IDBKeyRange.bound([row.account], [row.account, []], false, true)
  const tooMany = (await byAge.count(ofAccount)) - RULE_SETS_KEPT
  if (tooMany <= 0) return
  const oldest = await byAge.getAllKeys(ofAccount, tooMany)
  await Promise.all(oldest.map((key) => store.delete(key)))
}

/** Keeps what the rules remembered, the first of each local day; those older than {@link SNAPSHOTS_KEPT_FOR} go. */
export async function keepSnapshot(writing: Writing, { account, at, state }: RuleSnapshot): Promise<void> {
  const store = writing.objectStore('ruleSnapshots')
  const day = localDay(at)
  if ((await store.getKey([account, day])) !== undefined) return
  await store.add({ account, at, state, day })
  await store.delete(IDBKeyRange.bound([account], [account, localDay(at - SNAPSHOTS_KEPT_FOR)], false, true))
}

/** The newest snapshot taken at or before `at`. @throws ArchiveError */
export async function readSnapshotBefore(
  { run }: Connection,
  account: AccountId,
  at: number,
): Promise<RuleSnapshot | undefined> {
  return await run('snapshotBefore', 'readonly', ['ruleSnapshots'], async (reading) => {
    // The day after as well: the zone may have been another one when it was taken.
    const days = IDBKeyRange.bound([account], [account, localDay(at + DAY)])
    let cursor = await reading.objectStore('ruleSnapshots').openCursor(days, 'prev')
    while (cursor && cursor.value.at > at) cursor = await cursor.continue()
    if (!cursor) return undefined
    const { day: _day, ...snapshot } = cursor.value
    return snapshot
  })
}
