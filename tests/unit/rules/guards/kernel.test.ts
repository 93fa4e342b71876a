import { describe, expect, it } from 'vitest'
import { KERNEL, RULE_GUARDS } from '../../../../lib/rules/guards/kernel.ts'

describe('the order of the guards', () => {
  it('names the deepest reason first', () => {
    expect(KERNEL.map(({ why }) => why)).toEqual([
      'own-message',
      'echo',
      'not-logged-in',
      'other-login',
      'automatic-reply',
      'service-account',
      'stale',
      'unknown-sender',
      'switched-off',
      'refused-sends',
      'paused',
      'takeover',
      'loop',
      'muted',
      'identical-text',
    ])
  })

  it('asks about one rule, then about one person, then about the whole account', () => {
    expect(RULE_GUARDS.map(({ why }) => why)).toEqual([
      'group-needs-mention',
      'cooldown',
      'burst',
      'contact-cooldown',
      'cap-minute',
      'cap-hour',
      'cap-day',
    ])
  })
})
