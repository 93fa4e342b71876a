import type { Answer } from '../answer.ts'
import type { EndpointName } from '../endpoints.ts'

/** Calls without which the page never polls: it makes them once, and asks none of them again. */
const BOOT = new Set<EndpointName>(['friends', 'groups', 'discusses', 'recent'])
const LOGIN = new Set<EndpointName>(['vfwebqq', 'login2'])
/** A relink that is answered so, the page tries again or has succeeded with. */
const RELINK_GOES_ON = new Set([0, 112, 113, 115])

/** The page gives up after so many relinks in a row that did not succeed, one a second. */
export const RELINKS_IN_A_ROW = 3

/** Whether a relink that is answered so has taken the session up again. */
export function isTakenUp(code: number | null): boolean {
  return code === 0
}

/** Whether a call is one of those between login2 and the first poll. */
export function isOfBoot(endpoint: EndpointName): boolean {
  return BOOT.has(endpoint) || endpoint === 'self'
}

/**
 * Whether the page's own script stops for good after this answer: it does not poll any more unless its user does something
 * (page script 20161220). It knows fewer codes than we do.
 * @param code null when the reply has none
 * @param call `isRelink`: login2 of a session that is taken up again; `hasPolled`: since the page's login2
 */
export function stopsPage(
  endpoint: EndpointName,
  code: number | null,
  { isRelink, hasPolled }: { isRelink: boolean; hasPolled: boolean },
): boolean {
  if (endpoint === 'poll') return code === 100
  if (isRelink) return !RELINK_GOES_ON.has(code ?? -1)
  return (LOGIN.has(endpoint) || (BOOT.has(endpoint) && !hasPolled)) && code !== 0
}

/** Whether the page looks at the items of a poll beside this code. */
export function readsItems(code: number | null): boolean {
  return code === 0 || code === 102
}

/**
 * Whether a poll was refused because the session may only lack get_online_buddies2, which the page asks at its boot only
 * (pandolia/qqbot, Yinzo #38).
 */
export function wantsOnline(answer: Answer): boolean {
  return answer === 103
}
