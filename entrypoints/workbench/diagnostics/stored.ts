import { clockItem, controlsItem, loopsItem, pageHealthItem, readControls } from '../../../lib/settings.ts'
import { liveItem } from '../../../lib/ui/live-item.ts'

const live = {
  clock: liveItem(clockItem),
  controls: liveItem(controlsItem, readControls),
  loops: liveItem(loopsItem),
  pageHealth: liveItem(pageHealthItem),
}

/** What the diagnostics need of the stored items, beside those of the whole workbench. */
export const clock = live.clock.value
export const controls = live.controls.value
export const loops = live.loops.value
export const pageHealth = live.pageHealth.value

/** Resolves when all of them hold what is stored; rejects when storage cannot be read. */
export const diagnosticsReady: Promise<unknown> = Promise.all(Object.values(live).map((item) => item.ready))
