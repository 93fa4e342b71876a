import { describe, expect, it } from 'vitest'
import { readLeftRuns, removeRunsOf, tidyRuns } from '../../../../../entrypoints/workbench/export/left-runs.ts'
import { openOpfsStore } from '../../../../../entrypoints/workbench/export/opfs-store.ts'
import type { RunResult } from '../../../../../entrypoints/workbench/export/run.ts'
import { DAY } from '../../../../../lib/time.ts'
import { aRun } from './a-run.ts'
import { createOpfs } from './fake-opfs.ts'

const NOW = Date.UTC(2026, 10, 22)
const idOf = (digit: string) => digit.repeat(32)
const result = (endedAt: number): RunResult => ({
  endedAt,
  files: [],
  zip: null,
  conversations: 0,
  messages: 0,
  reports: [],
  ends: {},
  failed: [],
})

/** Runs that broke off (`endedAt` null) or ended. */
async function left(...runs: { id: string; startedAt: number; endedAt: number | null }[]) {
  const opfs = createOpfs()
  for (const { id, startedAt, endedAt } of runs) {
    const store = await openOpfsStore(opfs.folder, id)
    await store.saveRun(aRun({ id, startedAt }))
    if (endedAt !== null) await store.saveResult(result(endedAt))
    await store.close()
  }
  const ids = async () => (await readLeftRuns(opfs.folder)).map(({ run }) => run.id)
  return { ...opfs, ids }
}

describe('what exports left', () => {
  it('is found again, the last one first, finished or broken off', async () => {
    const { folder } = await left(
      { id: idOf('a'), startedAt: NOW - 2_000, endedAt: NOW - 1_000 },
      { id: idOf('b'), startedAt: NOW, endedAt: null },
    )
    const found = await readLeftRuns(folder)
    expect(found.map(({ run, result: ended }) => [run.id, ended?.endedAt ?? null])).toEqual([
      [idOf('b'), null],
      [idOf('a'), NOW - 1_000],
    ])
  })

  it('is kept a day when it is finished, and a week when it can be gone on with', async () => {
    const { folder, ids } = await left(
      { id: idOf('a'), startedAt: NOW - 3 * DAY, endedAt: NOW - DAY },
      { id: idOf('b'), startedAt: NOW - 3 * DAY, endedAt: NOW - DAY + 1 },
      { id: idOf('c'), startedAt: NOW - 6 * DAY, endedAt: null },
      { id: idOf('d'), startedAt: NOW - 7 * DAY, endedAt: null },
    )
    await tidyRuns(folder, NOW, true)
    expect((await ids()).toSorted()).toEqual([idOf('b'), idOf('c')])
  })

  it('goes when a new export begins, but for what broke off', async () => {
    const { folder, ids } = await left(
      { id: idOf('a'), startedAt: NOW - 2, endedAt: NOW - 1 },
      { id: idOf('b'), startedAt: NOW - 2, endedAt: null },
    )
    await tidyRuns(folder, NOW, false)
    expect(await ids()).toEqual([idOf('b')])
  })

  it('goes when nobody can make sense of it', async () => {
    const { folder, files } = await left({ id: 'strange', startedAt: NOW, endedAt: null })
    expect(await readLeftRuns(folder)).toEqual([])
    await tidyRuns(folder, NOW, true)
    expect([...files().keys()]).toEqual([])
  })

  it('goes with the account whose messages are in it, and with the archive', async () => {
    const { folder, ids, files } = await left(
      { id: idOf('a'), startedAt: NOW - 1, endedAt: NOW },
      { id: idOf('b'), startedAt: NOW, endedAt: null },
    )
    const store = await openOpfsStore(folder, idOf('c'))
    const legs = aRun().legs.map((leg) => ({ ...leg, account: '2' }))
    await store.saveRun(aRun({ id: idOf('c'), startedAt: NOW, legs }))
    await store.close()
    await removeRunsOf(folder, '1')
    expect(await ids()).toEqual([idOf('c')])
    await removeRunsOf(folder, 'all')
    expect([...files().keys()]).toEqual([])
  })
})
