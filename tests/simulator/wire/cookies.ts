/** The Cookie header as a map; of two cookies with one name the first wins, as browsers send the more specific first. */
export function parseCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at <= 0) continue
    const name = part.slice(0, at).trim()
    if (!cookies.has(name)) cookies.set(name, part.slice(at + 1).trim())
  }
  return cookies
}

/** A cookie that one step of the login sets. `until` absent = session cookie. */
export type SetCookie = {
  name: string
  value: string
  domain: string
  httpOnly?: boolean
  until?: string
  more?: string
}

/** Expiry dates as the service wrote them. */
export const YEAR_2038 = 'Tue, 19-Jan-2038 03:14:07 GMT'
export const LONG_GONE = 'Fri, 02-Jan-1970 00:00:00 GMT'

/** One Set-Cookie line in ptlogin's spelling. */
export const setCookieLine = (cookie: SetCookie): string =>
  `${cookie.name}=${cookie.value}; ${cookie.until === undefined ? '' : `EXPIRES=${cookie.until}; `}PATH=/; DOMAIN=${cookie.domain};` +
  `${cookie.httpOnly === true ? ' HttpOnly;' : ''}${cookie.more ?? ''}`
