import { join } from 'node:path'
import type { Companion } from '../../e2e/support/companion.ts'
import { launchCompanion } from '../../e2e/support/launch.ts'
import { freshBuild } from '../../support/build.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary-folder.ts'
import { median, percentile } from '../figures.ts'
import type { Figure } from '../figures.ts'
import { biggestChats, indexBytes } from './in-page.ts'
import type { MemoryUse } from './memory.ts'
import { dropPlainStore, exportPlainStore, fillPlainStore } from './plain-store.ts'
import { writeSampleFile } from './sample-file.ts'
import type { SampleFile } from './sample-file.ts'
import { exportAll, importFile, openChat, readChat, search } from './screens.ts'
import type { SearchTime } from './screens.ts'

/** Numbers of the formats in the list of the export page. */
const JSON_FORMAT = 0
const JSONL = 1
const CSV = 5
const HTML = 8

/** A page is held as one file and read by people: beyond that nobody wants it in one. */
const MOST_HTML = 100_000
const PLAIN_STORE = 'bench-plain'
/** Records written to the plain store by one call. */
const FILL = 50_000
const JUMPS = 20
const OPENINGS = 7
const QUERIES_EACH = 15
const JSON_ALONE = 'JSON'
/** How often the export and what it is compared with are measured, one after the other. */
const TURNS = 5
/** How often an export is measured in a browser that was just started. */
const FRESH_STARTS = 3

/**
 * The archive in both browsers, through the released build and its screens: files of made-up messages are imported, read, searched
 * and exported, beside a plain store of one record per message in the same run.
 */
export async function measureArchive(
  sizes: readonly number[],
  browsers: readonly Companion['kind'][] = ['chromium', 'firefox'],
): Promise<Figure[]> {
  const builds = new Map<Companion['kind'], string>()
  for (const kind of browsers) builds.set(kind, await freshBuild(kind))
  const folder = await makeTemporaryFolder('samples')
  try {
    const figures: Figure[] = []
    for (const size of sizes) {
      const path = join(folder, `${size}.jsonl`)
      const file = await writeSampleFile(path, size)
      for (const [kind, extension] of builds) figures.push(...(await measureIn(kind, extension, path, file)))
    }
    return figures
  } finally {
    await removeTemporaryFolder(folder)
  }
}

async function measureIn(
  kind: Companion['kind'],
  extension: string,
  path: string,
  file: SampleFile,
): Promise<Figure[]> {
  const profile = await makeTemporaryFolder('profile')
  // Nobody is logged in, so that no server is asked for.
  const browser = await launchCompanion(kind, { httpPort: 9, httpsPort: 9, profile, extension })
  try {
    const rows = await figuresOf(browser, profile, path, file)
    const name = kind === 'chromium' ? 'Chromium' : 'Firefox'
    return rows.map((row) => {
      const what = `Archive, ${name}, ${file.messages.toLocaleString('en')}: ${row.what}`
      console.log(`${what}  ${row.value}`)
      return { ...row, what }
    })
  } finally {
    await browser.close()
    await removeTemporaryFolder(profile)
  }
}

async function figuresOf(
  browser: Companion,
  profile: string,
  path: string,
  { messages, bytes, textBytes }: SampleFile,
): Promise<Figure[]> {
  const rows: Figure[] = []
  const say = (what: string, value: string, goal = '') => rows.push({ what, value, goal })

  const taken = await importFile(browser, profile, path)
  say(
    `import of a file of ours, ${inMb(bytes)}`,
    `${perSecond(messages, taken.readMs + taken.writeMs)}: read and compared in ${inSeconds(taken.readMs)}, written in ${inSeconds(taken.writeMs)}; memory ${more(taken.memory)}`,
    'at least 20,000/s',
  )

  await browser.restart()
  const looking = await browser.open(browser.extensionUrl('popup.html'))
  const [chat] = await looking.evaluate(biggestChats, null)
  if (!chat) throw new Error('nothing was imported')
  const index = await looking.evaluate(indexBytes, null)
  await looking.close()

  const [first = Number.NaN, ...later] = await openChat(browser, chat.id, OPENINGS)
  say(
    'opening a chat with half of all, to the paint of its messages',
    `${inMs(median(later))} (median of ${later.length}); the first after the start ${inMs(first)}`,
    'under 200 ms',
  )
  const days = Array.from({ length: JUMPS }, (_, nth) => dayIn(chat, ((nth * 7) % JUMPS) / JUMPS))
  const read = await readChat(browser, chat.id, days)
  say(
    'scrolling up: a frame, p50, p95, longest',
    `${[percentile(read.frames, 0.5), percentile(read.frames, 0.95), Math.max(...read.frames)].map(inMs).join(', ')} (${read.seen.toLocaleString('en')} messages came by)`,
  )
  say(
    `jump to a day, p50 and p95 of up to ${JUMPS}`,
    [0.5, 0.95].map((share) => inMs(percentile(read.jumps, share))).join(', '),
  )

  const found = await search(browser, QUERIES_EACH)
  const times = found.map(({ ms }) => ms)
  say(
    `search, to the first 50 hits on the screen, p50 and p95 of ${found.length}`,
    `${inMs(percentile(times, 0.5))}, ${inMs(percentile(times, 0.95))}; the first ${inMs(times[0] ?? 0)}; p95 by kind: ${byKind(found)}`,
    'p95 under 100 ms',
  )
  say('index of the search', `${((100 * index) / textBytes).toFixed(1)} % of the text`, 'at most 40 %')

  const sets: [string, number[]][] = [
    [JSON_ALONE, [JSON_FORMAT]],
    ['JSON Lines', [JSONL]],
    ...(messages <= MOST_HTML ? [['HTML', [HTML]] satisfies [string, number[]]] : []),
    ['JSON, JSON Lines and CSV at once, packed', [JSON_FORMAT, JSONL, CSV]],
  ]
  const exports = new Map<string, { ms: number; grown: number }>()
  for (const [name, formats] of sets) {
    // What an export or a search before it left behind would be counted as there already, or collected meanwhile.
    const each = await severalTimes(FRESH_STARTS, async () => {
      await browser.restart()
      return exportAll(browser, profile, formats)
    })
    exports.set(name, { ms: median(each.map(({ ms }) => ms)), grown: median(each.map(({ memory }) => grown(memory))) })
  }

  await browser.restart()
  const tab = await browser.open(browser.extensionUrl('popup.html'))
  let fillMs = 0
  for (let from = 0; from < messages; from += FILL) {
    const to = Math.min(messages, from + FILL)
    fillMs += await tab.evaluate(fillPlainStore, { name: PLAIN_STORE, from, to })
  }
  const both = await inTurns(
    async () => (await exportAll(browser, profile, [JSON_FORMAT], false)).ms,
    async () => (await tab.evaluate(exportPlainStore, { name: PLAIN_STORE })).ms,
  )
  await tab.evaluate(dropPlainStore, { name: PLAIN_STORE })
  await tab.close()
  const [jsonMs, plainMs] = both.map(median) as [number, number]
  for (const [name, { ms, grown: bytes }] of exports) {
    const time = name === JSON_ALONE ? jsonMs : ms
    say(
      `export as ${name}`,
      `${inSeconds(time)}, ${perSecond(messages, time)}, memory ${inMb(bytes)} more`,
      'memory at most 150 MB more',
    )
  }
  say(
    'one record per message: writing; page by page into a file',
    `${perSecond(messages, fillMs)}; ${inSeconds(plainMs)}, ${perSecond(messages, plainMs)}`,
  )
  say(
    'export as JSON against that',
    `${(plainMs / jsonMs).toFixed(2)} times as fast (medians of ${TURNS} in turns: ${both.map((all) => all.map(inSeconds).join(', ')).join(' against ')})`,
    'at least 2 times',
  )
  return rows
}

/** Measures two things in turns, so that whatever the machine does hits both. @returns ms of each */
async function inTurns(first: () => Promise<number>, second: () => Promise<number>): Promise<[number[], number[]]> {
  const all: [number[], number[]] = [[], []]
  for (let turn = 0; turn < TURNS; turn += 1) {
    all[0].push(await first())
    all[1].push(await second())
  }
  return all
}

async function severalTimes<T>(times: number, measure: () => Promise<T>): Promise<T[]> {
  const all: T[] = []
  while (all.length < times) all.push(await measure())
  return all
}

function dayIn({ firstAt, lastAt }: { firstAt: number; lastAt: number }, share: number): string {
  return new Date(firstAt + 86_400_000 + share * (lastAt - firstAt - 2 * 86_400_000)).toISOString().slice(0, 10)
}

function byKind(found: readonly SearchTime[]): string {
  return [...Map.groupBy(found, ({ kind }) => kind)]
    .map(
      ([kind, times]) =>
        `${kind} ${Math.round(
          percentile(
            times.map(({ ms }) => ms),
            0.95,
          ),
        )}`,
    )
    .join(', ')
}

const inMb = (bytes: number): string => `${Math.round(bytes / 1_024 / 1_024)} MB`

const grown = ({ before, peak }: MemoryUse): number => peak - before

const more = (memory: MemoryUse): string => `${inMb(grown(memory))} more`

const inMs = (ms: number): string => `${ms.toFixed(0)} ms`

const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

const perSecond = (count: number, ms: number): string => `${(Math.round(count / ms) * 1_000).toLocaleString('en')}/s`
