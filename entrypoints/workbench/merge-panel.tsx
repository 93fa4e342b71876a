import { signal } from '@preact/signals'
import { Component, createRef } from 'preact'
import type { Contact, ContactId } from '../../lib/chat/contact.ts'
import { t } from '../../lib/i18n/t.ts'
import { IconButton } from '../../lib/ui/button.tsx'
import { Empty } from '../../lib/ui/empty.tsx'
import { CloseIcon } from '../../lib/ui/icons.tsx'
import { Panel } from '../../lib/ui/panel.tsx'
import { Skeleton } from '../../lib/ui/skeleton.tsx'
import { conversationKind, searchContacts } from '../pages/contact-choices.ts'
import { liveRows } from '../pages/live-rows.ts'
import { MergeChoices, focusFirst } from './merge-choices.tsx'
import { MergeConfirm } from './merge-confirm.tsx'
import { readMergeRows } from './merge-rows.ts'
import type { MergeRow } from './merge-rows.ts'
import { lastLogin } from './stored.ts'
import { answering, joinByHand, pairKey } from './who-store.ts'

interface MergePanelProps {
  contact: Contact
  /** Closed by the user: whatever opened it takes the focus back. */
  onClose: () => void
  /** Joined; this id stands for both. The focus is where the way back is. */
  onJoined: (to: ContactId) => void
}

/** Under the head of a card: a search for whoever is the same, and one word before they are joined. */
export class MergePanel extends Component<MergePanelProps> {
  private readonly live = liveRows(
    () => lastLogin.value,
    (archive, login) => readMergeRows(archive, login, this.props.contact),
  )
  private readonly search = signal('')
  private readonly chosen = signal<MergeRow | null>(null)
  private readonly box = createRef<HTMLElement>()

  override componentWillUnmount(): void {
    this.live.stop()
  }

  private readonly merge = async (row: MergeRow): Promise<void> => {
    const { contact, onJoined } = this.props
    // The button is not disabled meanwhile: that would take the focus from it.
    if (answering.value.has(pairKey(contact, row.contact))) return
    const joined = await joinByHand(contact, row.contact)
    // Gone elsewhere, or closed: nobody is to be moved.
    if (!this.box.current) return
    if (joined?.kind === 'refused') this.chosen.value = { ...row, refusal: joined.why }
    if (joined?.kind !== 'joined') return
    onJoined(joined.to)
  }

  render() {
    const chosen = this.chosen.value
    return (
      <section
        class="merge"
        ref={this.box}
        aria-labelledby="merge-title"
        onKeyDown={(event) => {
          // While Chinese is being typed, Escape only takes the half-written word back.
          if (event.key === 'Escape' && !event.isComposing) this.props.onClose()
        }}
      >
        <div class="merge-head">
          <h2 id="merge-title">{t('merge.title')}</h2>
          <IconButton icon={<CloseIcon />} label={t('action.cancel')} onClick={this.props.onClose} />
        </div>
        {chosen ? (
          <MergeConfirm
            key={chosen.refusal}
            contact={this.props.contact}
            other={chosen.contact}
            refusal={chosen.refusal}
            onMerge={() => void this.merge(chosen)}
            onCancel={() => (this.chosen.value = null)}
          />
        ) : (
          <>
            <input
              class="input"
              type="search"
              placeholder={t('contacts.search')}
              aria-label={t('contacts.search')}
              value={this.search.value}
              // Opened, or come back to: typing goes on here.
              ref={focusIt}
              onInput={(event) => (this.search.value = event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown' && focusFirst(this.box.current)) event.preventDefault()
              }}
            />
            {this.choices()}
          </>
        )}
      </section>
    )
  }

  private choices() {
    const rows = this.live.rows.value
    if (rows === null) return <Skeleton lines={4} />
    if (typeof rows === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${rows}`)} />
    if (rows.length === 0) return <Empty title={t('merge.none')} text={t('merge.none.text')} />
    const text = this.search.value
    const contacts = rows.map(({ contact }) => contact)
    const found = new Set(searchContacts(contacts, [conversationKind(this.props.contact)], text))
    const shown = rows.filter(({ contact }) => found.has(contact))
    return (
      <>
        <p class="muted small" role="status">
          {t('contacts.count', { count: shown.length })}
        </p>
        {shown.length === 0 ? (
          <Empty title={t('contacts.noMatch', { text })} />
        ) : (
          <MergeChoices rows={shown} onChoose={(row) => (this.chosen.value = row)} />
        )}
      </>
    )
  }
}

/** The same function at every drawing, so that it is called once for each field. */
function focusIt(field: HTMLInputElement | null): void {
  field?.focus()
}
