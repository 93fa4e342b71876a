import * as z from 'zod/mini'
import { withoutControls } from './controls.ts'
import { wireNumber } from './shapes.ts'

const kickSchema = z.object({ poll_type: z.literal('kick_message'), value: z.optional(z.unknown()) })
const reasonSchema = z.object({ reason: z.string(), show_reason: z.optional(wireNumber) })

/** Longest reason that is shown, in UTF-16 units. */
const MAX_REASON = 300

/** Whether a poll item says that this login was ended by the service. */
export function isKick(item: unknown): boolean {
  return kickSchema.safeParse(item).success
}

/**
 * The service's own words about a kick among poll items, plain text; null when there is none, or when it asks not to
 * show them (`show_reason` 0).
 */
export function kickReason(items: readonly unknown[]): string | null {
  for (const item of items) {
    const kick = kickSchema.safeParse(item)
    const value = kick.success ? reasonSchema.safeParse(kick.data.value) : null
    if (!value?.success || value.data.show_reason === 0) continue
    return withoutControls(value.data.reason).trim().slice(0, MAX_REASON).toWellFormed() || null
  }
  return null
}
