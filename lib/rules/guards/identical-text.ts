import { SECOND } from '../../time.ts'
import { answeredBefore } from '../past-replies.ts'
import { PASSED } from './guard.ts'
import type { Guard } from './guard.ts'

/** How long the same words of the same author in the same conversation are answered only once, ms. */
export const IDENTICAL_WITHIN = 5 * SECOND

/**
 * Answers the same words, said again at once, only once. They are close when either clock says so: two messages of one
 * minute can arrive together, and two of the same second a poll apart.
 */
export const identicalText: Guard = {
  why: 'identical-text',
  check: ({ event, state, now }) => {
    const before = answeredBefore(state, event)
    if (!before) return PASSED
    const gap = Math.min(Math.abs(event.sentAt - before.sentAt), Math.abs(now.at - before.at))
    return { passed: gap > IDENTICAL_WITHIN, detail: `${Math.round(gap / SECOND)} s` }
  },
}
