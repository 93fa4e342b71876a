import type { Frame } from '@playwright/test'
import { until } from '../support/until.ts'
import { percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { startSide } from './page-side.ts'
import type { Side } from './page-side.ts'

const ROUNDS = 20
/** Small calls and large ones (a list of 500 friends) of each side in one round. */
const SMALL = 30
const LARGE = 4
const MESSAGES = 40
/** Time until the answer, ms; the thread's share of it, one value a round; time until a large answer. */
type Samples = Record<'wait' | 'cpu' | 'list', number[]>

const OWN_ELEMENT = 'smartqq-companion'

/**
 * What the extension costs the official page: two browsers at once, one without it, the same world behind each, and the
 * same is done in both. They take turns in short rounds, so that the machine's noise meets both alike.
 */
export async function measurePageCost(extension: string): Promise<Figure[]> {
  const bare = await startSide(null)
  const loaded = await startSide(extension)
  const both = [bare, loaded]
  try {
    for (const side of both) await chat(side)
    const requests = difference(await bare.sent(), await loaded.sent())
    const served = difference(await bare.served(), await loaded.served())
    const nodes = difference([await domOf(bare)], [await domOf(loaded)])
    const hosts = await loaded.page.locator(OWN_ELEMENT).count()

    const samples = new Map(both.map((side) => [side, { wait: [], cpu: [], list: [] } as Samples]))
    for (let round = 0; round < ROUNDS; round++) {
      for (const side of round % 2 === 0 ? both : both.toReversed()) {
        const taken = samples.get(side)
        const before = await side.cpu()
        taken?.wait.push(...(await timesOf(side.frame(), 'get_self_info2', SMALL)))
        taken?.cpu.push(((await side.cpu()) - before) / SMALL)
        taken?.list.push(...(await timesOf(side.frame(), 'get_user_friends2', LARGE)))
      }
    }
    const added = (what: string, kind: keyof Samples, share: number, goal: string): Figure => {
      const [without = Number.NaN, withIt = Number.NaN] = both.map((side) =>
        percentile(samples.get(side)?.[kind] ?? [], share),
      )
      return { what: `Page: ${what} (${inFine(without)} without)`, value: inFine(withIt - without), goal }
    }
    const tasks = { bare: await bare.longTasks(), loaded: await loaded.longTasks() }
    const memory = { bare: await bare.memory(), loaded: await loaded.memory() }
    return [
      added(`added to a request, median of ${ROUNDS * SMALL}`, 'wait', 0.5, ''),
      added('added to a request, p95', 'wait', 0.95, 'under 1 ms'),
      added('processor time of its own thread added to a request, median', 'cpu', 0.5, ''),
      added('processor time of its own thread added to a request, p95 of rounds', 'cpu', 0.95, 'under 1 ms'),
      added(`added to a list of 500 friends, median of ${ROUNDS * LARGE}`, 'list', 0.5, ''),
      {
        what: `Page: tasks over 50 ms (${tasks.bare.length} without)`,
        value: `${tasks.loaded.length}`,
        goal: 'as many as without',
      },
      {
        what: `Page: memory added (${inMB(memory.bare)} without)`,
        value: inMB(memory.loaded - memory.bare),
        goal: 'at most 5 MB',
      },
      { what: 'Page: requests that the browser sent otherwise', value: `${requests}`, goal: '0' },
      { what: 'Page: requests that came in otherwise at the simulator', value: `${served}`, goal: '0' },
      { what: 'Page: documents that differ but for our element', value: `${nodes}`, goal: '0' },
      { what: 'Page: elements of ours in the document', value: `${hosts}`, goal: '1' },
    ]
  } finally {
    for (const side of both) await side.close()
  }
}

/** Messages come in, the user opens the chat and writes back. */
async function chat({ phone, page }: Side): Promise<void> {
  await phone.waitForPoll()
  await phone.saysAtOnce(Array.from({ length: MESSAGES }, (_, index) => ({ friend: 'Lily', text: `第 ${index} 句` })))
  await page.locator('#current_chat_list li').first().click()
  await page.locator('.chat-panel .chat_content', { hasText: `第 ${MESSAGES - 1} 句` }).waitFor()
  await page.locator('#chat_textarea').fill('收到')
  await page.locator('#send_chat_btn').click()
  await phone.waitForSent(1)
  await until('quiet', async () =>
    (await phone.requests()).every(({ path, status }) => status || path.endsWith('poll2')),
  )
  await phone.waitForPoll()
}

/** The document as text, without our element and with what differs from run to run left out. */
async function domOf({ page }: Side): Promise<string> {
  const text = await page.evaluate((own) => {
    const copy = document.cloneNode(true) as Document
    copy.querySelector(own)?.remove()
    return new XMLSerializer().serializeToString(copy)
  }, OWN_ELEMENT)
  return text.replace(/\b\d{2}:\d{2}\b/g, 'hh:mm').replace(/([?&;]t=)\d+/g, '$1')
}

/** From the page's call to its answer, ms, one call after the other. */
function timesOf(frame: Frame, call: 'get_self_info2' | 'get_user_friends2', count: number): Promise<number[]> {
  return frame.evaluate(
    async ({ name, calls }) => {
      interface PageOfFrame {
        mq: { vfwebqq: string; ptwebqq: string }
      }
      type Ajax = (
        url: string,
        option: { method: string; data: string | null; onSuccess(): void; onError(): void },
      ) => void
      const { ajax } = globalThis as unknown as { ajax: Ajax }
      const { vfwebqq } = (parent as unknown as PageOfFrame).mq
      const isList = name === 'get_user_friends2'
      const data = isList ? `r=${encodeURIComponent(JSON.stringify({ vfwebqq, hash: '' }))}` : null
      const times: number[] = []
      for (let index = 0; index < calls; index++) {
        const start = performance.now()
        await new Promise<void>((resolve, reject) => {
          ajax(`http://s.web2.qq.com/api/${name}${isList ? '' : `?t=${Date.now()}`}`, {
            method: isList ? 'POST' : 'GET',
            data,
            onSuccess: resolve,
            onError: () => reject(new Error(`${name} failed`)),
          })
        })
        times.push(performance.now() - start)
        // A page asks now and then; what others do with an answer is over by the next call.
        await new Promise((resolve) => setTimeout(resolve, 40))
      }
      return times
    },
    { name: call, calls: count },
  )
}

/** How many lines one of the two has that the other has not. */
function difference(one: readonly string[], other: readonly string[]): number {
  const left = [...other]
  let missing = 0
  for (const line of one) {
    const at = left.indexOf(line)
    if (at < 0) missing++
    else left.splice(at, 1)
  }
  return Math.max(missing, left.length)
}

const inFine = (value: number): string => `${value.toFixed(2)} ms`
const inMB = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`
