import type { Archive } from '../../../lib/archive/port.ts'
import type { RuleStart } from '../../pages/editor/rule-draft.ts'
import { ruleStart } from '../../pages/rule-start.ts'
import { canonicalId } from '../../pages/canonical.ts'

/** What a rule begins with that is made from an archived message; null when it is not there. @throws {ArchiveError} */
export async function startFrom(store: Archive, key: string): Promise<RuleStart | null> {
  const message = await store.message(key)
  if (!message) return null
  const aliases = await store.aliases(message.account)
  const contact = await store.contact(canonicalId(aliases, message.conversation))
  return contact ? ruleStart(contact, message) : null
}
