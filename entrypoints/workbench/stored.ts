import { lastLoginItem, preferencesItem, readPreferences, statesItem, statusItem } from '../../lib/settings.ts'
import { liveItem } from '../../lib/ui/live-item.ts'

const live = {
  status: liveItem(statusItem),
  states: liveItem(statesItem),
  lastLogin: liveItem(lastLoginItem),
  preferences: liveItem(preferencesItem, readPreferences),
}

/** What the workbench needs of the stored items, as signals. */
export const status = live.status.value
export const states = live.states.value
export const lastLogin = live.lastLogin.value
export const preferences = live.preferences.value

/** Resolves when all of them hold what is stored; rejects when storage cannot be read. */
export const storedReady: Promise<unknown> = Promise.all(Object.values(live).map((item) => item.ready))
