import { signal } from '@preact/signals'
import { preferencesItem } from '../../lib/settings.ts'
import type { Preferences } from '../../lib/settings.ts'
import { preferences } from './stored.ts'

/** Whether the last change could not be stored. */
export const preferencesFailed = signal(false)

/** Changes what the user has chosen; everything follows the stored item. */
export async function savePreferences(change: Partial<Preferences>): Promise<void> {
  try {
    await preferencesItem.setValue({ ...preferences.value, ...change })
    preferencesFailed.value = false
  } catch {
    preferencesFailed.value = true
  }
}
