import { beforeAll, describe, expect, it, vi } from 'vitest'
import { endWork, setWork, works } from '../../../../entrypoints/workbench/work.ts'
import type { Work } from '../../../../entrypoints/workbench/work.ts'
import { workRate } from '../../../../entrypoints/workbench/work-rate.ts'
import { workWords } from '../../../../entrypoints/workbench/work-words.ts'
import { alsoSpeak, archiveWords, setLanguage } from '../../../../lib/i18n/t.ts'

const work: Work = {
  id: 'w',
  title: '导出',
  done: 3_000,
  total: 10_000,
  unit: 'messages',
  startedAt: 0,
  state: 'running',
  address: '#/export',
}

beforeAll(async () => {
  alsoSpeak(archiveWords)
  await setLanguage('zh-CN', '')
})

describe('long work', () => {
  it('is there from its first report to its end, each once', () => {
    setWork(work)
    setWork({ ...work, id: 'other' })
    setWork({ ...work, done: 4_000 })
    expect(works.value.map(({ id, done }) => [id, done])).toEqual([
      ['w', 4_000],
      ['other', 3_000],
    ])
    endWork('w')
    endWork('w')
    expect(works.value.map(({ id }) => id)).toEqual(['other'])
    endWork('other')
  })

  it('counts its rate from where it began or went on', () => {
    expect(workRate(work, 10_000)).toEqual({ rate: 300, left: (7_000 * 1_000) / 300 })
    expect(workRate({ ...work, doneBefore: 2_000 }, 10_000)?.rate).toBe(100)
    expect(workRate({ ...work, total: null }, 10_000)?.left).toBeNull()
  })

  it('names no rate too early, without progress, or while it stands', () => {
    expect(workRate(work, 1_999)).toBeNull()
    expect(workRate({ ...work, done: 0 }, 10_000)).toBeNull()
    expect(workRate({ ...work, state: 'paused' }, 10_000)).toBeNull()
  })

  it('says how far, how fast, and how long yet', () => {
    vi.useFakeTimers({ now: 10_000 })
    // The clock of the page was read when it was loaded; only a later time counts.
    const startedAt = Date.now() - 10_000
    expect(workWords({ ...work, startedAt })).toMatch(/^3,000 \/ 10,000 条 · 每秒 /u)
    expect(workWords({ ...work, state: 'paused' })).toBe('已暂停 · 3,000 / 10,000 条')
    expect(workWords({ ...work, unit: 'bytes', state: 'ending', done: 5_000, total: null })).toBe('正在结束 · 5 kB')
    vi.useRealTimers()
  })
})
