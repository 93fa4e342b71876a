/**
 * What a story may do with a browser, said once for both. `launchChromium` and `launchFirefox` implement it; a story
 * that needs more than this is asking for something only one of them can do.
 */

import type { Page } from '@playwright/test'

/** How an element is named: a string is a part of the name in any case (the whole of it with `exact`). */
export type Name = string | RegExp

/** The ARIA roles. */
export type Role = Parameters<Page['getByRole']>[0]

/** `exact`: the whole name, same case. */
export interface NameOptions {
  exact?: boolean
}

/** Where to look for elements: a page, or an element in it. Finding is lazy: it happens when the element is used. */
export interface Finder {
  /** By ARIA role and accessible name, as assistive technology sees it; hidden elements are not found. */
  role(role: Role, name?: Name, options?: NameOptions): Widget
  /** The smallest element with this text. */
  text(text: Name, options?: NameOptions): Widget
  /** A form control by its label or aria-label. */
  label(label: Name, options?: NameOptions): Widget
  css(selector: string): Widget
}

/**
 * One element of a page, looked up anew at every use. Every act waits until the element is there, visible, and enabled.
 * @throws {Error} From every act and wait, in words, when its time (ms, 10 s unless told) is over or when several
 * elements answer to the description.
 */
export interface Widget extends Finder {
  first(): Widget
  /** Counted from 0. */
  nth(index: number): Widget
  click(timeout?: number): Promise<void>
  /** Replaces the text of an input or a textarea, as if typed. */
  fill(value: string, timeout?: number): Promise<void>
  /** Chooses files in a file input, which need not be visible. */
  chooseFiles(paths: string[]): Promise<void>
  /** Picks an option of a select by its value or its label. */
  select(valueOrLabel: string, timeout?: number): Promise<void>
  /** Focuses the element and presses a key: `Enter`, `Alt+Shift+K`. */
  press(key: string, timeout?: number): Promise<void>
  hover(timeout?: number): Promise<void>
  waitVisible(timeout?: number): Promise<void>
  /** Until nothing that answers to the description is visible. */
  waitHidden(timeout?: number): Promise<void>
  /** Until the text holds the string, or matches. Gives the whole text then. */
  waitText(text: Name, timeout?: number): Promise<string>
  textContent(timeout?: number): Promise<string>
  /** The value of a form control. */
  value(timeout?: number): Promise<string>
  isChecked(timeout?: number): Promise<boolean>
  attribute(name: string, timeout?: number): Promise<string | null>
  /** How many elements answer to the description now, visible or not. Does not wait. */
  count(): Promise<number>
  isVisible(): Promise<boolean>
}

/** The document of a tab, or of a frame in it. */
export interface Frame extends Finder {
  url(): Promise<string>
  /**
   * Runs a function in the page. It must be self-contained; argument and result travel as JSON. In pages of the
   * extension `globalThis.browser` or `chrome` is there.
   */
  evaluate<Result, Argument>(run: (argument: Argument) => Result | Promise<Result>, argument: Argument): Promise<Result>
}

/** One tab. */
export interface Tab extends Frame {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  /** One step back in the tab's history; resolves when its address is another one. */
  back(): Promise<void>
  /** A frame by a part of its address, once it is there; a closed shadow root hides none from a driver. */
  frame(urlPart: string, timeout?: number): Promise<Frame>
  /** Resolves when the driver has heard that no such frame is left; it hears of one in another process some time after the page. */
  frameGone(urlPart: string): Promise<void>
  /**
   * Runs a function in the page with the root of the first matching element's closed shadow, which no script of the page
   * gets hold of. As with `evaluate`; null when there is no such element, or it has no shadow.
   */
  inShadow<Result>(selector: string, run: (root: ShadowRoot) => Result): Promise<Result | null>
  /** Clicks at a point of the page, CSS px: for what no finder reaches. */
  clickAt(x: number, y: number): Promise<void>
  /** Presses a key wherever the focus is. */
  press(key: string): Promise<void>
  /**
   * What the extension's shortcut does with this tab in front, by the name of its command in the manifest. Not by its
   * keys: those of a driver go to the page, and a browser without windows listens to none.
   */
  pressCommand(command: string): Promise<void>
  /** From now on a native `confirm` of the page is answered with yes. */
  sayYes(): void
  /** Its process dies. The tab itself stays, empty, and is good for nothing but to be closed. */
  crash(): Promise<void>
  /** The browser drops the page behind another tab, to save memory. */
  discard(): Promise<Discarded>
  /** Chromium stops a page behind another tab, timers, messages and all; null in Firefox, which stops none. */
  freeze: (() => Promise<Frozen>) | null
  /** Size of the page in CSS px. */
  setViewport(width: number, height: number): Promise<void>
  screenshot(path: `${string}.png`): Promise<void>
  bringToFront(): Promise<void>
  close(): Promise<void>
}

/** A tab without a page. The one it was is of no use any more. */
export interface Discarded {
  /** The user looks at it, and the browser loads its page anew. */
  revive(): Promise<Tab>
}

/** A page that stands still. */
export interface Frozen {
  /** The user looks at it again. */
  thaw(): Promise<void>
}

/** A file the browser has saved. */
export interface Saved {
  name: string
  /** Where it is. */
  path: string
  text: string
}

/** A browser with the companion installed in a profile of its own. */
export interface Companion {
  readonly kind: 'chromium' | 'firefox'
  /** What went wrong inside the extension so far: uncaught errors of its pages and background, in Chromium `console.error` too. */
  errors(): Promise<string[]>
  /** Where downloads go; empty at the start. */
  readonly downloads: string
  /** `popup.html` -> the address of that page of the extension. */
  extensionUrl(path: string): string
  /** The popup, in a tab of the popup's width. */
  popup(): Promise<Tab>
  open(url: string): Promise<Tab>
  /** All open tabs, the oldest first. */
  tabs(): Promise<Tab[]>
  /** A tab that the product opens (or has opened) by itself, by a part of its address. */
  waitForTab(urlPart: string, timeout?: number): Promise<Tab>
  /** The next saved file that no earlier call has given out. */
  waitForDownload(timeout?: number): Promise<Saved>
  /** How many files were saved so far, given out or not. */
  savedFiles(): Promise<string[]>
  /** Kills the background; the next event wakes a new one. */
  killBackground(): Promise<void>
  /** Whether the background's own policy lets it fetch an address. A page of the extension must be open. */
  backgroundMayFetch(url: string): Promise<boolean>
  /** The user takes the site access away, or gives it back, in the browser's own settings. */
  setSiteAccess(allowed: boolean): Promise<void>
  /** Closes the browser and opens it again with the same profile. All tabs are gone. */
  restart(): Promise<void>
  /** When somebody has closed the browser (or it has crashed). */
  closed(): Promise<void>
  close(): Promise<void>
}

/** How to start the browser. Ports are the simulator's, on 127.0.0.1. */
export interface LaunchOptions {
  httpPort: number
  httpsPort: number
  /** Show windows. Default: no. */
  headed?: boolean
  /** Default: light. */
  colorScheme?: 'light' | 'dark'
  /** What pages see as the browser's language. Default: zh-CN. */
  language?: 'zh-CN' | 'en'
  /** Cookies without an expiry outlive a restart, as with "continue where you left off". Default: no. */
  keepSessionCookies?: boolean
  /** The user has forbidden all cookies in the browser's settings. Default: no. */
  blockCookies?: boolean
  /** Firefox: how long its background may be idle before the browser ends it, ms. Default: Firefox's own 30 s. */
  backgroundIdleMs?: number
  /** Another build than the released one in `.output`. */
  extension?: string
  /** A profile folder that is kept at `close`. Default: a fresh one, removed. */
  profile?: string
  /** A profile whose copy the fresh one is, see begun-profile.ts. Default: an empty one. */
  begunProfile?: string | undefined
  /** Path of the browser's binary. Default: found, see scripts/find-browsers.mjs. */
  executable?: string
}
