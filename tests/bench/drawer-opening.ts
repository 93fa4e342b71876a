import type { Page } from '@playwright/test'
import { inClosedShadow } from '../e2e/support/chromium-shadow.ts'
import { until } from '../support/until.ts'
import { inMs, median } from './figures.ts'
import type { Figure } from './figures.ts'
import { startSide } from './page-side.ts'

const OURS = 'smartqq-companion'
const FRIEND = 'Lily'
const SIGNATURE = 'hello & goodbye'

/**
 * The drawer's first opening on a page, of a chat that the archive knows: from the click on the button until the frame
 * has painted what is known of the friend. The page throws our element out before each time, so that the frame is gone
 * and is loaded anew.
 */
export async function measureDrawerOpening(extension: string, samples: number): Promise<Figure[]> {
  const side = await startSide(extension)
  const { page, phone } = side
  try {
    await page.addInitScript(noteClicksAndPaints, { friend: FRIEND, signature: SIGNATURE })
    await phone.friendSays(FRIEND, '在吗')
    await page.locator('#current_chat_list li[_type=friend]', { hasText: FRIEND }).click()
    await page.evaluate(noteClicksAndPaints, { friend: FRIEND, signature: SIGNATURE })
    // What is asked of the service, is asked the first time.
    await open(page)

    const times: number[] = []
    for (let index = 0; index < samples; index++) {
      await click(page)
      await page.evaluate((ours) => document.querySelector(ours)?.remove(), OURS)
      await until('the frame to be gone', () =>
        inClosedShadow(page, OURS, (root) => root.querySelector('iframe') === null),
      )
      times.push(await open(page))
    }
    return [
      {
        what: `Drawer: from the click to the chat in it, painted, median of ${samples}`,
        value: inMs(median(times)),
        goal: 'under 100 ms',
      },
    ]
  } finally {
    await side.close()
  }
}

interface Noted {
  at?: number
}

/** Clicks on the button; ms from that until the drawer is painted. */
async function open(page: Page): Promise<number> {
  await click(page)
  const painted = await until('the drawer', async () => {
    const frame = page.frames().find((frame) => frame.url().endsWith('drawer.html'))
    return frame?.evaluate(() => (globalThis as Noted).at)
  })
  const clicked = await page.evaluate(() => (globalThis as Noted).at)
  return painted - (clicked ?? Number.NaN)
}

async function click(page: Page): Promise<void> {
  const at = await until('the button', () =>
    inClosedShadow(page, OURS, (root) => {
      const box = root.querySelector('.toggle:not([hidden])')?.getBoundingClientRect()
      return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null
    }),
  )
  await page.mouse.click(at.x, at.y)
}

/** Runs in every document: when the last click was made, or when the friend was first painted; ms since the epoch. */
function noteClicksAndPaints({ friend, signature }: { friend: string; signature: string }): void {
  const noted = globalThis as Noted
  if (!location.pathname.endsWith('drawer.html')) {
    addEventListener('click', ({ timeStamp }) => (noted.at = performance.timeOrigin + timeStamp), true)
    return
  }
  const observer = new MutationObserver(() => {
    const isThere =
      document.querySelector('h1')?.textContent === friend && document.body.textContent.includes(signature)
    if (!isThere) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => (noted.at = performance.timeOrigin + performance.now())))
  })
  observer.observe(document, { subtree: true, childList: true, characterData: true })
}
