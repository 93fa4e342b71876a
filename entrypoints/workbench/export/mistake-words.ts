import { t } from '../../../lib/i18n/t.ts'
import type { Query } from '../../../lib/search/query.ts'

/** What of the words could not be understood, in words. */
export function mistakeWords(mistake: Query['mistakes'][number]): string {
  const value = 'value' in mistake ? mistake.value : 'filter' in mistake ? mistake.filter : ''
  return t(`export.mistake.${mistake.why}`, { value })
}
