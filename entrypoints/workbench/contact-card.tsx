import { signal } from '@preact/signals'
import { Component, createRef } from 'preact'
import type { Ref } from 'preact'
import type { Contact, ContactId } from '../../lib/chat/contact.ts'
import { t } from '../../lib/i18n/t.ts'
import { contactName } from '../../lib/ui/contact-name.ts'
import { Empty } from '../../lib/ui/empty.tsx'
import { Button } from '../../lib/ui/button.tsx'
import { DownloadIcon, RefreshIcon } from '../../lib/ui/icons.tsx'
import { Name } from '../../lib/ui/name.tsx'
import { Panel } from '../../lib/ui/panel.tsx'
import { Skeleton } from '../../lib/ui/skeleton.tsx'
import { Time } from '../../lib/ui/time.tsx'
import { Words } from '../../lib/ui/words.tsx'
import { ContactAvatar } from '../pages/contact-avatar.tsx'
import { liveRows } from '../pages/live-rows.ts'
import { identityFields, profileFields } from '../pages/card-fields.ts'
import { DetailsAge, Fields, RefreshWords } from '../pages/card-parts.tsx'
import { createRefresh, readCard } from '../pages/card-store.ts'
import type { Card, Refreshing } from '../pages/card-store.ts'
import { MemberTable } from './member-table.tsx'
import { MergePanel } from './merge-panel.tsx'
import { isOneself } from './merge-rows.ts'
import { MergedLine } from './merged-line.tsx'
import { contactAddress, exportAddress } from './route.ts'
import { shownState } from '../pages/shown-state.ts'
import { StateMark } from '../pages/state-mark.tsx'
import { states, status } from './stored.ts'

/** Everything known about a friend, group or discussion. Give it the id as `key`: another contact is another card. */
export class ContactCard extends Component<{ id: ContactId }> {
  private readonly live = liveRows(
    () => this.props.id,
    async (archive, id) => {
      const card = await readCard(archive, id)
      if (card) this.refreshOnce(card)
      return [card]
    },
  )
  private readonly fresh = createRefresh(this.props.id)
  private readonly merging = signal(false)
  private readonly mergeButton = createRef<HTMLButtonElement>()
  private asked = false

  override componentWillUnmount(): void {
    this.live.stop()
  }

  /** Whoever lacks details or a picture is asked about when looked at, if there is somebody to ask. */
  private refreshOnce({ contact: { kind, profile, members }, hasPicture }: Card): void {
    const details = kind === 'person' ? profile : members
    // Discussions have no pictures of their own.
    const isWhole = details !== null && (hasPicture || kind === 'discuss')
    if (isWhole || this.asked || status.value.state !== 'online') return
    this.asked = true
    void this.fresh.refresh()
  }

  private joined(shown: ContactId, to: ContactId): void {
    this.merging.value = false
    if (to !== shown) location.replace(contactAddress(to))
    // What was said before, such as that nobody is recognised, may be wrong now.
    else if (status.value.state === 'online') void this.fresh.refresh()
  }

  render() {
    const rows = this.live.rows.value
    if (rows === null) return <Skeleton lines={8} />
    if (typeof rows === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${rows}`)} />
    const card = rows[0]
    if (!card) return <Empty title={t('card.missing')} text={t('card.missing.text')} />
    return (
      <article class="card" aria-label={contactName(card.contact)}>
        <Head
          card={card}
          progress={this.fresh.progress.value}
          onRefresh={() => void this.fresh.refresh()}
          isMerging={this.merging.value}
          mergeButton={this.mergeButton}
          onMerge={() => (this.merging.value = !this.merging.value)}
        />
        {this.merging.value ? (
          <MergePanel
            key={card.contact.id}
            contact={card.contact}
            onClose={() => {
              this.merging.value = false
              this.mergeButton.current?.focus()
            }}
            onJoined={(to) => this.joined(card.contact.id, to)}
          />
        ) : null}
        <Fields fields={identityFields(card.contact, card.summary)} />
        {card.contact.kind === 'person' ? (
          <ProfileSection contact={card.contact} />
        ) : (
          <MembersSection contact={card.contact} />
        )}
      </article>
    )
  }
}

interface HeadProps {
  card: Card
  progress: Refreshing
  onRefresh: () => void
  isMerging: boolean
  mergeButton: Ref<HTMLButtonElement>
  onMerge: () => void
}

function Head({ card: { contact, summary }, progress, onRefresh, isMerging, mergeButton, onMerge }: HeadProps) {
  const name = contactName(contact)
  const asking = progress.state === 'asking'
  return (
    <header class="card-head">
      <ContactAvatar id={contact.id} name={name} kind={contact.kind} large />
      <div class="card-who">
        <h1>
          <Name text={name} />
        </h1>
        <p class="muted">
          {t(
            contact.kind === 'person'
              ? contact.isFriend
                ? 'kind.one.friend'
                : 'kind.person'
              : `kind.one.${contact.kind}`,
          )}
          {' · '}
          <DetailsAge contact={contact} />
        </p>
        <StateLine contact={contact} />
        <MergedLine id={contact.id} />
        <p class="small" role="status">
          <RefreshWords progress={progress} />
        </p>
      </div>
      <div class="card-actions">
        <Button disabled={asking} onClick={onRefresh}>
          <RefreshIcon />
          {t(asking ? 'card.refreshing' : 'card.refresh')}
        </Button>
        {summary ? (
          <a class="button" href={exportAddress(contact.id)}>
            <DownloadIcon />
            {t('card.export')}
          </a>
        ) : null}
        {isOneself(contact) ? null : (
          <Button look="quiet" expanded={isMerging} buttonRef={mergeButton} onClick={onMerge}>
            {t('merge.open')}
          </Button>
        )}
      </div>
    </header>
  )
}

/** What a friend can be seen as, and how old that knowledge is. */
function StateLine({ contact }: { contact: Contact }) {
  const state = shownState(contact, states.value, status.value)
  if (!state) return null
  return (
    <p class="card-state">
      <StateMark state={state} />
      <span class="muted small">
        <Words of="contact.state.asOf" values={{ ago: <Time at={state.at} as="ago" /> }} />
      </span>
    </p>
  )
}

function ProfileSection({ contact }: { contact: Contact }) {
  const fields = contact.profile ? profileFields(contact.profile) : []
  return (
    <section aria-labelledby="profile-title">
      <h2 id="profile-title">{t('card.profile')}</h2>
      {fields.length > 0 ? <Fields fields={fields} /> : <p class="muted">{t('card.noProfile')}</p>}
    </section>
  )
}

function MembersSection({ contact: { kind, members } }: { contact: Contact }) {
  return (
    <section class="card-members" aria-labelledby="members-title">
      <h2 id="members-title">
        {t('card.members')}{' '}
        {members ? <span class="muted small number">{t('card.members.count', { count: members.length })}</span> : null}
      </h2>
      {members ? (
        <MemberTable members={members} namesOnly={kind === 'discuss'} />
      ) : (
        <p class="muted">{t('card.members.none')}</p>
      )}
    </section>
  )
}
