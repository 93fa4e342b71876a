import { Component } from 'preact'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { WindowedList } from '../../../lib/ui/windowed-list.tsx'
import { walkList } from '../chats/walk-list.ts'
import { chatAddress } from '../route.ts'
import { conversationName, Hit } from './result-row.tsx'
import { resultRows } from './result-rows.ts'
import type { ResultRow } from './result-rows.ts'
import type { SearchNames } from './search-names.ts'
import { HITS_A_PAGE } from './search-run.ts'
import type { SearchOrder, SearchView } from './search-run.ts'

const ROW_HEIGHT = 60
/** Two more lines. */
const TALL_ROW_HEIGHT = 100

interface SearchResultsProps {
  view: SearchView
  order: SearchOrder
  /** What it was found by, as it was typed. */
  query: string
  names: SearchNames
  withNeighbours: boolean
  onMore: () => void
}

/** What was found, as a list that is walked with the arrow keys. */
export class SearchResults extends Component<SearchResultsProps> {
  /** Until a search has found something new, what is shown stays as it is: drawing it again would only hold up the search. */
  override shouldComponentUpdate({ view, order, query, names, withNeighbours }: SearchResultsProps): boolean {
    const shown = this.props
    const isOther =
      view.hits !== shown.view.hits ||
      view.tally !== shown.view.tally ||
      order !== shown.order ||
      names !== shown.names ||
      withNeighbours !== shown.withNeighbours
    return isOther || (view.phase !== 'searching' && (view.phase !== shown.view.phase || query !== shown.query))
  }

  render() {
    const { view, order, query, names, withNeighbours, onMore } = this.props
    const rows = resultRows(view, order)
    const height = withNeighbours ? TALL_ROW_HEIGHT : ROW_HEIGHT
    return (
      <div class="search-results" onKeyDown={walkList}>
        <WindowedList
          // A new search begins at the top.
          key={view.turn}
          class="search-rows"
          role="list"
          label={t('search.results')}
          count={rows.length}
          rowHeight={height}
          row={(index) => {
            const row = rows[index]
            return row === undefined ? null : (
              <div
                key={index}
                role="listitem"
                aria-posinset={index + 1}
                aria-setsize={rows.length}
                class={`search-row search-row-${row.kind}`}
                style={{ height: `${height}px` }}
              >
                <Row
                  row={row}
                  query={query}
                  names={names}
                  withNeighbours={withNeighbours}
                  isBelowName={order === 'conversation'}
                  onMore={onMore}
                />
              </div>
            )
          }}
        />
      </div>
    )
  }
}

interface RowProps extends Pick<SearchResultsProps, 'query' | 'names' | 'withNeighbours' | 'onMore'> {
  isBelowName: boolean
  row: ResultRow
}

function Row({ row, query, names, withNeighbours, isBelowName, onMore }: RowProps) {
  switch (row.kind) {
    case 'hit':
      return (
        <Hit
          message={row.message}
          query={query}
          names={names}
          withNeighbours={withNeighbours}
          isBelowName={isBelowName}
        />
      )
    case 'more':
      return <Button onClick={onMore}>{t('search.more', { count: HITS_A_PAGE })}</Button>
    case 'conversation': {
      const name = conversationName(names, row.conversation, row.of)
      return (
        <a class="search-conversation" href={chatAddress(row.conversation, { from: { key: row.of.key }, query })}>
          <strong class="one-line">
            <Name text={name} />
          </strong>
          <span class="muted small number" title={formatNumber(row.count)}>
            {t('search.hits', { count: row.count })}
          </span>
        </a>
      )
    }
  }
}
