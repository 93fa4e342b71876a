import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReorder } from '../../../../../entrypoints/workbench/lab/reorder.ts'

interface Thing {
  sentAt: number
  late: number
}

describe('createReorder', () => {
  it('gives out in the order of deciding what comes in the order of sending', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ sentAt: fc.nat(500), late: fc.nat(300) })), (things) => {
        const sent = things.toSorted((a, b) => a.sentAt - b.sentAt)
        const reorder = createReorder<Thing & { order: number }>()
        const out = sent.flatMap((thing, order) => {
          const at = thing.sentAt + thing.late
          return reorder.push({ value: { ...thing, order }, at, order, safeAfter: at }, thing.sentAt)
        })
        out.push(...reorder.end())
        const wanted = sent
          .map((thing, order) => ({ ...thing, order }))
          .toSorted((a, b) => a.sentAt + a.late - (b.sentAt + b.late) || a.order - b.order)
        expect(out).toEqual(wanted)
      }),
    )
  })

  it('holds nothing back once nothing can come before it any more', () => {
    const reorder = createReorder<string>()
    expect(reorder.push({ value: 'a', at: 10, order: 0, safeAfter: 10 }, 10)).toEqual([])
    expect(reorder.push({ value: 'b', at: 30, order: 0, safeAfter: 30 }, 11)).toEqual(['a'])
  })

  it('gives the first out of turn rather than hold more than it may', () => {
    const reorder = createReorder<number>(2)
    const late = (value: number) => reorder.push({ value, at: 1_000, order: value, safeAfter: 1_000 }, value)
    expect([1, 2, 3, 4].flatMap(late)).toEqual([1, 2])
    expect(reorder.end()).toEqual([3, 4])
  })
})
