import { until } from '../../support/until.ts'
import type { Companion, Tab } from './companion.ts'

/** The first tab with this in its address, once there is one. */
export function findTab(companion: Pick<Companion, 'tabs'>, urlPart: string, timeout?: number): Promise<Tab> {
  return until(
    `a tab with ${urlPart}`,
    async () => {
      const tabs = await companion.tabs()
      const addresses = await Promise.all(tabs.map(addressOf))
      return tabs.find((_, index) => addresses[index]?.includes(urlPart))
    },
    timeout,
  )
}

/** A tab that is just opening or closing may leave the question without an answer: it is asked again at the next look. */
function addressOf(tab: Tab): Promise<string> {
  const late = new Promise<string>((resolve) => void setTimeout(resolve, 1_000, ''))
  return Promise.race([tab.url().catch(() => ''), late])
}
