import { describe, expect, it } from 'vitest'
import { countPastTheirTime } from '../../../../../entrypoints/workbench/import/past-their-time.tsx'
import type { Plan, Preview } from '../../../../../entrypoints/workbench/import/worker-words.ts'
import { DAY } from '../../../../../lib/time.ts'

const NOW = Date.UTC(2026, 10, 23, 12)

/** Conversations by the age of their first message in days, where they go to, and whether they are taken. */
function given(...rows: { age: number; target?: string; take?: boolean }[]): [Preview, Plan] {
  const conversations = rows.map(({ age }) => ({ firstAt: NOW - age * DAY }))
  const choices = rows.map(({ target = null, take = true }) => ({ take, target }))
  return [
    { found: { conversations } } as unknown as Preview,
    { decisions: { conversations: choices } } as unknown as Plan,
  ]
}

const keep = (keepDays: number | null, chats: Record<string, number | null> = {}) => ({ keepDays, chats, changedAt: 0 })

describe('messages that are past their time when they are taken in', () => {
  it('are none when everything is kept for ever', () => {
    expect(countPastTheirTime(...given({ age: 5_000 }), keep(null), NOW)).toBe(0)
  })

  it('are counted by conversation', () => {
    const rows = given({ age: 400 }, { age: 20 }, { age: 31 })
    expect(countPastTheirTime(...rows, keep(30), NOW)).toBe(2)
  })

  it('are not those that are left out', () => {
    expect(countPastTheirTime(...given({ age: 400, take: false }), keep(30), NOW)).toBe(0)
  })

  it('go by the number of the conversation that they come to', () => {
    const rows = given({ age: 400, target: 'anna' }, { age: 20, target: 'bob' }, { age: 20 })
    expect(countPastTheirTime(...rows, keep(30, { anna: null, bob: 7 }), NOW)).toBe(1)
  })
})
