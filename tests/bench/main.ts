/**
 * `npm run bench [-- --page | --rules | --archive]`: measures the released build in Chromium against the simulator, and the rules by
 * themselves in Node and both browsers, prints the figures and writes them into docs/PERFORMANCE.md. Ratios are taken
 * within one run; absolute times are of the machine they were taken on. With `--page` only what concerns the official page,
 * the drawer and the sizes, in about five minutes, with `--rules` only the rules, in about four, with `--archive` only the
 * archive in both browsers, in about a quarter of an hour (`--most 100000`, `--least 1000000`: no more or no fewer messages than that); the other rows stay as they are.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { startSimulator } from '../simulator/index.ts'
import { browserPath } from '../support/browser-paths.ts'
import { freshBuild } from '../support/build.ts'
import { DISABLED_FEATURES, chromiumArguments } from '../support/chromium-arguments.ts'
import { createPhone } from '../support/phone.ts'
import { until } from '../support/until.ts'
import { measureBundles } from './bundle-sizes.ts'
import { measureDrawerOpening } from './drawer-opening.ts'
import { measureArchive } from './archive/measure.ts'
import type { Figure } from './figures.ts'
import { measureIdleCpu } from './idle-cpu.ts'
import { measureIngestRate } from './ingest-rate.ts'
import { measureListSync } from './list-sync.ts'
import { measurePageCost } from './page-cost.ts'
import { measureReplyLatency } from './reply-latency.ts'
import { measureRules } from './rules/measure.ts'
import { measureBackgroundStart, measureFirstPaint } from './start-up.ts'

const SAMPLES = 11
const IDLE_MINUTES = 5
const REPORT = join(resolve(import.meta.dirname, '../..'), 'docs/PERFORMANCE.md')

declare const chrome: {
  storage: {
    local: { set(values: object): Promise<void> }
    session: { get(key: string): Promise<{ status?: { state: string } }> }
  }
  runtime: { sendMessage(message: object): Promise<unknown> }
}

const { values: flags } = parseArgs({
  options: {
    page: { type: 'boolean', default: false },
    rules: { type: 'boolean', default: false },
    archive: { type: 'boolean', default: false },
    most: { type: 'string', default: '1000000' },
    least: { type: 'string', default: '0' },
  },
})
const archiveSizes = [10_000, 100_000, 1_000_000].filter(
  (size) => size <= Number(flags.most) && size >= Number(flags.least),
)
if (flags.rules) {
  report(await measureRules(), 'of the tests')
  process.exit()
}
if (flags.archive) {
  report(await measureArchive(archiveSizes), 'of the tests')
  process.exit()
}
const extension = await freshBuild('chromium')
const ofPage = [...(await measurePageCost(extension)), ...(await measureDrawerOpening(extension, SAMPLES))]
if (flags.page) {
  report([...ofPage, ...measureBundles(extension)], 'of the tests')
  process.exit()
}
const ofRules = await measureRules()
const ofArchive = await measureArchive(archiveSizes)
const apart = [...(await measureIdleCpu(IDLE_MINUTES)), ...(await measureListSync()), ...ofPage]
const simulator = await startSimulator()
const phone = createPhone(simulator.controlUrl)
const context = await chromium.launchPersistentContext('', {
  executablePath: browserPath('chromium'),
  headless: true,
  args: [...chromiumArguments(extension, simulator), DISABLED_FEATURES],
})
try {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
  const popupUrl = new URL('popup.html', worker.url()).href
  const popup = await context.newPage()
  await popup.goto(popupUrl)
  await popup.evaluate(prepare)
  await phone.waitForQr()
  await phone.confirm()
  await until('the login', () =>
    popup.evaluate(async () => (await chrome.storage.session.get('status')).status?.state === 'online'),
  )
  await phone.waitForPoll()

  const ingest = await measureIngestRate(phone, popup, SAMPLES)
  const figures = [
    ...(await measureReplyLatency({ phone, worker, popup, samples: SAMPLES })),
    ...ingest,
    ...apart,
    ...(await measureFirstPaint(context, popupUrl, SAMPLES)),
    ...(await measureBackgroundStart(context, popup, SAMPLES)),
    ...ofRules,
    ...ofArchive,
    ...measureBundles(extension),
  ]
  report(figures, context.browser()?.version() ?? 'Chromium')
} finally {
  await context.close()
  await simulator.close()
}

/** Runs in the popup: one rule, no delay, and short names for the requests the measurements make. */
async function prepare(): Promise<void> {
  const send = (type: string, data?: unknown) =>
    chrome.runtime.sendMessage({ id: 1, type, data, timestamp: Date.now() })
  const page = { listenForStoppedPage: true, pageButton: true, pageMarks: true }
  const limits = { friendMs: 0, groupMs: 0, perMinute: 6, perHour: 1_000, perDay: 10_000 }
  await chrome.storage.local.set({
    preferences: { language: 'auto', theme: 'auto', replyDelayMs: 0, ...page, limits, serviceAccounts: [] },
    preferences$: { v: 3 },
  })
  await send('saveRule', {
    id: 'bench',
    name: '',
    enabled: true,
    group: null,
    who: {
      kinds: ['friend'],
      contacts: [],
      except: [],
      categories: [],
      authors: [],
      roles: [],
      onlyWhenMentioned: true,
    },
    what: {
      join: 'all',
      groups: [{ join: 'all', conditions: [{ on: 'text', match: 'any-of', texts: ['在吗'], not: false }] }],
      fold: { case: true, width: true, blanks: false, repeats: false, script: false },
    },
    when: { hours: [], dates: null, first: 'any', silenceDays: 7, onlyWhenAway: false },
    reply: {
      texts: [{ text: '我在开会', weight: 1 }],
      choose: 'random',
      delay: { fromMs: 0, toMs: 0 },
      mode: 'send',
      followUp: null,
    },
    cooldownMs: 0,
    goOn: false,
    tests: [],
  })
  Object.assign(globalThis, { signOut: () => send('logout'), ask: () => send('dismissNotice', 'none') })
}

function report(figures: Figure[], browser: string): void {
  const machine = `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown processor'}; Chromium ${browser}; Node ${process.versions.node}; ${new Date().toISOString().slice(0, 10)}`
  console.log(
    [machine, ...figures.map(({ what, value, goal }) => `${what.padEnd(58)} ${value.padStart(12)}   ${goal}`)].join(
      '\n',
    ),
  )
  const text = readFileSync(REPORT, 'utf8')
  const [before = ''] = /<!-- bench:begin -->[\s\S]*<!-- bench:end -->/.exec(text) ?? []
  const isPart = flags.page || flags.rules || flags.archive
  const rows = new Map(isPart ? rowsOf(before) : [])
  for (const { what, value, goal } of figures) rows.set(what, `| ${what} | ${value} | ${goal} |`)
  const measured = (isPart && /^Measured on .*$/m.exec(before)?.[0]) || `Measured on ${machine}.`
  const table = ['| figure | measured | goal |', '| --- | --- | --- |', ...rows.values()]
  const block = ['<!-- bench:begin -->', '', measured, '', ...table, '', '<!-- bench:end -->'].join('\n')
  writeFileSync(REPORT, text.replace(before, block))
}

/** The rows of an earlier report, by what they measure. Sizes are listed anew where they are measured: files come and go. */
function rowsOf(block: string): [string, string][] {
  const rows = block.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:figure|---)/.test(line))
  return rows.flatMap((row) => {
    const what = row.split('|')[1]?.trim() ?? ''
    return flags.page && /\(.*gz\)$/.test(what) ? [] : [[what, row]]
  })
}
