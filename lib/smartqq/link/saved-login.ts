import * as z from 'zod/mini'
import type { LoginId } from '../../backend.ts'
import { numberOfCookie } from '../wire/login.ts'
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
  /** When the cookies of this login were first seen, ms. The scan was then or earlier. */
  since: z.number(),
  /** Group handle (gid) -> the second number (code) that group details are asked with. */
  groupCodes: z.record(z.string(), z.number()),
  /** No message number up to this one is used again: stored before any of them is. */
  lastMsgId: z.number(),
  /** Server clock minus this computer's when this was saved, ms: what a restarted worker goes by until the next reply. */
  clockOffset: z.number(),
  /** The number in the cookie `uin` when it was another service's at login: other QQ services share that cookie. */
  cookieNumber: z.optional(z.number()),
  /** The user has been told that the login ends soon. */
  isEndAnnounced: z.optional(z.boolean()),
  /** The cookie `skey` was there: the page's own sign-out takes it away, and leaves `p_skey`. */
  hadSkey: z.optional(z.boolean()),
  /** Calls for real numbers that this login has asked or been refused, and does not ask again. */
  closedCalls: z.optional(z.array(z.string())),
})
export type SavedLogin = z.infer<typeof savedLoginSchema>

/** What names a saved login. */
export function idOf({ tickets, epoch }: Pick<SavedLogin, 'tickets' | 'epoch'>): LoginId {
  return { account: String(tickets.uin), epoch }
}

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

/**
 * Whether these are the cookies that the login was made with: its login key, and a `uin` cookie that has not become
 * that of another account since.
 */
export async function isOfCookies(
  { epoch, tickets, cookieNumber }: Pick<SavedLogin, 'epoch' | 'tickets' | 'cookieNumber'>,
  cookies: { loginKey: string; uinCookie: string | null },
): Promise<boolean> {
  const number = numberOfCookie(cookies.uinCookie)
  if (number !== null && number !== tickets.uin && number !== cookieNumber) return false
  return epoch === (await epochOf(String(tickets.uin), cookies.loginKey))
}
