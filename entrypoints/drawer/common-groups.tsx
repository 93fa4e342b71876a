import { Component } from 'preact'
import type { Archive } from '../../lib/archive/port.ts'
import { canonicalId, toAliasMap } from '../../lib/chat/alias.ts'
import type { Contact, ContactId } from '../../lib/chat/contact.ts'
import type { AccountId } from '../../lib/chat/handle.ts'
import { t } from '../../lib/i18n/t.ts'
import { contactName } from '../../lib/ui/contact-name.ts'
import { Name } from '../../lib/ui/name.tsx'
import { ContactAvatar } from '../pages/contact-avatar.tsx'
import { liveRows } from '../pages/live-rows.ts'
import { WorkbenchLink } from '../pages/workbench-link.tsx'

/** Groups and discussions that a person is in, of those whose members are known, and how many these are. */
export interface InCommon {
  groups: Contact[]
  known: number
}

/** Looks through the member lists of an account for a person, who is known by any of `ids`. @throws {ArchiveError} */
export async function readInCommon(archive: Archive, account: AccountId, ids: readonly ContactId[]): Promise<InCommon> {
  const [contacts, aliases] = await Promise.all([archive.contacts(account), archive.aliases(account)])
  const map = toAliasMap(aliases)
  const known = contacts.filter(({ id, members }) => members !== null && canonicalId(map, id) === id)
  const groups = known.filter(({ members }) =>
    members?.some(({ contact }) => contact !== null && ids.includes(contact)),
  )
  return { groups, known: known.length }
}

/** Which groups the friend and the user are both in, as far as member lists were fetched. */
export class CommonGroups extends Component<{ ids: readonly ContactId[]; account: AccountId }> {
  private readonly live = liveRows(
    () => null,
    async (archive) => [await readInCommon(archive, this.props.account, this.props.ids)],
    ({ contacts }) => contacts.length > 0,
  )

  override componentWillUnmount(): void {
    this.live.stop()
  }

  render() {
    const rows = this.live.rows.value
    if (rows === null || typeof rows === 'string') return null
    const { groups, known } = rows[0] ?? { groups: [], known: 0 }
    return (
      <section aria-labelledby="in-common">
        <h3 id="in-common">{t('drawer.common')}</h3>
        {groups.length > 0 ? (
          <ul class="drawer-groups">
            {groups.map((group) => (
              <li key={group.id}>
                <ContactAvatar id={group.id} name={contactName(group)} kind={group.kind} />
                <WorkbenchLink place={`#/contact/${encodeURIComponent(group.id)}`} look="link">
                  <Name text={contactName(group)} class="one-line" />
                </WorkbenchLink>
              </li>
            ))}
          </ul>
        ) : null}
        <p class="muted small">{t(groups.length > 0 ? 'drawer.common.of' : 'drawer.common.none', { count: known })}</p>
      </section>
    )
  }
}
