import { preferencesItem, readPreferences, statusItem } from '../../lib/settings.ts'
import { liveItem } from '../../lib/ui/live-item.ts'

const live = {
  status: liveItem(statusItem),
  preferences: liveItem(preferencesItem, readPreferences),
}

/** What the workbench needs of the stored items, as signals. */
export const status = live.status.value
export const preferences = live.preferences.value

/** Resolves when both hold what is stored; rejects when storage cannot be read. */
export const storedReady: Promise<unknown> = Promise.all(Object.values(live).map((item) => item.ready))
