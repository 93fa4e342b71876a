import { t } from '../../../lib/i18n/t.ts'
import type { Mistake } from '../../../lib/search/wish.ts'
import { isolate } from '../../../lib/ui/isolate.ts'
import { filterText } from './filter-text.ts'

/** What could not be understood of a query, in the user's language. */
export function mistakeWords(mistake: Mistake): string {
  switch (mistake.why) {
    case 'loose-bar':
      return t('search.mistake.loose-bar')
    case 'no-value':
      return t('search.mistake.no-value', { value: filterText(mistake.filter) })
    case 'open-quote':
    case 'no-date':
    case 'no-content':
      return t(`search.mistake.${mistake.why}`, { value: isolate(mistake.value) })
  }
}
