import {
  controlsItem,
  drawerFoldsItem,
  lastLoginItem,
  preferencesItem,
  readControls,
  readPreferences,
} from '../../lib/settings.ts'
import { liveItem } from '../../lib/ui/live-item.ts'
import { rulesReady } from '../pages/stored-rules.ts'

const live = {
  controls: liveItem(controlsItem, readControls),
  folds: liveItem(drawerFoldsItem),
  lastLogin: liveItem(lastLoginItem),
  preferences: liveItem(preferencesItem, readPreferences),
}

/**
 * What the drawer reads of the stored items, as signals. Local ones only: Firefox keeps session storage from a frame on
 * a page that is not ours, so the rest comes over the port.
 */
export const controls = live.controls.value
export const folds = live.folds.value
export const lastLogin = live.lastLogin.value
export const preferences = live.preferences.value

/** Resolves when all of them hold what is stored; rejects when storage cannot be read. */
export const storedReady: Promise<unknown> = Promise.all([rulesReady, ...Object.values(live).map((item) => item.ready)])
