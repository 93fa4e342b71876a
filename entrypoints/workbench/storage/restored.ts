import { restoredItem } from '../../../lib/settings.ts'
import { liveItem } from '../../../lib/ui/live-item.ts'

/** The backup that was put back before the extension started again, until somebody has read of it. */
export const restored = liveItem(restoredItem).value

export function forgetRestored(): Promise<void> {
  return restoredItem.setValue(null)
}
