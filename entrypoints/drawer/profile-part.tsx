import { t } from '../../lib/i18n/t.ts'
import { lastWords } from '../../lib/ui/chat-notice-words.ts'
import { Time } from '../../lib/ui/time.tsx'
import { identityFields, profileFields } from '../pages/card-fields.ts'
import { Fields } from '../pages/card-parts.tsx'
import type { ChatData } from './chat-data.ts'
import { CommonGroups } from './common-groups.tsx'
import { PastNames } from './past-names.tsx'

/** Who or what the chat is with: every field there is, in words. */
export function ProfilePart({ data }: { data: ChatData }) {
  const { contact } = data
  const fields = contact.profile ? profileFields(contact.profile) : []
  return (
    <>
      <Fields fields={identityFields(contact, null)} />
      {fields.length > 0 ? <Fields fields={fields} /> : null}
      {contact.kind === 'person' && fields.length === 0 ? <p class="muted">{t('drawer.noProfile')}</p> : null}
      <Talk data={data} />
      {contact.kind === 'person' ? <CommonGroups ids={data.ids} account={contact.account} /> : null}
      <PastNames data={data} />
    </>
  )
}

/** The first and the last message of the archive. */
function Talk({ data: { first, summary } }: { data: ChatData }) {
  if (!first || !summary) return null
  return (
    <dl class="fields">
      <div>
        <dt>{t('drawer.first')}</dt>
        <dd>
          <Time at={first.sentAt} />
          <bdi class="drawer-said">{first.text}</bdi>
        </dd>
      </div>
      <div>
        <dt>{t('drawer.last')}</dt>
        <dd>
          <Time at={summary.lastAt} />
          <bdi class="drawer-said">{lastWords(summary)}</bdi>
        </dd>
      </div>
    </dl>
  )
}
