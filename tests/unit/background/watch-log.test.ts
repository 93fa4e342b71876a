import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWatchLog } from '../../../entrypoints/background/watch-log.ts'
import type { Watch } from '../../../lib/archive/port.ts'
import type { LinkState } from '../../../lib/smartqq/link/ports.ts'
import { HOUR, MINUTE, SECOND } from '../../../lib/time.ts'

const NOW = 1_795_348_800_000
const online: LinkState = { state: 'online', account: '10001', nick: '小明', since: NOW }
const page: LinkState = { state: 'page', account: '10001', nick: '小明' }
const offline: LinkState = { state: 'offline', account: '10001', nick: '小明', why: 'network', retryAt: NOW }
const loggedOut: LinkState = { state: 'logged-out', why: 'expired', detail: null }

/** An archive of watches alone. */
function archiveOf(rows: Watch[] = []) {
  const stored = new Map(rows.map((row) => [row.id, row]))
  let writes = 0
  let refuses = false
  return {
    archive: {
      async commit({ watches = [] }: { watches?: Watch[] }) {
        if (refuses) throw new Error('full')
        writes += 1
        for (const watch of watches) stored.set(watch.id, watch)
        return { applied: [] }
      },
      watches: async (account: string) => [...stored.values()].filter((row) => row.account === account),
    },
    rows: () => [...stored.values()].map(({ id: _id, account: _account, ...row }) => row),
    /** Everything here is done within a few turns: no time passes. */
    async written(count: number) {
      for (let turn = 0; turn < 30; turn += 1) await Promise.resolve()
      expect(writes).toBe(count)
    },
    refuse: (now: boolean) => (refuses = now),
  }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }))
afterEach(() => void vi.useRealTimers())

const later = (ms: number) => vi.setSystemTime(Date.now() + ms)

describe('the watch log', () => {
  it('says who listened from when to when, and why it ended', async () => {
    const { archive, rows, written } = archiveOf()
    const watchLog = createWatchLog(archive)
    watchLog.follow({ state: 'connecting', account: '10001' })
    watchLog.follow(online)
    await written(1)
    later(MINUTE)
    watchLog.follow(page)
    await written(3)
    later(MINUTE)
    watchLog.follow(offline)
    await written(4)
    later(MINUTE)
    watchLog.follow(online)
    await written(5)
    later(SECOND)
    watchLog.follow(loggedOut)
    await written(6)
    expect(rows()).toEqual([
      { by: 'background', from: NOW, to: NOW + MINUTE, ended: 'handed-over' },
      { by: 'page', from: NOW + MINUTE, to: NOW + 2 * MINUTE, ended: 'offline' },
      { by: 'background', from: NOW + 3 * MINUTE, to: NOW + 3 * MINUTE + SECOND, ended: 'logged-out' },
    ])
  })

  it('moves on with the time, a write a minute, and is the same while the state is told again', async () => {
    const { archive, rows, written } = archiveOf()
    const watchLog = createWatchLog(archive)
    watchLog.follow(online)
    await written(1)
    for (const writes of [1, 1, 2, 2, 2, 3]) {
      later(20 * SECOND)
      watchLog.tick()
      watchLog.follow({ ...online, endsAt: NOW + 90 * MINUTE })
      await written(writes)
    }
    expect(rows()).toEqual([{ by: 'background', from: NOW, to: NOW + 2 * MINUTE, ended: null }])
  })

  it('goes on with the watch of a worker that has just died, and begins anew after a longer time', async () => {
    const before: Watch = {
      id: 'before',
      account: '10001',
      by: 'background',
      from: NOW - MINUTE,
      to: NOW - 30 * SECOND,
      ended: null,
    }
    const soon = archiveOf([before])
    createWatchLog(soon.archive).follow(online)
    await soon.written(1)
    expect(soon.rows()).toEqual([{ by: 'background', from: NOW - MINUTE, to: NOW, ended: null }])

    const late = archiveOf([{ ...before, to: NOW - 3 * MINUTE }])
    createWatchLog(late.archive).follow(online)
    await late.written(1)
    expect(late.rows()).toEqual([
      { by: 'background', from: NOW - MINUTE, to: NOW - 3 * MINUTE, ended: null },
      { by: 'background', from: NOW, to: NOW, ended: null },
    ])
  })

  it('does not claim a time about which nobody can tell', async () => {
    const { archive, rows, written } = archiveOf()
    const watchLog = createWatchLog(archive)
    watchLog.follow(page)
    await written(1)
    watchLog.follow({ state: 'page-only', why: 'other-account' })
    await written(2)
    watchLog.tick()
    expect(rows()).toEqual([{ by: 'page', from: NOW, to: NOW, ended: null }])
  })

  it('tries again with the next news when the disk refuses', async () => {
    const { archive, rows, written, refuse } = archiveOf()
    const watchLog = createWatchLog(archive)
    watchLog.follow(online)
    await written(1)
    refuse(true)
    later(MINUTE)
    watchLog.tick()
    await written(1)
    refuse(false)
    later(MINUTE)
    watchLog.follow(loggedOut)
    await written(2)
    expect(rows()).toEqual([{ by: 'background', from: NOW, to: NOW + 2 * MINUTE, ended: 'logged-out' }])
  })

  it('does not claim the time for which the computer slept', async () => {
    const { archive, rows, written } = archiveOf()
    const watchLog = createWatchLog(archive)
    watchLog.follow(online)
    await written(1)
    later(30 * SECOND)
    watchLog.tick()
    later(8 * HOUR)
    watchLog.tick()
    await written(3)
    later(8 * HOUR)
    watchLog.follow(loggedOut)
    await written(6)
    const slept = 8 * HOUR
    expect(rows()).toEqual([
      { by: 'background', from: NOW, to: NOW + 30 * SECOND, ended: null },
      { by: 'background', from: NOW + 30 * SECOND + slept, to: NOW + 30 * SECOND + slept, ended: null },
      { by: 'background', from: NOW + 30 * SECOND + 2 * slept, to: NOW + 30 * SECOND + 2 * slept, ended: 'logged-out' },
    ])
  })

  it('never ends before it begins, though the clock is set back', async () => {
    const { archive, rows, written } = archiveOf()
    const watchLog = createWatchLog(archive)
    watchLog.follow(online)
    await written(1)
    later(-HOUR)
    watchLog.follow(loggedOut)
    await written(2)
    expect(rows()).toEqual([{ by: 'background', from: NOW, to: NOW, ended: 'logged-out' }])
  })

  it('is over when nobody listens any more, though the disk refuses to say so', async () => {
    const { archive, rows, written, refuse } = archiveOf()
    const watchLog = createWatchLog(archive)
    watchLog.follow(online)
    await written(1)
    refuse(true)
    watchLog.follow(offline)
    await written(1)
    refuse(false)
    later(MINUTE)
    watchLog.tick()
    await written(1)
    expect(rows()).toEqual([{ by: 'background', from: NOW, to: NOW, ended: null }])
  })
})
