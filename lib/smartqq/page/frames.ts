/** What a document of the service is to us, by its address alone. */
export type PlaceOnPage =
  /** The page itself, as the whole tab. */
  | 'page'
  /** Makes the page's calls for it, by a function the page calls (build of 2016 and page script 20161220). */
  | 'http-frame'
  /** Makes them by messages: poll2 and the sends, in page script 20161220 always. */
  | 'https-frame'

const PAGE_HOSTS = ['w.qq.com', 'web2.qq.com']
/** The page knows these three hosts of frames and no other (page script 20161220). */
const FRAME_HOSTS = ['s.web2.qq.com', 'd.web2.qq.com', 'd1.web2.qq.com']
/** Https calls go to the host of the session only. */
const HTTPS_FRAME_HOSTS = ['d.web2.qq.com', 'd1.web2.qq.com']

/** Which of them a document is; null: none of our business, such as the page on which a login ends. */
export function placeOnPage(
  { hostname, pathname }: Pick<Location, 'hostname' | 'pathname'>,
  isTop: boolean,
): PlaceOnPage | null {
  if (isTop) return PAGE_HOSTS.includes(hostname) && (pathname === '/' || pathname === '/index.html') ? 'page' : null
  if (!FRAME_HOSTS.includes(hostname)) return null
  if (pathname === '/proxy.html') return 'http-frame'
  return pathname === '/cfproxy.html' ? 'https-frame' : null
}

/** Whether a message event in the https frame comes from the page. */
export const isFromPage = (origin: string): boolean =>
  PAGE_HOSTS.some((host) => origin === `http://${host}` || origin === `https://${host}`)

/**
 * Whether a message event on the page comes from the https frame. The login form and others send some too. The page can
 * write what it likes into an http frame of the same host, whose `document.domain` it shares: none of those is believed.
 */
export const isFromHttpsFrame = (origin: string): boolean =>
  HTTPS_FRAME_HOSTS.some((host) => origin === `https://${host}`)
