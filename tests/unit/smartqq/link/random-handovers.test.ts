import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Counts } from './handovers/check-all.ts'
import { handoverWorld } from './handovers/handover-world.ts'
import { takeOverTime } from './handovers/virtual-time.ts'
import type { VirtualTime } from './handovers/virtual-time.ts'

const NOON = 1_790_000_000_000
/** The first seed, and how many there are: each is another browser, service and user. What fails names its seed. */
const FIRST = Number(process.env['SEED'] ?? 1)
const WORLDS = Number(process.env['WORLDS'] ?? (process.env['SEED'] ? 1 : 250))
const HANDOVERS = 40

let time: VirtualTime

beforeEach(() => {
  time = takeOverTime(NOON)
  vi.spyOn(console, 'info').mockImplementation(() => undefined)
})

afterEach(() => {
  time.restore()
})

describe('the line between pages and background', () => {
  it(
    `in ${WORLDS * HANDOVERS} random handovers: never two of ours, nothing lost, nothing sent twice, always somebody`,
    async () => {
      const sum: Counts = { handedOut: 0, byPage: 0, missed: 0, replies: 0, besidePage: 0, userSent: 0 }
      const happened: Record<string, number> = {}
      for (let seed = FIRST; seed < FIRST + WORLDS; seed++) {
        const world = handoverWorld(seed, time)
        await world.pass(1_000)
        for (let n = 0; n < HANDOVERS; n++) {
          const name = world.handOver()
          happened[name] = (happened[name] ?? 0) + 1
          const ms = world.pause()
          world.chatter(ms)
          await world.pass(ms)
        }
        await world.end()
        const { faults, counts } = world.check()
        expect(faults).toEqual([])
        for (const name of world.kinds) happened[name] ??= 0
        for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += counts[name]
        world.stop()
      }
      if (WORLDS < 100) return
      // That much went through, by each way.
      expect(sum.handedOut).toBeGreaterThan(WORLDS * 20)
      for (const count of [sum.byPage, sum.replies, sum.besidePage]) expect(count).toBeGreaterThan(WORLDS * 5)
      expect(sum.userSent).toBeGreaterThan(WORLDS / 2)
      expect(sum.missed).toBeLessThan(sum.handedOut / 100)
      expect(Object.keys(happened).filter((name) => happened[name]! < WORLDS / 10)).toEqual([])
    },
    WORLDS * 1_000,
  )
})
