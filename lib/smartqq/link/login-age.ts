import { HOUR } from '../../time.ts'

/** The service ends each login about 47 to 48 hours after its scan, whatever one does (qqbot, Mojo-Webqq #235, rebown #21). */
const LIFE = 48 * HOUR
/** The end is announced this long before. */
const NOTICE = HOUR
/** A login that is lost this late was most likely ended for its age ("one to three days", say users). */
const OLD = 40 * HOUR

/** When the login ends at the latest, ms. @param since when its cookies were first seen: it may be older */
export function endOf(since: number): number {
  return since + LIFE
}

/** Whether the end is so near that the user should know. */
export function endsSoon(since: number, now: number): boolean {
  return now >= endOf(since) - NOTICE
}

/** Whether its age is reason enough for the login to have ended. */
export function isOld(since: number, now: number): boolean {
  return now - since >= OLD
}
