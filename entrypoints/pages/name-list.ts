import type { ContactId } from '../../lib/chat/contact.ts'
import { formatList } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import { isolate } from '../../lib/ui/isolate.ts'

/** At most two names, then how many there are; the count alone when a name is missing. */
export function nameList(ids: readonly ContactId[], names: ReadonlyMap<ContactId, string>): string {
  const shown = ids.slice(0, 2).map((id) => names.get(id))
  if (!shown.every((name) => name !== undefined)) return t('sentence.contacts', { count: ids.length })
  const isolated = shown.map(isolate)
  if (ids.length === shown.length) return formatList(isolated, 'or')
  return t('list.more', { names: isolated.join(t('list.comma')), count: ids.length })
}
