import type { Contact } from '../../lib/chat/contact.ts'
import { t } from '../../lib/i18n/t.ts'
import { Name } from '../../lib/ui/name.tsx'
import { Time } from '../../lib/ui/time.tsx'
import { Words } from '../../lib/ui/words.tsx'
import type { CardField } from './card-fields.ts'
import type { Refreshing } from './card-store.ts'

/** What is known, line by line. */
export function Fields({ fields }: { fields: readonly CardField[] }) {
  return (
    <dl class="fields">
      {fields.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Name text={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** How old the details are, in words. */
export function DetailsAge({ contact }: { contact: Contact }) {
  if (!wasFetched(contact)) return <>{t('card.neverUpdated')}</>
  return <Words of="card.updated" values={{ ago: <Time at={contact.detailsAt ?? contact.updatedAt} as="ago" /> }} />
}

/** Whether the service has ever said anything about them. */
function wasFetched({ nick, profile, members }: Contact): boolean {
  return nick !== null || profile !== null || members !== null
}

/** How asking for fresh details ended; nothing before that. */
export function RefreshWords({ progress }: { progress: Refreshing }) {
  if (progress.state !== 'ended') return null
  const { outcome } = progress
  if (outcome === 'silent') return <span class="word-bad">{t('failed.request')}</span>
  if (outcome.kind === 'cached') return null
  if (outcome.kind === 'fresh') return <span class="word-good">{t('refresh.fresh')}</span>
  return <span class="word-warn">{t(`refresh.${outcome.why}`)}</span>
}
