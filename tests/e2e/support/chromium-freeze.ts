import type { Page } from '@playwright/test'
import type { Frozen } from './companion.ts'

/** The driver's own end of a page's debugger, on the inside of Playwright; not in its public types. */
interface Inside {
  _connection: {
    toImpl(page: Page): {
      delegate: {
        _mainFrameSession: {
          _client: { send(method: 'Emulation.setFocusEmulationEnabled', of: { enabled: boolean }): Promise<void> }
        }
      }
    }
  }
}

const hasInside = (page: Page): page is Page & Inside => '_connection' in page

/**
 * Freezes a page as Chromium does with one that nobody has looked at for a while. Only a hidden page stands still, and
 * Playwright has each of its pages believe that it is in front: for this one that is taken back meanwhile.
 */
export async function standStill(page: Page): Promise<Frozen> {
  const session = await page.context().newCDPSession(page)
  await seemInFront(page, false)
  const other = await page.context().newPage()
  await other.bringToFront()
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  return {
    thaw: async () => {
      await session.send('Page.setWebLifecycleState', { state: 'active' })
      await session.detach()
      await page.bringToFront()
      await seemInFront(page, true)
      await other.close()
    },
  }
}

async function seemInFront(page: Page, enabled: boolean): Promise<void> {
  if (!hasInside(page)) throw new Error('This Playwright has another inside')
  const { delegate } = page._connection.toImpl(page)
  await delegate._mainFrameSession._client.send('Emulation.setFocusEmulationEnabled', { enabled })
}
