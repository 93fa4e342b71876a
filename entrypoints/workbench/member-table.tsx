import { t } from '../../lib/i18n/t.ts'
import type { Member } from '../../lib/chat/contact.ts'
import { Name } from '../../lib/ui/name.tsx'
import { contactAddress } from './route.ts'
import { WindowedList } from '../../lib/ui/windowed-list.tsx'

const ROW_HEIGHT = 36

/**
 * Members in the service's own order: name, card, role. Thousands cost no more than a screenful. `namesOnly` is for
 * discussions, which have neither cards nor roles.
 */
export function MemberTable({ members, namesOnly = false }: { members: readonly Member[]; namesOnly?: boolean }) {
  return (
    <div class={namesOnly ? 'members members-names' : 'members'} style={{ '--members': members.length }}>
      <div class="member member-head" aria-hidden="true">
        <span>{t('card.members.nick')}</span>
        {namesOnly ? null : (
          <>
            <span>{t('card.members.card')}</span>
            <span>{t('card.members.role')}</span>
          </>
        )}
      </div>
      <WindowedList
        role="table"
        class="member-rows"
        label={t('card.members')}
        count={members.length}
        rowHeight={ROW_HEIGHT}
        row={(index) => {
          const member = members[index]
          return member ? <MemberRow key={index} member={member} index={index} nameOnly={namesOnly} /> : null
        }}
      />
    </div>
  )
}

function MemberRow({ member, index, nameOnly }: { member: Member; index: number; nameOnly: boolean }) {
  return (
    <div class="member" role="row" aria-rowindex={index + 1} style={{ height: `${ROW_HEIGHT}px` }}>
      <span role="cell" class="one-line">
        {member.contact ? (
          <a href={contactAddress(member.contact)}>
            <Name text={member.nick || t('unknown.person')} />
          </a>
        ) : (
          <Name text={member.nick || t('unknown.person')} />
        )}
        {member.isSelf ? <span class="muted small"> {t('card.members.self')}</span> : null}
      </span>
      {nameOnly ? null : (
        <>
          <span role="cell" class="one-line">
            {member.card ? <Name text={member.card} /> : null}
          </span>
          <span role="cell" class={member.role === 'member' ? 'muted' : undefined}>
            {t(`card.role.${member.role}`)}
          </span>
        </>
      )}
    </div>
  )
}
