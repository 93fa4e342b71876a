import { language } from '../../../lib/i18n/t.ts'
import { FILTER_ALIASES } from '../../../lib/search/filters.ts'
import type { FilterName } from '../../../lib/search/wish.ts'

/** How a filter is typed in the user's language, with its colon. */
export function filterText(filter: FilterName): string {
  return `${language.value === 'zh-CN' ? (FILTER_ALIASES[filter][0] ?? filter) : filter}:`
}
