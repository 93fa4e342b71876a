import { headerValues } from './raw-http.ts'
import type { RawReply } from './raw-http.ts'

/** One Set-Cookie line, taken apart. Attribute names in lower case. */
export type SetCookie = { name: string; value: string; domain: string; attributes: ReadonlyMap<string, string> }

/** The Set-Cookie lines of a reply, in the order they came. */
export function setCookies(reply: RawReply): SetCookie[] {
  return headerValues(reply, 'Set-Cookie').map((line) => {
    const [pair = '', ...rest] = line.split(';').map((part) => part.trim())
    const attributes = new Map(
      rest
        .filter((part) => part !== '')
        .map((part) => {
          const at = part.indexOf('=')
          return at === -1 ? [part.toLowerCase(), ''] : [part.slice(0, at).toLowerCase(), part.slice(at + 1)]
        }),
    )
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), domain: attributes.get('domain') ?? '', attributes }
  })
}

/** Whether a line deletes its cookie. */
export function isExpired({ attributes }: SetCookie): boolean {
  const expires = attributes.get('expires')
  return expires !== undefined && Date.parse(expires) < Date.now()
}

/** Cookies as a browser keeps them: a name may live once in each domain. */
export type CookieJar = {
  keep(reply: RawReply): void
  /** The Cookie header for a host; empty when there is none. */
  headerFor(host: string): string
  /** @throws Error when the host would not get this cookie */
  value(name: string, host: string): string
}

/**
 * An empty jar. `ignoresDomains` makes it the broken jar of some old clients, where a later line of the same name replaces
 * the earlier one whatever its domain.
 */
export function createCookieJar(options: { ignoresDomains?: boolean } = {}): CookieJar {
  const cookies = new Map<string, SetCookie>()
  const matching = (host: string): SetCookie[] =>
    [...cookies.values()].filter(
      ({ domain }) => options.ignoresDomains === true || host === domain || host.endsWith(`.${domain}`),
    )
  return {
    keep(reply) {
      for (const cookie of setCookies(reply)) {
        const key = options.ignoresDomains === true ? cookie.name : `${cookie.name} of ${cookie.domain}`
        cookies.delete(key)
        if (!isExpired(cookie)) cookies.set(key, cookie)
      }
    },
    headerFor: (host) =>
      matching(host)
        .map(({ name, value }) => `${name}=${value}`)
        .join('; '),
    value(name, host) {
      const found = matching(host).find((cookie) => cookie.name === name)
      if (found === undefined) throw new Error(`${host} has no cookie ${name}`)
      return found.value
    },
  }
}
