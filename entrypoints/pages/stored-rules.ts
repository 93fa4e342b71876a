import { readRules, rulesItem } from '../../lib/settings.ts'
import { liveItem } from '../../lib/ui/live-item.ts'

const live = liveItem(rulesItem, async () => (await readRules()).rules)

/** The rules that are stored and whole, highest priority first. */
export const rules = live.value

/** Resolves when `rules` holds what is stored; rejects when storage cannot be read. */
export const rulesReady = live.ready
