import { formatDate } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { SearchOrder, SearchView } from './search-run.ts'

/** How much was found, and how far the search is, in one line. */
export function foundWords({ phase, hits, tally, downTo }: SearchView, order: SearchOrder): string {
  const count = order === 'time' ? hits.length : tally.reduce((sum, one) => sum + one.count, 0)
  if (phase === 'resting') return t('search.first', { count })
  if (phase === 'ended') return count === 0 ? '' : t('search.found', { count })
  if (!Number.isFinite(downTo)) return t('search.looking')
  const date = formatDate(downTo)
  return count === 0 ? t('search.looking.date', { date }) : t('search.soFar', { count, date })
}
