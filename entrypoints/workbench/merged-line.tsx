import type { ContactId } from '../../lib/chat/contact.ts'
import { t } from '../../lib/i18n/t.ts'
import { WHO_ADDRESS } from './route.ts'
import { knownWho } from './who-store.ts'

/** Under a contact's name: that others were merged into it, or may be it; with the way to say otherwise. */
export function MergedLine({ id }: { id: ContactId }) {
  const found = knownWho()
  if (!found) return null
  const merged = found.joins.filter(({ to, from }) => to.id === id && from !== null).length
  const asked = found.questions.filter(({ fresh, old }) => fresh === id || old === id).length
  if (merged === 0 && asked === 0) return null
  return (
    <p class="small">
      {merged > 0 ? <a href={WHO_ADDRESS}>{t('who.card.merged', { count: merged })}</a> : null}
      {merged > 0 && asked > 0 ? ' · ' : null}
      {asked > 0 ? <a href={WHO_ADDRESS}>{t('who.card.asked', { count: asked })}</a> : null}
    </p>
  )
}
