import type { browser } from 'wxt/browser'
import { pageHosts } from '../../lib/smartqq/wire/endpoints.ts'

type Sender = NonNullable<ReturnType<typeof browser.runtime.connect>['sender']>
/** Firefox tells which jar a tab's cookies are in. */
type Tab = Sender['tab'] & { cookieStoreId?: string }

/** Firefox's name of the cookie store that the background itself sends with; Chromium names none. */
const OWN_STORE = 'firefox-default'
const PAGES: ReadonlySet<string> = new Set(pageHosts)
/** Where the page's hidden frames come from. */
const FRAMES = new Set(['s.web2.qq.com', 'd.web2.qq.com', 'd1.web2.qq.com'])

/** Who calls over a port. The browser says so, not the page. */
export type From =
  | { kind: 'top'; tab: number }
  /** A hidden frame of an official page. */
  | { kind: 'frame'; tab: number; url: string }
  /** A tab whose cookies are not those that we send with. */
  | { kind: 'other-store' }
  | { kind: 'nobody' }

export function whereFrom(sender: Sender | undefined): From {
  const tab: Tab | undefined = sender?.tab
  const { frameId, url = '' } = sender ?? {}
  if (tab?.id === undefined || !PAGES.has(hostOf(frameId === 0 ? url : tab.url))) return { kind: 'nobody' }
  if (tab.incognito || (tab.cookieStoreId ?? OWN_STORE) !== OWN_STORE) return { kind: 'other-store' }
  if (frameId === 0) return isPage(url) ? { kind: 'top', tab: tab.id } : { kind: 'nobody' }
  return FRAMES.has(hostOf(url)) ? { kind: 'frame', tab: tab.id, url } : { kind: 'nobody' }
}

/** A login ends on another page of the same hosts, which never listens. */
function isPage(url: string): boolean {
  return ['/', '/index.html'].includes(URL.parse(url)?.pathname ?? '')
}

function hostOf(url: string | undefined): string {
  return URL.parse(url ?? '')?.hostname ?? ''
}
