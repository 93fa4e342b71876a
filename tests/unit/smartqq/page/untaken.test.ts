import { describe, expect, it } from 'vitest'
import { createUntaken } from '../../../../lib/smartqq/page/untaken.ts'

interface Report {
  n: number
  text: string
}

const untaken = (limit: number) =>
  createUntaken<Report>(limit, ({ text }) => ({ size: text.length, isPoll: text.startsWith('poll') }))
const large = (name: string) => name.padEnd(5_000)
const names = (kept: { all(): Report[] }) => kept.all().map(({ text }) => text.trimEnd())

describe('createUntaken', () => {
  it('numbers reports and keeps them in order until each was taken', () => {
    const kept = untaken(1_000)
    expect(kept.add({ text: 'a' })).toEqual({ n: 1, text: 'a' })
    kept.add({ text: 'b' })
    kept.add({ text: 'c' })
    kept.taken(2)
    kept.taken(9)
    expect(kept.all()).toEqual([
      { n: 1, text: 'a' },
      { n: 3, text: 'c' },
    ])
  })

  it('gives a number out once, also after everything was taken', () => {
    const kept = untaken(1_000)
    kept.add({ text: 'a' })
    kept.taken(1)
    expect(kept.add({ text: 'b' }).n).toBe(2)
  })

  it('beyond its limit lets go of the oldest large text, then of small ones, of poll replies last', () => {
    const kept = untaken(16_000)
    for (const name of ['small', large('poll 1'), large('list 1'), large('list 2')]) kept.add({ text: name })
    expect(names(kept)).toEqual(['small', 'poll 1', 'list 1', 'list 2'])
    kept.add({ text: large('poll 2') })
    expect(names(kept)).toEqual(['small', 'poll 1', 'list 2', 'poll 2'])
    kept.add({ text: large('poll 3') })
    expect(names(kept)).toEqual(['small', 'poll 1', 'poll 2', 'poll 3'])
    kept.add({ text: large('poll 4') })
    expect(names(kept)).toEqual(['poll 2', 'poll 3', 'poll 4'])
  })

  it('never keeps a text that is too large all by itself', () => {
    const kept = untaken(4_000)
    kept.add({ text: large('poll') })
    expect(kept.all()).toEqual([])
  })
})
