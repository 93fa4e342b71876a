import { SECOND } from '../time.ts'

/** Age by the server's clock, ms, from which on a message is not answered any more: a late answer is worse than none. */
export const STALE_AFTER = 90 * SECOND
