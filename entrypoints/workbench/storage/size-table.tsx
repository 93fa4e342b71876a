import { computed, signal } from '@preact/signals'
import { formatBytes, formatDate, formatNumber } from '../../../lib/i18n/format.ts'
import { language, t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { WindowedList } from '../../../lib/ui/windowed-list.tsx'
import { chatAddress } from '../route.ts'
import { ChatPanel } from './chat-panel.tsx'
import { keepWords } from './keep-words.ts'
import { retention } from './retention-store.ts'
import { arranged, nameOf } from './sizes.ts'
import type { SizeColumn, SizeRow } from './sizes.ts'

const ROW_HEIGHT = 44
/** So many rows are seen without scrolling. */
const FEW = 6
const COLUMNS: readonly SizeColumn[] = ['name', 'messages', 'bytes', 'firstAt', 'lastAt']

const order = signal<{ column: SizeColumn; isDown: boolean }>({ column: 'bytes', isDown: true })
const search = signal('')
/** The conversation whose panel is open. */
const chosen = signal<string | null>(null)

const compareNames = computed(() => new Intl.Collator(language.value, { numeric: true }).compare)

/** What each conversation takes: sorted as one likes, thousands as quick as ten, each with what can be done about it. */
export function SizeTable({ sizes }: { sizes: readonly SizeRow[] }) {
  const rows = arranged(sizes, { ...order.value, search: search.value }, compareNames.value)
  const most = Math.max(1, ...rows.map(({ bytes }) => bytes))
  const open = sizes.find(({ conversation }) => conversation === chosen.value)
  return (
    <>
      {sizes.length > 8 ? (
        <input
          class="input storage-search"
          type="search"
          placeholder={t('storage.search')}
          aria-label={t('storage.search')}
          value={search.value}
          onInput={(event) => (search.value = event.currentTarget.value)}
        />
      ) : null}
      <div class={`storage-table${rows.length > FEW ? ' storage-many' : ''}`} style={{ '--rows': rows.length }}>
        <div class="storage-row storage-head">
          {COLUMNS.map((column) => (
            <HeadCell key={column} column={column} />
          ))}
          <span class="storage-keep muted">{t('storage.column.keep')}</span>
          <span />
        </div>
        {rows.length === 0 ? <p class="muted storage-none">{t('storage.noMatch', { text: search.value })}</p> : null}
        <WindowedList
          role="table"
          class="storage-rows"
          label={t('storage.byChat')}
          count={rows.length}
          rowHeight={ROW_HEIGHT}
          row={(index) => {
            const row = rows[index]
            return row ? <Row key={row.conversation} row={row} index={index} most={most} /> : null
          }}
        />
      </div>
      {open ? <ChatPanel key={open.conversation} row={open} onClose={() => (chosen.value = null)} /> : null}
    </>
  )
}

function HeadCell({ column }: { column: SizeColumn }) {
  const { column: by, isDown } = order.value
  const isBy = by === column
  const way = isBy ? t(isDown ? 'storage.sorted.down' : 'storage.sorted.up') : ''
  return (
    <button
      type="button"
      class={`storage-sort storage-${column}`}
      aria-pressed={isBy}
      onClick={() => (order.value = { column, isDown: isBy ? !isDown : column !== 'name' })}
    >
      {t(`storage.column.${column}`)}
      {isBy ? <span aria-hidden="true">{isDown ? ' ↓' : ' ↑'}</span> : null}
      {isBy ? <span class="unseen">{way}</span> : null}
    </button>
  )
}

function Row({ row, index, most }: { row: SizeRow; index: number; most: number }) {
  const { conversation, messages, bytes, firstAt, lastAt } = row
  const name = nameOf(row)
  return (
    <div class="storage-row" role="row" aria-rowindex={index + 1} style={{ height: `${ROW_HEIGHT}px` }}>
      <span role="cell" class="storage-name one-line">
        <a href={chatAddress(conversation)}>
          <Name text={name} />
        </a>
      </span>
      <span role="cell" class="storage-messages number">
        {formatNumber(messages)}
      </span>
      <span role="cell" class="storage-bytes number">
        {formatBytes(bytes)}
        <span class="storage-bar" style={{ width: `${Math.round((100 * bytes) / most)}%` }} />
      </span>
      <span role="cell" class="storage-firstAt number muted">
        {messages > 0 ? formatDate(firstAt) : ''}
      </span>
      <span role="cell" class="storage-lastAt number muted">
        {messages > 0 ? formatDate(lastAt) : ''}
      </span>
      <span role="cell" class="storage-keep muted one-line">
        {keepWords(retention.value, conversation)}
      </span>
      <span role="cell" class="storage-more">
        <Button
          look="quiet"
          expanded={chosen.value === conversation}
          label={t('storage.manage.label', { name })}
          onClick={() => (chosen.value = chosen.value === conversation ? null : conversation)}
        >
          {t('storage.manage')}
        </Button>
      </span>
    </div>
  )
}
