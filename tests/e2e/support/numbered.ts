import { until } from '../../support/until.ts'
import type { Simulator } from '../../simulator/index.ts'
import { readExport } from '../../support/export-file.ts'
import type { LoggedRequest, Phone, SentMessage } from '../../support/phone.ts'
import { launchChromium } from './chromium.ts'
import type { Companion, Tab } from './companion.ts'
import { setPreferences } from './preferences.ts'
import { archiveRows, makeRule } from './steps.ts'

/** Friends of the seeded world, by real number. */
const FRIENDS = [510942000, 824566000, 733201000, 601000001, 601000002, 455667788] as const

/** As often as the product can be told to answer. */
const MANY_REPLIES = { friendMs: 0, groupMs: 0, perMinute: 20, perHour: 1_000, perDay: 10_000 }

/** A message with a number of its own, and when it was written. */
interface Numbered {
  n: number
  at: number
}

/** So many that hardly one of them has to be answered twice within a minute, which ends in a pause of the chat. */
const CROWD = { friends: 300 }

/** Before the login: a world with many friends. Gives them, by real number. */
export async function crowdOfFriends(phone: Phone): Promise<number[]> {
  await phone.populate(CROWD)
  return (await phone.state()).friends.map(({ number }) => number)
}

/**
 * Friends who write `问1`, `问2`, … in turn: the rule answers each with its own number, so that nothing is mistaken.
 * @param numbers Who they are.
 */
export function createFriends(phone: Phone, numbers: readonly number[] = FRIENDS) {
  const said: Numbered[] = []
  return {
    said,
    async say(count = 1): Promise<void> {
      const items = Array.from({ length: count }, (_, i) => ({ n: said.length + 1 + i }))
      const at = Date.now()
      await phone.saysAtOnce(items.map(({ n }) => ({ friend: numbers[n % numbers.length]!, text: `问${n}` })))
      said.push(...items.map(({ n }) => ({ n, at })))
    },
  }
}

/** One rule that answers every number at once, made by clicks. */
export async function fillNumberRule(popup: Tab): Promise<void> {
  await setPreferences(popup, { replyDelayMs: 0, limits: MANY_REPLIES })
  await makeRule(popup, { pattern: '^问(\\d+)$', reply: '答{capture:1}' })
}

/** The same in a Chromium with a debugger, which is closed again; the profile keeps the rule. */
export async function makeNumberRule(simulator: Simulator, profile: string): Promise<void> {
  const companion = await launchChromium({ ...simulator, profile })
  try {
    await fillNumberRule(await companion.popup())
  } finally {
    await companion.close()
  }
}

/** The numbers in the archive, in rising order, by exporting everything. */
export async function exportedNumbers(companion: Companion): Promise<number[]> {
  const popup = await companion.popup()
  await popup.role('tab', '导出').click()
  await popup.role('button', '导出全部会话').click()
  const { conversations } = readExport((await companion.waitForDownload(60_000)).text)
  return conversations
    .flatMap(({ messages }) => messages.filter(({ direction }) => direction === 'in'))
    .flatMap(({ text }) => {
      const n = /^问(\d+)/.exec(text)?.[1]
      return n === undefined ? [] : [Number(n)]
    })
    .toSorted((a, b) => a - b)
}

/** The same by a look into the archive; `page`: any of the extension's own. */
export async function storedNumbers(page: Tab): Promise<number[]> {
  const rows = await archiveRows<{ text: string; direction: string }>(page, 'messages')
  return rows
    .filter(({ direction }) => direction === 'in')
    .flatMap(({ text }) => {
      const n = /^问(\d+)/.exec(text)?.[1]
      return n === undefined ? [] : [Number(n)]
    })
    .toSorted((a, b) => a - b)
}

/**
 * The same once the newest of these is among them: what was just handed out has yet to be read and written down. A newest
 * one that never comes is left out.
 */
export async function storedNumbersUpTo(page: Tab, said: readonly Numbered[]): Promise<number[]> {
  const newest = Math.max(...said.map(({ n }) => n))
  await until('the newest message in the archive', async () => (await storedNumbers(page)).includes(newest)).catch(
    () => undefined,
  )
  return storedNumbers(page)
}

/** The same from a profile whose browser has ended. */
export async function archivedNumbers(simulator: Simulator, profile: string): Promise<number[]> {
  const companion = await launchChromium({ ...simulator, profile })
  try {
    return await exportedNumbers(companion)
  } finally {
    await companion.close()
  }
}

/** Answers that were taken by the service more than once. */
export function sentTwice(sent: readonly SentMessage[]): string[] {
  const texts = sent.map(({ text }) => text)
  return texts.filter((text, index) => texts.indexOf(text) !== index)
}

/** Answers whose send was requested more than once. */
export function requestedTwice(requests: readonly LoggedRequest[]): string[] {
  const contents = requests
    .filter(({ path }) => path.endsWith('/send_buddy_msg2'))
    .map(({ r }) => String((r as { content?: unknown } | null)?.content))
  return contents.filter((content, index) => contents.indexOf(content) !== index)
}

/** When the service ended each poll that it answered, ms, in rising order. */
function handOuts(requests: readonly LoggedRequest[]): number[] {
  return requests
    .filter(({ path, status, aborted }) => path.endsWith('/poll2') && status === 200 && !aborted)
    .flatMap(({ endedAt }) => (endedAt === null ? [] : [endedAt]))
    .toSorted((a, b) => a - b)
}

/**
 * What the wire lost: messages that are not in the archive, each with how long before the next death the service had
 * handed it out (ms; Infinity if nobody died afterwards, null if it was never handed out).
 */
export function lostOnTheWire(
  said: readonly Numbered[],
  archived: readonly number[],
  requests: readonly LoggedRequest[],
  deaths: readonly number[],
): { n: number; before: number | null }[] {
  const kept = new Set(archived)
  const handedOut = handOuts(requests)
  return said
    .filter(({ n }) => !kept.has(n))
    .map(({ n, at }) => {
      const out = handedOut.find((time) => time >= at)
      const death = out === undefined ? undefined : deaths.find((time) => time >= out - CLOCK_SLACK)
      return { n, before: out === undefined ? null : death === undefined ? Infinity : Math.max(0, death - out) }
    })
}

/** A time in which a document ended: from when it was told to until it was gone. ms */
export interface Ending {
  /** What ended it. */
  by: string
  from: number
  to: number
}

/**
 * Messages that are not in the archive, each with how far from the nearest end of a document the service handed it out
 * (ms; 0 while one ended, null if it was never handed out), and what ended that. What is on its way to a document that
 * ends reaches nobody.
 */
export function lostBesideEnds(
  said: readonly Numbered[],
  archived: readonly number[],
  requests: readonly LoggedRequest[],
  ends: readonly Ending[],
): { n: number; away: number | null; by: string }[] {
  const kept = new Set(archived)
  const handedOut = handOuts(requests)
  return said
    .filter(({ n }) => !kept.has(n))
    .map(({ n, at }) => {
      const out = handedOut.find((time) => time >= at)
      if (out === undefined) return { n, away: null, by: '' }
      const [nearest] = ends
        .map(({ from, to, by }) => ({ n, away: Math.max(0, from - out, out - to - LINGERS), by }))
        .toSorted((a, b) => a.away - b.away)
      return nearest ?? { n, away: Infinity, by: '' }
    })
}

/** A browser keeps a connection this long after its document has ended, ms: what comes by it then reaches nobody. */
const LINGERS = 400

/** Both clocks are this machine's; events of one moment are still noted some milliseconds apart. */
const CLOCK_SLACK = 20
