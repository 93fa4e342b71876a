import { chromium } from '@playwright/test'
import type { BrowserContext, CDPSession, Frame, Page, Request } from '@playwright/test'
import { startSimulator } from '../simulator/index.ts'
import { browserPath } from '../support/browser-paths.ts'
import { DISABLED_FEATURES, chromiumArguments } from '../support/chromium-arguments.ts'
import { createPhone } from '../support/phone.ts'
import type { LoggedRequest, Phone } from '../support/phone.ts'
import { until } from '../support/until.ts'

/** The official page in a browser of its own, on a simulator of its own, with the extension or without it. */
export interface Side {
  phone: Phone
  page: Page
  /** The hidden frame of the http calls to the lists. */
  frame(): Frame
  /** What the page has asked, as the browser sent it: method, address, headers, body. */
  sent(): Promise<string[]>
  /** The same as it came in at the simulator. */
  served(): Promise<string[]>
  /** Tasks of more than 50 ms in the page since it was opened. */
  longTasks(): Promise<number[]>
  /** Processor time that the main thread of the page and its http frames has used so far, ms. */
  cpu(): Promise<number>
  /** JavaScript memory of the page and its frames after a collection, bytes. */
  memory(): Promise<number>
  close(): Promise<void>
}

/** Both sides have the same world: who is in it, their numbers and tickets. */
const CROWD = { friends: 500 }

const isCall = (url: string) => /^https?:\/\/(?:s|d1?)\.web2\.qq\.com\/(?:api|channel)\//.test(url)
/** Without what differs from run to run: when a call was made, and the number of a message, which is made of the time. */
const timeless = (text: string) => text.replace(/([?&]t=)\d+/, '$1').replace(/(msg_id(?:"|%22)(?::|%3A))\d+/, '$1')

/** @param extension Folder of the build; null: none. */
export async function startSide(extension: string | null): Promise<Side> {
  const simulator = await startSimulator({ crowd: CROWD })
  const phone = createPhone(simulator.controlUrl)
  const withIt = chromiumArguments(extension ?? 'none', simulator)
  const context = await chromium.launchPersistentContext('', {
    executablePath: browserPath('chromium'),
    headless: true,
    viewport: { width: 1200, height: 800 },
    args: [...(extension ? withIt : withIt.filter((arg) => !arg.includes('extension'))), DISABLED_FEATURES],
  })
  const requests: Request[] = []
  context.on('request', (request) => {
    if (isCall(request.url()) && !request.serviceWorker()) requests.push(request)
  })
  const page = await context.newPage()
  await page.addInitScript(countLongTasks)
  await page.goto('http://w.qq.com/')
  await until('the code of the page', async () => (await phone.requests()).some(({ path }) => path === '/ptqrlogin'))
  await phone.scan()
  await phone.confirm()
  await until('a poll of the page', async () => (await phone.state()).polling?.viaPage === true, 30_000)

  const metrics = await context.newCDPSession(page)
  await metrics.send('Performance.enable', { timeDomain: 'threadTicks' })

  return {
    phone,
    page,
    cpu: async () => {
      const { metrics: values } = await metrics.send('Performance.getMetrics')
      return 1_000 * (values.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
    },
    frame() {
      const frame = page.frame({ name: 'qqweb_proxySendIframe_1' })
      if (!frame) throw new Error('The page has no frame for its lists')
      return frame
    },
    sent: async () => (await Promise.all(requests.map(lineOf))).toSorted(),
    served: async () =>
      (await phone.requests())
        .filter(({ viaPage }) => viaPage)
        .map(servedLine)
        .toSorted(),
    longTasks: () => page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks),
    memory: async () => {
      let total = 0
      for (const session of await sessionsOf(context, page)) total += await heapOf(session)
      return total
    },
    async close() {
      await context.close()
      await simulator.close()
    },
  }
}

async function lineOf(request: Request): Promise<string> {
  const headers = await request.allHeaders()
  return timeless(JSON.stringify([request.method(), request.url(), Object.entries(headers).sort(), request.postData()]))
}

function servedLine(request: LoggedRequest): string {
  const { id: _id, time: _time, endedAt: _endedAt, query, ...rest } = request
  return timeless(JSON.stringify({ ...rest, query: { ...query, t: query.t === undefined ? '' : 't' } }))
}

/** The page's process, and that of its https frame. */
async function sessionsOf(context: BrowserContext, page: Page): Promise<CDPSession[]> {
  const apart = page.frames().filter((frame) => frame.url().startsWith('https://'))
  return Promise.all([page, ...apart].map((target) => context.newCDPSession(target)))
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

/** Runs in every document before its scripts. */
function countLongTasks(): void {
  const longTasks: number[] = []
  Object.assign(globalThis, { longTasks })
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
    buffered: true,
  })
}
