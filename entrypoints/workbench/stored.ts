import {
  lastLoginItem,
  preferencesItem,
  readPreferences,
  sleepingItem,
  statesItem,
  statusItem,
  todayItem,
} from '../../lib/settings.ts'
import { liveItem } from '../../lib/ui/live-item.ts'

const live = {
  status: liveItem(statusItem),
  states: liveItem(statesItem),
  lastLogin: liveItem(lastLoginItem),
  today: liveItem(todayItem),
  sleeping: liveItem(sleepingItem),
  preferences: liveItem(preferencesItem, readPreferences),
}

/** What the workbench needs of the stored items, as signals. */
export const status = live.status.value
export const states = live.states.value
export const lastLogin = live.lastLogin.value
export const today = live.today.value
export const sleeping = live.sleeping.value
export const preferences = live.preferences.value

/** Resolves when all of them hold what is stored; rejects when storage cannot be read. */
export const storedReady: Promise<unknown> = Promise.all(Object.values(live).map((item) => item.ready))
