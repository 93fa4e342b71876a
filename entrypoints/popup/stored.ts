import {
  controlsItem,
  loopsItem,
  noticesItem,
  ownStateItem,
  pageHealthItem,
  preferencesItem,
  qrItem,
  readControls,
  readPreferences,
  sleepingItem,
  statusItem,
  todayItem,
} from '../../lib/settings.ts'
import { liveItem } from '../../lib/ui/live-item.ts'
import { rulesReady } from '../pages/stored-rules.ts'

const live = {
  status: liveItem(statusItem),
  controls: liveItem(controlsItem, readControls),
  today: liveItem(todayItem),
  loops: liveItem(loopsItem),
  notices: liveItem(noticesItem),
  sleeping: liveItem(sleepingItem),
  qr: liveItem(qrItem),
  pageHealth: liveItem(pageHealthItem),
  ownState: liveItem(ownStateItem),
  preferences: liveItem(preferencesItem, readPreferences),
}

/** Everything the popup shows that is stored, as signals; the rules are in `pages/stored-rules.ts`. */
export const status = live.status.value
export const controls = live.controls.value
export const today = live.today.value
export const loops = live.loops.value
export const notices = live.notices.value
export const sleeping = live.sleeping.value
export const qr = live.qr.value
export const pageHealth = live.pageHealth.value
export const ownState = live.ownState.value
export const preferences = live.preferences.value

/** Resolves when all of them hold what is stored, so that the first picture is the right one. Rejects when storage fails. */
export const storedReady: Promise<unknown> = Promise.all([rulesReady, ...Object.values(live).map((item) => item.ready)])
