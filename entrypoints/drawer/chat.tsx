import { t } from '../../lib/i18n/t.ts'
import type { ChatData } from './chat-data.ts'
import type { Desk } from './desk-port.ts'
import { ExportSection } from './export-section.tsx'
import { MembersPart } from './members-part.tsx'
import { ProfilePart } from './profile-part.tsx'
import { RulesPart } from './rules-part.tsx'
import { Section } from './section.tsx'

/** All about one chat, in sections. Give it the contact as `key`: another chat is another one. */
export function Chat({ data, desk }: { data: ChatData; desk: Desk }) {
  const { members, kind } = data.contact
  return (
    <>
      <Section name="profile">
        <ProfilePart data={data} />
      </Section>
      <RulesPart data={data} desk={desk} />
      {kind === 'person' ? null : (
        <Section name="members" aside={members ? t('card.members.count', { count: members.length }) : null}>
          <MembersPart contact={data.contact} />
        </Section>
      )}
      <ExportSection data={data} />
    </>
  )
}
