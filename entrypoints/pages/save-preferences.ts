import { signal } from '@preact/signals'
import { calendarItem, preferencesItem, readCalendar, readPreferences } from '../../lib/settings.ts'
import type { Preferences } from '../../lib/settings.ts'

/** Whether the last change of the settings could not be stored. */
export const preferencesFailed = signal(false)

let last = Promise.resolve()

/**
 * Changes what the user has chosen; everything follows the stored item. Changes are written one after the other, and a
 * change that depends on what was there is handed what is there then.
 */
export function savePreferences(
  change: Partial<Preferences> | ((before: Preferences) => Partial<Preferences>),
): Promise<void> {
  return write(async () => {
    const before = await readPreferences()
    await preferencesItem.setValue({ ...before, ...(typeof change === 'function' ? change(before) : change) })
  })
}

/** Says of a day (`YYYY-MM-DD`) whether one works on it; null: as the shipped calendar says. */
export function editCalendar(day: string, kind: 'off' | 'work' | null): Promise<void> {
  return write(async () => {
    const { [day]: _, ...others } = await readCalendar()
    await calendarItem.setValue(kind === null ? others : { ...others, [day]: kind })
  })
}

function write(job: () => Promise<void>): Promise<void> {
  last = last.then(job).then(
    () => void (preferencesFailed.value = false),
    () => void (preferencesFailed.value = true),
  )
  return last
}
