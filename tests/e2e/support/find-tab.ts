import { until } from '../../support/until.ts'
import type { Companion, Tab } from './companion.ts'

/** The first tab with this in its address, once there is one. */
export function findTab(companion: Pick<Companion, 'tabs'>, urlPart: string, timeout?: number): Promise<Tab> {
  return until(
    `a tab with ${urlPart}`,
    async () => {
      for (const tab of await companion.tabs()) if ((await tab.url()).includes(urlPart)) return tab
      return undefined
    },
    timeout,
  )
}
