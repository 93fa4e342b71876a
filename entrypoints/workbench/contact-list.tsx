import { computed, signal } from '@preact/signals'
import type { ConversationKind } from '../../lib/chat/message.ts'
import { t } from '../../lib/i18n/t.ts'
import { lastWords } from '../../lib/ui/chat-notice-words.ts'
import { Choice } from '../../lib/ui/choice.tsx'
import { contactName } from '../../lib/ui/contact-name.ts'
import { Empty } from '../../lib/ui/empty.tsx'
import { Name } from '../../lib/ui/name.tsx'
import { Panel } from '../../lib/ui/panel.tsx'
import { Skeleton } from '../../lib/ui/skeleton.tsx'
import { Time } from '../../lib/ui/time.tsx'
import { ContactAvatar } from '../pages/contact-avatar.tsx'
import { searchContacts } from '../pages/contact-choices.ts'
import { liveRows } from '../pages/live-rows.ts'
import { readContactRows } from './contact-rows.ts'
import type { ContactRow } from './contact-rows.ts'
import { contactAddress } from './route.ts'
import { shownState } from '../pages/shown-state.ts'
import { StateMark } from '../pages/state-mark.tsx'
import { states, status } from './stored.ts'
import { WindowedList } from '../../lib/ui/windowed-list.tsx'

const ROW_HEIGHT = 56
const KINDS: readonly ConversationKind[] = ['friend', 'group', 'discuss']

const { rows } = liveRows(
  () => null,
  (archive) => readContactRows(archive),
)
const search = signal('')
const kind = signal<ConversationKind | 'all'>('all')

const found = computed<readonly ContactRow[]>(() => {
  const all = rows.value
  if (all === null || typeof all === 'string') return []
  const kinds = kind.value === 'all' ? KINDS : [kind.value]
  const ids = new Set(
    searchContacts(
      all.map(({ contact }) => contact),
      kinds,
      search.value,
    ).map(({ id }) => id),
  )
  return all.filter(({ contact }) => ids.has(contact.id))
})

/** Everybody, with search; the chosen one is opened beside it. */
export function ContactList({ chosen }: { chosen: string | null }) {
  return (
    <section class="contact-list" aria-label={t('contacts.title')}>
      <div class="contact-search">
        <input
          class="input"
          type="search"
          placeholder={t('contacts.search')}
          aria-label={t('contacts.search')}
          value={search.value}
          onInput={(event) => (search.value = event.currentTarget.value)}
        />
        <Choice
          label={t('contacts.kinds')}
          chosen={kind.value}
          onChoose={(value) => (kind.value = value)}
          options={[
            { value: 'all', text: t('contacts.kind.all') },
            ...KINDS.map((value) => ({ value, text: t(`kind.${value}`) })),
          ]}
        />
        <p class="muted small" role="status">
          {t('contacts.count', { count: found.value.length })}
        </p>
      </div>
      <Rows chosen={chosen} />
    </section>
  )
}

function Rows({ chosen }: { chosen: string | null }) {
  const all = rows.value
  if (all === null) return <Skeleton lines={8} />
  if (typeof all === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${all}`)} />
  if (all.length === 0) return <Empty title={t('contacts.empty')} text={t('contacts.empty.text')} />
  if (found.value.length === 0) return <Empty title={t('contacts.noMatch', { text: search.value })} />
  return (
    <WindowedList
      class="contact-rows"
      role="list"
      label={t('contacts.title')}
      count={found.value.length}
      rowHeight={ROW_HEIGHT}
      row={(index) => <Row key={index} index={index} chosen={chosen} />}
    />
  )
}

function Row({ index, chosen }: { index: number; chosen: string | null }) {
  const row = found.value[index]
  if (!row) return null
  const { contact, summary } = row
  const name = contactName(contact)
  const state = shownState(contact, states.value, status.value)
  return (
    <div
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={found.value.length}
      style={{ height: `${ROW_HEIGHT}px` }}
    >
      <a
        class="contact-row"
        href={contactAddress(contact.id)}
        aria-current={contact.id === chosen ? 'page' : undefined}
      >
        <ContactAvatar id={contact.id} name={name} kind={contact.kind} />
        <span class="row-text">
          <span class="row-head">
            <strong class="one-line">
              <Name text={name} />
            </strong>
            {summary ? (
              <span class="muted small">
                <Time at={summary.lastAt} />
              </span>
            ) : null}
          </span>
          <span class="row-foot muted small">
            <bdi class="one-line">{summary ? lastWords(summary) : (contact.category ?? contact.number ?? '')}</bdi>
            {state && state.state !== 'offline' ? <StateMark state={state} /> : null}
          </span>
        </span>
      </a>
    </div>
  )
}
