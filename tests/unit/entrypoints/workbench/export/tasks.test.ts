import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import {
  deleteTask,
  noteTaskRun,
  readTasks,
  saveTask,
  taskStart,
} from '../../../../../entrypoints/workbench/export/tasks.ts'
import type { ExportTask } from '../../../../../entrypoints/workbench/export/tasks.ts'
import type { RunResult } from '../../../../../entrypoints/workbench/export/run.ts'
import { exportTasksItem } from '../../../../../lib/settings.ts'
import { anOrder, aRun } from './a-run.ts'
import { createLocks } from './fake-locks.ts'

const task = (id: string, change: Partial<ExportTask> = {}): ExportTask => ({
  id,
  name: id,
  order: anOrder(),
  onlyNew: true,
  last: null,
  ...change,
})
const result: RunResult = {
  endedAt: 9_000,
  files: [{ name: 'a.json', format: 'json', mediaType: 'application/json', stored: 'a0-f1', bytes: 70, messages: 3 }],
  zip: null,
  conversations: 1,
  messages: 3,
  reports: [],
  ends: { c1: { hash: 'ff', count: 3 } },
  failed: [],
}
const run = aRun({ task: 'weekly', order: anOrder(), startedAt: 5_000 })

beforeEach(() => {
  fakeBrowser.reset()
  vi.stubGlobal('navigator', { locks: createLocks() })
})

describe('saved exports', () => {
  it('remember a run that went well, once, and go on from it', async () => {
    await saveTask(task('weekly'))
    await noteTaskRun(run, result)
    await noteTaskRun(run, { ...result, messages: 99 })
    const [saved] = await readTasks()
    expect(saved?.last).toEqual({ at: 5_000, messages: 3, bytes: 70, part: 1, continues: result.ends })
    expect(taskStart(saved ?? task('none')).since).toEqual({ archivedFrom: 5_000, part: 2, continues: result.ends })
  })

  it('keep the chains of chats that had nothing new', async () => {
    await saveTask(task('weekly'))
    const since = { archivedFrom: 1, part: 4, continues: { quiet: { hash: 'aa', count: 7 } } }
    await noteTaskRun({ ...run, since }, result)
    expect((await readTasks())[0]?.last).toMatchObject({
      part: 4,
      continues: { quiet: { count: 7 }, c1: { count: 3 } },
    })
  })

  it('do not count a run that could not read all of its chats', async () => {
    await saveTask(task('weekly'))
    await noteTaskRun(run, { ...result, failed: ['c2'] })
    expect((await readTasks())[0]?.last).toBeNull()
  })

  it('go on from when everything that came was in the archive', async () => {
    await saveTask(task('weekly'))
    await noteTaskRun({ ...run, archivedBefore: 4_000 }, result)
    expect((await readTasks())[0]?.last?.at).toBe(4_000)
  })

  it('begin anew when what they ask for has changed, and not when only the name has', async () => {
    await saveTask(task('weekly'))
    await noteTaskRun(run, result)
    await saveTask(task('weekly', { name: '每周' }))
    expect((await readTasks())[0]).toMatchObject({ name: '每周', last: { part: 1 } })
    await saveTask(task('weekly', { order: anOrder({ formats: ['csv'] }) }))
    expect((await readTasks())[0]?.last).toBeNull()
    // The run of before was that of another order.
    await noteTaskRun({ ...run, startedAt: 6_000 }, result)
    expect((await readTasks())[0]?.last).toBeNull()
  })

  it('export everything each time when they are to', () => {
    const last = { at: 1, messages: 1, bytes: 1, part: 1, continues: {} }
    expect(taskStart(task('whole', { onlyNew: false, last })).since).toBeNull()
  })

  it('come back to their place when a deletion is undone', async () => {
    for (const id of ['a', 'b', 'c']) await saveTask(task(id))
    const bringBack = await deleteTask('b')
    expect((await readTasks()).map(({ id }) => id)).toEqual(['a', 'c'])
    await bringBack()
    await bringBack()
    expect((await readTasks()).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('lose nothing when several are saved at the same time', async () => {
    await Promise.all(['a', 'b', 'c'].map((id) => saveTask(task(id))))
    expect(await readTasks()).toHaveLength(3)
  })

  it('leave a damaged one out', async () => {
    await exportTasksItem.setValue([task('good'), { id: 'bad' }, null])
    expect((await readTasks()).map(({ id }) => id)).toEqual(['good'])
  })
})
