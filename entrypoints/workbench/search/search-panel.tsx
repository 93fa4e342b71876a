import { signal } from '@preact/signals'
import { Component, createRef } from 'preact'
import type { ContactId } from '../../../lib/chat/contact.ts'
import { t } from '../../../lib/i18n/t.ts'
import { formatQuery } from '../../../lib/search/format-query.ts'
import { parseQuery } from '../../../lib/search/query.ts'
import { FILTER_NAMES, isBlankQuery } from '../../../lib/search/wish.ts'
import type { Query } from '../../../lib/search/wish.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Toggle } from '../../../lib/ui/chip.tsx'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Empty } from '../../../lib/ui/empty.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { archive } from '../../pages/archive.ts'
import { filterText } from './filter-text.ts'
import { mistakeWords } from './mistake-words.ts'
import { foundWords } from './found-words.ts'
import { SearchBox } from './search-box.tsx'
import type { BoxHandle } from './search-box.tsx'
import { SearchHelp } from './search-help.tsx'
import { retryNames, searchNames } from './search-names.ts'
import { SearchResults } from './search-results.tsx'
import { createSearch } from './search-run.ts'
import type { SearchOrder, SearchView } from './search-run.ts'
import './search.css'

/** How results are shown: kept while the page lives. */
const order = signal<SearchOrder>('time')
const withNeighbours = signal(false)

interface SearchPanelProps {
  /** As it is typed. */
  query: string
  /** Canonical id of the conversation the search began in, and is restricted to at first; null: all. */
  conversation: ContactId | null
  /** With every change of the text, also by the examples. */
  onQuery: (query: string) => void
}

/** The search in messages: box, filters, and results as one types. */
export class SearchPanel extends Component<SearchPanelProps> {
  private readonly run = createSearch(archive)
  private readonly text = signal(this.props.query)
  private readonly isEverywhere = signal(false)
  private readonly box: BoxHandle = { write: () => {} }
  private readonly place = createRef<HTMLDivElement>()
  private readonly left = new AbortController()
  /** What the last search was started with, and its words as they were typed. */
  private started = ''
  private sought = ''

  override componentDidUpdate(before: SearchPanelProps): void {
    const { query, conversation } = this.props
    if (conversation !== before.conversation) this.isEverywhere.value = false
    // From the address: back, forward, or a link. What was typed here is there already.
    if (query !== before.query && query !== this.text.value) this.text.value = query
    this.follow()
  }

  override componentDidMount(): void {
    this.follow()
    void this.prepare()
  }

  override componentWillUnmount(): void {
    this.left.abort()
    this.run.stop()
  }

  render() {
    const query = parseQuery(this.text.value)
    return (
      <div class="search-panel" ref={this.place} role="search" aria-label={t('search.box')}>
        <div class="search-top">
          <SearchBox handle={this.box} text={this.text.value} onText={this.take} onLeave={this.enterResults} />
          <div class="chips" role="group" aria-label={t('search.filters')}>
            {FILTER_NAMES.map((filter) => (
              <button
                key={filter}
                type="button"
                class="toggle"
                aria-label={t('search.filter.add', { name: t(`search.filter.${filter}`) })}
                onClick={() => this.append(filterText(filter))}
              >
                {t(`search.filter.${filter}`)}
              </button>
            ))}
          </div>
          {query.mistakes.length > 0 ? (
            <ul class="search-mistakes" role="status">
              {query.mistakes.map((mistake, index) => (
                <li key={index}>{mistakeWords(mistake)}</li>
              ))}
            </ul>
          ) : null}
          {isBlankQuery(query) ? null : this.renderChoices()}
        </div>
        {this.renderResults(query)}
      </div>
    )
  }

  private renderChoices() {
    const { conversation } = this.props
    return (
      <div class="search-choices">
        {conversation === null ? null : (
          <Choice
            label={t('search.where')}
            chosen={this.isEverywhere.value ? 'all' : 'here'}
            onChoose={(where) => (this.isEverywhere.value = where === 'all')}
            options={[
              { value: 'here', text: t('search.where.here') },
              { value: 'all', text: t('search.where.all') },
            ]}
          />
        )}
        <Choice
          label={t('search.order')}
          chosen={order.value}
          onChoose={(chosen) => (order.value = chosen)}
          options={[
            { value: 'time', text: t('search.order.time') },
            { value: 'conversation', text: t('search.order.conversation') },
          ]}
        />
        <Toggle text={t('search.context')} on={withNeighbours.value} onChange={(on) => (withNeighbours.value = on)} />
      </div>
    )
  }

  private renderResults(query: Query) {
    const names = searchNames.value
    const view = this.run.view.value
    if (isBlankQuery(query)) return <SearchHelp onTry={this.replace} />
    const why = typeof names === 'string' ? names : view === null || names === null ? null : whyOf(view.phase)
    if (why !== null)
      return (
        <Panel
          tone="bad"
          role="alert"
          title={t(`failed.archive.${why}`)}
          actions={<Button onClick={this.again}>{t('search.retry')}</Button>}
        />
      )
    if (view === null || names === null || typeof names === 'string') return <Skeleton lines={6} />
    const isEmpty = order.value === 'time' ? view.hits.length === 0 : view.tally.length === 0
    return (
      <>
        <p class="search-status muted small" role="status">
          {foundWords(view, order.value)}
        </p>
        {view.phase === 'searching' ? <div class="search-busy" aria-hidden="true" /> : null}
        {isEmpty ? (
          view.phase === 'searching' ? (
            <Skeleton lines={6} />
          ) : (
            this.renderNone(query)
          )
        ) : (
          <SearchResults
            view={view}
            order={order.value}
            query={this.sought}
            names={names}
            withNeighbours={withNeighbours.value}
            onMore={() => this.run.more()}
          />
        )}
      </>
    )
  }

  private renderNone(query: Query) {
    const words = { groups: query.groups.filter((group) => group.every(({ kind }) => kind === 'words')) }
    const canDropFilters = words.groups.length > 0 && words.groups.length < query.groups.length
    const canLeave = this.props.conversation !== null && !this.isEverywhere.value
    return (
      <Empty title={t('search.none')} text={t('search.none.text')}>
        {canLeave ? (
          <Button onClick={() => (this.isEverywhere.value = true)}>{t('search.none.everywhere')}</Button>
        ) : null}
        {canDropFilters ? (
          <Button onClick={() => this.replace(formatQuery(words))}>{t('search.none.unfiltered')}</Button>
        ) : null}
      </Empty>
    )
  }

  private readonly take = (text: string): void => {
    this.text.value = text
    this.props.onQuery(text)
  }

  private readonly replace = (text: string): void => this.box.write(text, text.length)

  private readonly append = (filter: string): void => {
    const before = this.text.value.trimEnd()
    this.replace(before === '' ? filter : `${before} ${filter}`)
  }

  private readonly enterResults = (): void => {
    this.place.current?.querySelector<HTMLElement>('.search-rows a')?.focus()
  }

  private readonly again = (): void => {
    retryNames()
    this.started = ''
    this.follow()
  }

  /** While somebody is typing, there is time for it. */
  private async prepare(): Promise<void> {
    try {
      const { prepareSearch } = await archive()
      await prepareSearch(this.left.signal)
    } catch {
      // The search itself says what is wrong.
    }
  }

  /** Searches, when anything but what is shown already is wanted. */
  private follow(): void {
    const names = searchNames.value
    if (names === null || typeof names === 'string') return
    const query = parseQuery(this.text.value)
    const conversation = this.isEverywhere.value ? null : this.props.conversation
    // A mistake, or a blank more, is no other search.
    const wanted = JSON.stringify([formatQuery(query), conversation, order.value])
    if (wanted === this.started) return
    this.started = wanted
    this.sought = this.text.value
    if (isBlankQuery(query)) this.run.stop()
    else this.run.start({ query, resolve: names.resolve, conversation }, order.value)
  }
}

function whyOf(phase: SearchView['phase']) {
  return phase === 'searching' || phase === 'resting' || phase === 'ended' ? null : phase
}
