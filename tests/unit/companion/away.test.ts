import { describe, expect, it } from 'vitest'
import type { OwnState } from '../../../lib/chat/online-state.ts'
import { isAway } from '../../../lib/companion/away.ts'
import type { Presence } from '../../../lib/companion/away.ts'
import { MINUTE } from '../../../lib/time.ts'

const NOW = 1_790_000_000_000
const wrote = (...ago: number[]) => ({ takeovers: ago.map((ms, n) => ({ conversation: `c${n}`, at: NOW - ms })) })
const auto = (ownState: OwnState | null = null): Presence => ({ choice: 'auto', ownState })

describe('isAway', () => {
  it('is what the user says, whatever else says otherwise', () => {
    expect(isAway({ choice: 'away', ownState: 'online' }, wrote(0), NOW)).toBe(true)
    expect(isAway({ choice: 'here', ownState: 'away' }, wrote(), NOW)).toBe(false)
  })

  it.each<[OwnState, boolean]>([
    ['online', false],
    ['callme', false],
    ['away', true],
    ['busy', true],
    ['silent', true],
    ['hidden', true],
    ['offline', true],
  ])('follows the own state when the user leaves it to it: %s', (state, away) => {
    expect(isAway(auto(state), wrote(0), NOW)).toBe(away)
  })

  it('is there for ten minutes after the user wrote anywhere', () => {
    expect(isAway(auto(), wrote(), NOW)).toBe(true)
    expect(isAway(auto(), wrote(12 * MINUTE, 10 * MINUTE - 1), NOW)).toBe(false)
    expect(isAway(auto(), wrote(10 * MINUTE), NOW)).toBe(true)
    expect(isAway(auto('online'), wrote(10 * MINUTE), NOW)).toBe(true)
  })
})
