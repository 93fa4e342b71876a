/** What became of a fetch: the page's own policy (CSP) refused it, or let it go on its way. */
export type PolicyVerdict = 'refused' | 'let through'

/** Where to fetch from: the place the function runs in, or (Firefox only) the background page, from a page beside it. */
export interface PolicyQuestion {
  url: string
  from: 'here' | 'background page'
}

/** A window or a worker, as far as it matters here. */
interface Place extends EventTarget {
  fetch(url: string, options: { mode: 'no-cors' }): Promise<unknown>
  document?: EventTarget
}
declare const browser: { runtime: { getBackgroundPage(): Promise<Place> } }

/**
 * Tries to fetch an address and listens whether the policy of the place forbids it: a fetch that fails says nothing, for
 * in a test most names lead nowhere. Travels into the page as source, so it is self-contained.
 */
export async function askPolicy({ url, from }: PolicyQuestion): Promise<PolicyVerdict> {
  const place: Place = from === 'here' ? globalThis : await browser.runtime.getBackgroundPage()
  const refused = new Promise<PolicyVerdict>((resolve) => {
    const listen = (event: Event) => {
      const { blockedURI } = event as SecurityPolicyViolationEvent
      if (blockedURI.startsWith(new URL(url).origin)) resolve('refused')
    }
    ;(place.document ?? place).addEventListener('securitypolicyviolation', listen)
  })
  const ended = place.fetch(url, { mode: 'no-cors' }).then(
    () => 'let through' as const,
    // The event may come a moment after the failure; without one it was not the policy.
    () => new Promise<PolicyVerdict>((resolve) => void setTimeout(resolve, 2_000, 'let through')),
  )
  return await Promise.race([refused, ended])
}
