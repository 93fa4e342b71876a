import { describe, expect, it, vi } from 'vitest'
import { settledUpTo } from '../../../../../entrypoints/workbench/export/new-run.ts'
import { failedOnly } from '../../../../../entrypoints/workbench/export/failed-only.ts'
import { whenNoneIsWritten, whileWriting } from '../../../../../entrypoints/workbench/import/import-lock.ts'
import { aRun } from './a-run.ts'
import { createLocks } from './fake-locks.ts'

const entry = (account: string, receivedAt: number) => ({
  id: receivedAt,
  account,
  epoch: 'e',
  receivedAt,
  serverAt: null,
  items: [],
})
const archive = (...entries: ReturnType<typeof entry>[]) => ({ unsettled: async () => entries })

describe('the run of a task', () => {
  it('ends before what has come and is not yet among the messages', async () => {
    const { legs } = aRun()
    expect(await settledUpTo(archive(), legs, 900)).toBe(900)
    expect(await settledUpTo(archive(entry('1', 700), entry('1', 800)), legs, 900)).toBe(700)
    expect(await settledUpTo(archive(entry('1', 950), entry('2', 100)), legs, 900)).toBe(900)
  })

  it('waits for imports that are being written', async () => {
    vi.stubGlobal('navigator', { locks: createLocks() })
    const end = Promise.withResolvers<void>()
    const happened: string[] = []
    const writing = whileWriting(async () => {
      await end.promise
      happened.push('written')
    })
    const waiting = whenNoneIsWritten().then(() => happened.push('begun'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(happened).toEqual([])
    end.resolve()
    await Promise.all([writing, waiting])
    expect(happened).toEqual(['written', 'begun'])
  })
})

describe('exporting what failed once more', () => {
  it('takes the chats by their ids in the archive', () => {
    expect(failedOnly(aRun(), { failed: ['c2'] }).order.chats).toEqual({ which: 'some', ids: ['c2'] })
  })
})
