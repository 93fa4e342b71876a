import { computed, signal } from '@preact/signals'
import { Component } from 'preact'
import type { Contact, Member } from '../../lib/chat/contact.ts'
import { t } from '../../lib/i18n/t.ts'
import { log } from '../../lib/log.ts'
import { Name } from '../../lib/ui/name.tsx'
import { WindowedList } from '../../lib/ui/windowed-list.tsx'
import { archive } from '../pages/archive.ts'
import { findMembers, inQqOrder, loadAids } from './member-search.ts'
import type { SearchAids } from './member-search.ts'
import { WorkbenchLink } from '../pages/workbench-link.tsx'

const ROW_HEIGHT = 44

/** Who is in the group or discussion, in QQ's own order, with a search. Thousands cost no more than a screenful. */
export class MembersPart extends Component<{ contact: Contact }> {
  private readonly text = signal('')
  private readonly members = signal<readonly Member[]>(inQqOrder(this.props.contact.members ?? []))
  private readonly aids = signal<SearchAids | null>(null)
  private readonly found = computed(() => findMembers(this.members.value, this.text.value, this.aids.value))
  private readonly isLoading = signal(false)

  override componentWillReceiveProps({ contact }: { contact: Contact }): void {
    this.members.value = inQqOrder(contact.members ?? [])
  }

  private async prepare(): Promise<void> {
    if (this.isLoading.value || this.aids.value) return
    this.isLoading.value = true
    try {
      this.aids.value = await loadAids(await archive(), this.props.contact)
    } catch (error) {
      // Names and cards are still searched; the next letter tries again.
      log('search-aids-missing', { error: error instanceof Error ? error.name : 'unknown' })
    }
    this.isLoading.value = false
  }

  /** How many were found; nothing is said to be missing before pinyin was looked at too. */
  private status(count: number): string {
    if (this.text.value === '' || (count === 0 && this.isLoading.value)) return ''
    return t('drawer.members.found', { count })
  }

  render() {
    const { kind, members } = this.props.contact
    if (!members) return <p class="muted">{t('drawer.members.none')}</p>
    const found = this.found.value
    return (
      <div class="drawer-members" style={{ '--rows': found.length }}>
        <input
          class="input"
          type="search"
          placeholder={t('drawer.members.search')}
          aria-label={t('drawer.members.search')}
          value={this.text.value}
          onInput={(event) => {
            this.text.value = event.currentTarget.value
            void this.prepare()
          }}
          onKeyDown={(event) => {
            // The first Escape empties the box, the second closes the drawer.
            if (event.key !== 'Escape' || event.isComposing || this.text.value === '') return
            event.preventDefault()
            this.text.value = ''
          }}
        />
        <p class="muted small" role="status">
          {this.status(found.length)}
        </p>
        {found.length === 0 ? null : (
          <WindowedList
            class="drawer-member-rows"
            role="list"
            label={t('card.members')}
            count={found.length}
            rowHeight={ROW_HEIGHT}
            row={(index) => {
              const member = found[index]
              return member ? (
                <MemberRow key={index} member={member} place={index + 1} of={found.length} isGroup={kind === 'group'} />
              ) : null
            }}
          />
        )}
      </div>
    )
  }
}

function MemberRow({ member, place, of, isGroup }: { member: Member; place: number; of: number; isGroup: boolean }) {
  const { card, nick, role, contact, isSelf } = member
  const name = card || nick || t('unknown.person')
  return (
    <div
      role="listitem"
      class="drawer-member"
      aria-posinset={place}
      aria-setsize={of}
      style={{ height: `${ROW_HEIGHT}px` }}
    >
      <span class="row-text">
        <span class="one-line">
          {contact ? (
            <WorkbenchLink place={`#/contact/${encodeURIComponent(contact)}`} look="link">
              <Name text={name} />
            </WorkbenchLink>
          ) : (
            <Name text={name} />
          )}
          {isSelf ? <span class="muted small"> {t('card.members.self')}</span> : null}
        </span>
        {card && nick ? <Name text={nick} class="one-line muted small" /> : null}
      </span>
      {isGroup && role !== 'member' ? <span class={`drawer-role drawer-${role}`}>{t(`card.role.${role}`)}</span> : null}
    </div>
  )
}
