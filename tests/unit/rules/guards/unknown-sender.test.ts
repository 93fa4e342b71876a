import { describe, expect, it } from 'vitest'
import type { ChatEvent } from '../../../../lib/rules/event.ts'
import { unknownSender } from '../../../../lib/rules/guards/unknown-sender.ts'
import { event } from '../examples.ts'
import { passes } from './guard-input.ts'

describe('unknownSender', () => {
  it.each<[ChatEvent['kind'], boolean]>([
    ['friend', true],
    ['friend', false],
    ['group', true],
    ['group', false],
    ['discuss', true],
    ['discuss', false],
  ])('in a %s chat, author known: %s', (kind, authorIsKnown) => {
    expect(passes(unknownSender, { event: event({ kind, authorIsKnown }) })).toBe(authorIsKnown)
  })
})
