import type { BrowserContext, Page } from '@playwright/test'
import { inMs, median } from './figures.ts'
import type { Figure } from './figures.ts'

/** From the popup's navigation to its first contentful paint, in fresh tabs. */
export async function measureFirstPaint(context: BrowserContext, url: string, samples: number): Promise<Figure[]> {
  const times: number[] = []
  for (let index = 0; index < samples; index++) {
    const page = await context.newPage()
    await page.goto(url)
    times.push(
      await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const look = () => {
              const [paint] = performance.getEntriesByName('first-contentful-paint')
              if (paint) resolve(paint.startTime)
              else requestAnimationFrame(look)
            }
            look()
          }),
      ),
    )
    await page.close()
  }
  return [{ what: `Popup first paint, median of ${samples}`, value: inMs(median(times)), goal: 'under 150 ms' }]
}

/** A request to the background that answers at once: when the worker lives, and when it has to be started for it. */
export async function measureBackgroundStart(context: BrowserContext, page: Page, samples: number): Promise<Figure[]> {
  const ask = () =>
    page.evaluate(async () => {
      const start = performance.now()
      await (globalThis as unknown as { ask(): Promise<void> }).ask()
      return performance.now() - start
    })
  const warm: number[] = []
  const cold: number[] = []
  const session = await context.newCDPSession(page)
  await session.send('ServiceWorker.enable')
  for (let index = 0; index < samples; index++) {
    await ask()
    warm.push(await ask())
    await session.send('ServiceWorker.stopAllWorkers')
    cold.push(await ask())
  }
  return [
    { what: `Request to a living background, median of ${samples}`, value: inMs(median(warm)), goal: '' },
    { what: 'Request to a dead one: its start included, median', value: inMs(median(cold)), goal: '' },
    { what: 'Dead to living', value: `${(median(cold) / median(warm)).toFixed(1)} times`, goal: '' },
  ]
}
