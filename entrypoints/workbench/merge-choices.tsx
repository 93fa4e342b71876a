import { formatDate } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import { contactName } from '../../lib/ui/contact-name.ts'
import { Name } from '../../lib/ui/name.tsx'
import { Time } from '../../lib/ui/time.tsx'
import { ContactAvatar } from '../pages/contact-avatar.tsx'
import type { MergeRow } from './merge-rows.ts'
import { WindowedList } from '../../lib/ui/windowed-list.tsx'

const ROW_HEIGHT = 56

interface MergeChoicesProps {
  rows: readonly MergeRow[]
  onChoose: (row: MergeRow) => void
}

/** Whom a contact can be joined with, each a button; the arrow keys walk them. */
export function MergeChoices({ rows, onChoose }: MergeChoicesProps) {
  return (
    <div class="merge-list" style={{ '--choices': rows.length }}>
      <WindowedList
        class="merge-rows"
        role="list"
        label={t('merge.title')}
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        row={(index) => {
          const row = rows[index]
          return row ? (
            <Choice key={row.contact.id} row={row} index={index} count={rows.length} onChoose={onChoose} />
          ) : null
        }}
      />
    </div>
  )
}

/** Leads from the search into the list. Tells whether there was anything. */
export function focusFirst(panel: HTMLElement | null): boolean {
  const first = panel?.querySelector<HTMLElement>('.merge-choice')
  first?.focus()
  return Boolean(first)
}

interface ChoiceProps {
  row: MergeRow
  index: number
  count: number
  onChoose: (row: MergeRow) => void
}

function Choice({ row, index, count, onChoose }: ChoiceProps) {
  const { contact, summary, refusal } = row
  const name = contactName(contact)
  const known = [contact.remark ? contact.nick : null, contact.category, contact.number].filter(Boolean)
  // Two groups of one name, say, are told apart by when they were met.
  const facts = known.length > 0 ? known : [t('who.since', { date: formatDate(contact.firstSeenAt) })]
  return (
    <div role="listitem" aria-posinset={index + 1} aria-setsize={count} style={{ height: `${ROW_HEIGHT}px` }}>
      <button type="button" class="contact-row merge-choice" onClick={() => onChoose(row)} onKeyDown={walk}>
        <ContactAvatar id={contact.id} name={name} kind={contact.kind} />
        <span class="row-text">
          <span class="row-head">
            <strong class="one-line">
              <Name text={name} />
            </strong>
            <span class="muted small merge-when">
              {summary ? <Time at={summary.lastAt} as="ago" /> : t('who.noMessages')}
            </span>
          </span>
          <span class="row-foot muted small">
            <bdi class="one-line">{facts.join(' · ')}</bdi>
            {refusal === 'numbers-differ' || refusal === 'both-here' ? (
              <span class="merge-not word-warn">{t(`merge.not.${refusal}`)}</span>
            ) : null}
          </span>
        </span>
      </button>
    </div>
  )
}

/** The neighbours are always drawn: see the margin of the windowed list. */
function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' } as const
  if (!(event.currentTarget instanceof HTMLElement) || !(event.key in step)) return
  const next = event.currentTarget.parentElement?.[step[event.key as keyof typeof step]]?.firstElementChild
  event.preventDefault()
  if (next instanceof HTMLElement) next.focus()
  else if (event.key === 'ArrowUp') {
    event.currentTarget.closest('.merge')?.querySelector<HTMLElement>('input')?.focus()
  }
}
