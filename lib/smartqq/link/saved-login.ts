import * as z from 'zod/mini'
import { ticketsSchema } from '../wire/session.ts'

/**
 * A login as `storage.session` keeps it: enough to go on polling after the worker died. Holds tickets; gone when the
 * browser closes.
 */
export const savedLoginSchema = z.object({
  version: z.literal(1),
  tickets: ticketsSchema,
  /** See {@link epochOf}. */
  epoch: z.string(),
  /** When this login came up, ms. */
  since: z.number(),
  /** Group handle (gid) -> the second number (code) that group details are asked with. */
  groupCodes: z.record(z.string(), z.number()),
  /** The last message number used; stored before each send so that none is used twice. */
  lastMsgId: z.number(),
  /** When the last send went out, ms; 0 when none did. */
  lastSendAt: z.number(),
  /** Server clock minus this computer's when this was saved, ms: what a restarted worker goes by until the next reply. */
  clockOffset: z.number(),
})
export type SavedLogin = z.infer<typeof savedLoginSchema>

/**
 * Names a login: equal for everything that shares its cookies (a restarted worker, the browser after a restart), other
 * after each new scan, because handles live exactly that long. A digest, so that what is stored with handles does not
 * give the login key away.
 */
export async function epochOf(account: string, loginKey: string): Promise<string> {
  const bytes = new TextEncoder().encode(`smartqq-companion ${account} ${loginKey}`)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** First message number of a login, as the page makes it: the second it started, in ten-thousands, then counted up. */
export function firstMsgId(now: number): number {
  return (Math.floor(now / 1_000) % 10_000) * 10_000
}
