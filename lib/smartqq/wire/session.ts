import * as z from 'zod/mini'

/**
 * What a login consists of. Secret but for `uin`, `face` and `nick`: session storage only, never logs or exports.
 */
export interface Tickets {
  /** Own, real QQ number. */
  uin: number
  /** Empty since January 2018; the server may renew it by poll code 116. */
  ptwebqq: string
  /** From getvfwebqq; the one login2 hands out is wrong. */
  vfwebqq: string
  psessionid: string
  /** Number of the own avatar, repeated in every send; 0 until the own profile was read. */
  face: number
  /** Own nickname; empty until the own profile was read. */
  nick: string
}

/** Checks tickets that come back from storage. */
export const ticketsSchema = z.object({
  uin: z.int().check(z.positive()),
  ptwebqq: z.string(),
  vfwebqq: z.string().check(z.minLength(1)),
  psessionid: z.string(),
  face: z.int(),
  nick: z.string(),
})
