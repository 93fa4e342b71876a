import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { Component } from 'preact'
import type { Archive } from '../../../lib/archive/port.ts'
import type { Contact, ContactId } from '../../../lib/chat/contact.ts'
import { formatDate } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button, IconButton } from '../../../lib/ui/button.tsx'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { BackIcon } from '../../../lib/ui/icons.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { localDay } from '../../../lib/time.ts'
import { archive } from '../../pages/archive.ts'
import { ContactAvatar } from '../../pages/contact-avatar.tsx'
import { chatAddress, contactAddress, statisticsAddress } from '../route.ts'
import { DayAfterIcon, DayBeforeIcon, FirstIcon, LastIcon, SearchIcon } from './chat-icons.tsx'
import { chatRow } from './chat-rows.ts'
import { dayStart } from './day-words.ts'
import { exportFrom } from './export-from.ts'
import { nearestDay } from './read-place.ts'
import type { Reader } from './reader.ts'

/** Whom the conversation is with, and from when to when it goes (ms; null: it is empty). */
export interface ChatFacts {
  contact: Contact | undefined
  span: { from: number; to: number } | null
}

/** Two messages and a contact, however long the conversation is. @throws {ArchiveError} */
export async function readChatFacts(store: Archive, id: ContactId): Promise<ChatFacts> {
  const [contact, [first], [last]] = await Promise.all([
    store.contact(id),
    store.slice(id, null, 'newer', 1),
    store.slice(id, null, 'older', 1),
  ])
  return { contact, span: first && last ? { from: first.sentAt, to: last.sentAt } : null }
}

/** Nothing is left of it, or there never was one: an old address leads to it. */
export function isGone({ contact, span }: ChatFacts): boolean {
  return contact === undefined && span === null
}

/** What the conversation is called, also while the archive is read. */
export function chatName(id: ContactId, facts: ChatFacts | undefined): string {
  return facts?.contact ? contactName(facts.contact) : (chatRow(id)?.name ?? t('unknown.person'))
}

interface ChatHeadProps {
  id: ContactId
  facts: ChatFacts | undefined
  query: string | null
  reader: Reader
  /** When the message at the top was sent, ms; null before one is shown. */
  top: ReadonlySignal<number | null>
  onSearch: () => void
}

/** Whom one reads with, how much there is, what can be done with it, and ways to other days. */
export function ChatHead({ id, facts, query, reader, top, onSearch }: ChatHeadProps) {
  const row = chatRow(id)
  const name = chatName(id, facts)
  const kind = row?.summary.kind ?? (facts?.contact?.kind === 'person' ? 'friend' : facts?.contact?.kind)
  return (
    <header class="chat-head">
      <a
        class="button button-quiet button-icon chat-back"
        href={chatAddress(null, { query })}
        aria-label={t('chats.back')}
        title={t('chats.back')}
      >
        <BackIcon />
      </a>
      <ContactAvatar id={id} name={name} kind={kind ?? 'person'} />
      <div class="chat-who">
        <h1 class="one-line">
          <Name text={name} />
        </h1>
        <p class="muted small one-line">
          {[
            kind === undefined ? '' : t(`kind.one.${kind}`),
            row ? t('chats.messages', { count: row.summary.count }) : '',
            facts?.span ? spanWords(facts.span) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {facts !== undefined && isGone(facts) ? null : (
        <nav class="chat-links" aria-label={t('chats.links')}>
          <IconButton icon={<SearchIcon />} label={t('chats.searchHere')} onClick={onSearch} />
          <a class="button button-quiet" href={contactAddress(id)}>
            {t('chats.card')}
          </a>
          <Button look="quiet" onClick={() => void exportFrom(id, null)}>
            {t('nav.export')}
          </Button>
          <a class="button button-quiet" href={statisticsAddress(id)}>
            {t('nav.statistics')}
          </a>
        </nav>
      )}
      {facts === undefined ? (
        // Its room is kept: what is read does not move.
        <div class="day-bar" aria-hidden="true" />
      ) : facts.span ? (
        <DayBar key={id} id={id} span={facts.span} reader={reader} top={top} />
      ) : null}
    </header>
  )
}

function spanWords({ from, to }: NonNullable<ChatFacts['span']>): string {
  if (localDay(from) === localDay(to)) return formatDate(from)
  return t('chats.span', { from: formatDate(from), to: formatDate(to) })
}

interface DayBarProps {
  id: ContactId
  span: { from: number; to: number }
  reader: Reader
  top: ReadonlySignal<number | null>
}

/** To the first message, the last one, the day before or after that has any, or any date. */
class DayBar extends Component<DayBarProps> {
  private readonly isEmptyDay = signal(false)

  private async step(direction: 'older' | 'newer'): Promise<void> {
    const { id, reader, top } = this.props
    if (top.value === null) return
    this.isEmptyDay.value = false
    const start = dayStart(localDay(top.value), direction === 'older' ? 0 : 1)
    if (start === null) return
    try {
      const at = await nearestDay(await archive(), id, start, direction)
      const day = at === null ? null : dayStart(localDay(at))
      if (day !== null) await reader.jump({ at: day })
    } catch {
      // The archive's trouble is said where the messages stand: the jump meets it too.
      await reader.jump({ at: start })
    }
  }

  /** `day`: `YYYY-MM-DD`, in the span. */
  private async jumpTo(day: string): Promise<void> {
    const at = dayStart(day)
    if (at === null) return
    await this.props.reader.jump({ at })
    const view = this.props.reader.view.value
    const shown = view !== null && typeof view === 'object' && view.to !== 'end' ? view.to.key : null
    const message =
      view !== null && typeof view === 'object' ? view.window.messages.find(({ key }) => key === shown) : undefined
    this.isEmptyDay.value = message === undefined || localDay(message.sentAt) !== day
  }

  render() {
    const { span, reader, top } = this.props
    const first = localDay(span.from)
    const last = localDay(span.to)
    const day = localDay(top.value ?? span.to)
    return (
      <div class="day-bar" role="group" aria-label={t('chats.date')}>
        <IconButton icon={<FirstIcon />} label={t('chats.first')} onClick={() => void reader.jump('start')} />
        <IconButton
          icon={<DayBeforeIcon />}
          label={t('chats.dayBefore')}
          disabled={day <= first}
          onClick={() => void this.step('older')}
        />
        <input
          class="input"
          type="date"
          aria-label={t('chats.date')}
          min={first}
          max={last}
          value={day}
          // While a year is typed the field says years that are none of ours: they are not valid.
          onChange={({ currentTarget: { value, validity } }) => {
            if (value !== '' && validity.valid) void this.jumpTo(value)
          }}
        />
        <IconButton
          icon={<DayAfterIcon />}
          label={t('chats.dayAfter')}
          disabled={day >= last}
          onClick={() => void this.step('newer')}
        />
        <IconButton icon={<LastIcon />} label={t('chats.last')} onClick={() => void reader.jump('end')} />
        <span class="muted small" role="status">
          {this.isEmptyDay.value ? t('chats.emptyDay') : ''}
        </span>
      </div>
    )
  }
}
