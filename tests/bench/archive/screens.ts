import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Companion, Tab } from '../../e2e/support/companion.ts'
import { until } from '../../support/until.ts'
import {
  clickForOutcome,
  clickOn,
  notedMs,
  jumpTo,
  openInFrame,
  pause,
  scrollUp,
  searchFor,
  tickFormats,
  whenThere,
} from './in-page.ts'
import { watchMemory } from './memory.ts'
import type { MemoryUse } from './memory.ts'
import { sampleQueries } from './queries.ts'

/** Longest that reading, writing or saving a million messages may take, ms. */
const PATIENCE = 600_000
/** How often a page that works hard is asked whether it is done, ms. */
const SELDOM = 500

const openAt = (browser: Companion, address: string): Promise<Tab> =>
  browser.open(browser.extensionUrl(`workbench.html${address}`))

/** Waits for an element without holding a call to the page open: a driver gives those up after some minutes. */
async function there(tab: Tab, selector: string): Promise<void> {
  await until(selector, () => tab.css(selector).isVisible(), PATIENCE)
}

/** What an import takes, ms: until everything is read and compared, and until it is all written. */
export interface ImportTimes {
  readMs: number
  writeMs: number
  memory: MemoryUse
}

export async function importFile(browser: Companion, profile: string, path: string): Promise<ImportTimes> {
  const tab = await openAt(browser, '#/import')
  await tab.evaluate(whenThere, '[data-testid="import-files"]')
  const { result, memory } = await watchMemory(profile, async () => {
    const startedAt = performance.now()
    await tab.css('[data-testid="import-files"]').chooseFiles([path])
    const ready = '.import-foot .button-primary:not([disabled])'
    await there(tab, ready)
    const readMs = performance.now() - startedAt
    await tab.evaluate(clickOn, ready)
    await there(tab, '.import-chats')
    return { readMs, writeMs: performance.now() - startedAt - readMs }
  })
  await tab.close()
  return { ...result, memory }
}

/** Opens a chat anew each time. @returns ms from the navigation to the paint of its last messages. */
export async function openChat(browser: Companion, id: string, times: number): Promise<number[]> {
  const tab = await browser.open(browser.extensionUrl('popup.html'))
  const painted: number[] = []
  for (let time = 0; time < times; time += 1) {
    painted.push(await tab.evaluate(openInFrame, browser.extensionUrl(`workbench.html#/chats/${id}`)))
    // What goes on behind the first messages is done, too.
    await tab.evaluate(pause, 1_000)
  }
  await tab.close()
  return painted
}

/** Frames of scrolling up, ms each, with the messages that came by; jumps to days, ms each. */
export interface ReadTimes {
  frames: number[]
  seen: number
  jumps: number[]
}

export async function readChat(browser: Companion, id: string, days: readonly string[]): Promise<ReadTimes> {
  const tab = await openAt(browser, `#/chats/${id}`)
  await tab.evaluate(whenThere, '.messages [data-key]')
  await tab.evaluate(whenThere, '.day-bar input')
  const { ms, seen } = await tab.evaluate(scrollUp, { frames: 600, by: 120 })
  const jumps: number[] = []
  for (const day of days) {
    const ms = await tab.evaluate(jumpTo, day)
    if (ms !== null) jumps.push(ms)
  }
  await tab.close()
  return { frames: ms, seen, jumps }
}

/** One search. */
export interface SearchTime {
  kind: string
  text: string
  ms: number
  status: string
}

/** Types queries into the search of a fresh tab, one after the other. */
export async function search(browser: Companion, each: number): Promise<SearchTime[]> {
  const tab = await openAt(browser, '#/chats?q=')
  await tab.evaluate(whenThere, '.search-box input')
  // The list of chats and the names come first.
  await tab.evaluate(pause, 1_000)
  const times: SearchTime[] = []
  const queries = sampleQueries(each)
  // Mixed, so that no kind has the first ones to itself.
  for (let index = 0; index < queries.length; index += 1) {
    const query = queries[(index * 37) % queries.length]!
    times.push({ ...query, ...(await tab.evaluate(searchFor, query.text)) })
  }
  await tab.close()
  return times
}

/** What an export of everything takes. */
export interface ExportTimes {
  ms: number
  memory: MemoryUse
}

/** Exports everything from the screen, in these formats of the list. Looking at the memory meanwhile takes time from it. */
export async function exportAll(
  browser: Companion,
  profile: string,
  formats: number[],
  isWatched = true,
): Promise<ExportTimes> {
  const tab = await openAt(browser, '#/export')
  await tab.evaluate(whenThere, '.export-formats input')
  await tab.evaluate(tickFormats, formats)
  // The preview is drawn, and what opening took is given back.
  await tab.evaluate(pause, 2_000)
  const saved = (await readdir(browser.downloads)).length
  const { result: ms, memory } = await watchMemory(isWatched ? profile : null, async () => {
    await tab.evaluate(clickForOutcome, { click: '.export-form button[type="submit"]', outcome: '.export .panel-good' })
    for (let asked = 0; asked < PATIENCE; asked += SELDOM) {
      await new Promise((resolve) => setTimeout(resolve, SELDOM))
      const noted = await tab.evaluate(notedMs, null)
      if (noted !== null) return noted
    }
    throw new Error('The export did not end')
  })
  await until('the file', async () => (await browser.savedFiles()).length > saved, PATIENCE)
  // The browser notes that it has it before it goes.
  await tab.evaluate(pause, 1_000)
  for (const name of await readdir(browser.downloads)) await rm(join(browser.downloads, name))
  // The files are given up.
  await tab.evaluate(clickOn, '.export .panel-good .button-quiet')
  await until('the end of it', async () => !(await tab.css('.export .panel-good').isVisible()), PATIENCE)
  await tab.close()
  return { ms, memory }
}
