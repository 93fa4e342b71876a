import { browser } from 'wxt/browser'
import { SECOND } from '../../../lib/time.ts'

/** Name of the lock a running export holds, and of the channel its tab listens on. */
const NAME = 'export'
/** Name of a second lock it holds: others wait for it, and so hear of the end of the tab as well, without being in its way. */
const LIFE = 'export-life'

/** What tabs say to each other about the one export that may run. */
type Word = { type: 'show' } | { type: 'shown' } | { type: 'progress'; done: number; total: number }

/** Tells the other tabs how far the running export is. */
export interface Running {
  tell(done: number, total: number): void
}

/**
 * Runs `work` unless an export runs already, in this tab or another. While it runs this tab comes to the front when
 * another one asks. Resolves with whether `work` ran.
 */
export async function whileAlone(work: (running: Running) => Promise<void>): Promise<boolean> {
  return await navigator.locks.request(NAME, { ifAvailable: true }, async (lock) => {
    if (!lock) return false
    const channel = new BroadcastChannel(NAME)
    channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
      if (data.type === 'show') void comeToFront().then(() => channel.postMessage({ type: 'shown' } satisfies Word))
    })
    const tell = (done: number, total: number) => channel.postMessage({ type: 'progress', done, total } satisfies Word)
    try {
      await navigator.locks.request(LIFE, {}, () => work({ tell }))
    } finally {
      channel.close()
    }
    return true
  })
}

/** Whether an export runs now, in this tab or another. */
export async function isExporting(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === NAME)
}

/** Resolves when no export runs (any more), however it ended: also when its tab has died. */
export async function whenOver(): Promise<void> {
  await navigator.locks.request(LIFE, { mode: 'shared' }, async () => {})
}

/** Asks the tab that is exporting to come to the front. Resolves with whether it answered within two seconds. */
export function showRunning(): Promise<boolean> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(NAME)
    const end = (answered: boolean) => {
      clearTimeout(timer)
      channel.close()
      resolve(answered)
    }
    const timer = setTimeout(() => end(false), 2 * SECOND)
    channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
      if (data.type === 'shown') end(true)
    })
    channel.postMessage({ type: 'show' } satisfies Word)
  })
}

/** Hears how far an export in another tab is. Returns the way to stop. */
export function hearProgress(onProgress: (done: number, total: number) => void): () => void {
  const channel = new BroadcastChannel(NAME)
  channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
    if (data.type === 'progress') onProgress(data.done, data.total)
  })
  return () => channel.close()
}

async function comeToFront(): Promise<void> {
  const tab = await browser.tabs.getCurrent()
  if (tab?.id === undefined) return
  await browser.tabs.update(tab.id, { active: true })
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true })
}

/** Closes this tab. */
export async function closeTab(): Promise<void> {
  const tab = await browser.tabs.getCurrent()
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id)
}
