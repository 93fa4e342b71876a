import { formatList } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import type { RulePart } from '../../lib/rules/describe.ts'
import { isolate } from '../../lib/ui/isolate.ts'
import { nameList } from './name-list.ts'
import type { Names } from './rule-sentence.ts'

type Part<K extends RulePart['part']> = Extract<RulePart, { part: K }>

/** Who has to write, in words: kinds or names, what they have to be besides, and the mention. */
export function whoWords(parts: readonly RulePart[], names: Names): string {
  const find = <K extends RulePart['part']>(kind: K) => parts.find((part): part is Part<K> => part.part === kind)
  const kinds = find('kinds')?.kinds ?? []
  const contacts = find('contacts')
  const everybody = formatList(
    kinds.map((kind) => t(`sentence.kind.${kind}`)),
    'or',
  )
  const somebody = contacts ? nameList(contacts.ids, names) : everybody || t('sentence.nothing')
  const limits = parts.flatMap((part) => limitWords(part, names))
  const limited =
    limits.length > 0 ? t('sentence.limited', { who: somebody, limits: limits.join(t('list.comma')) }) : somebody
  if (!find('mention')) return limited
  return t(kinds.includes('friend') ? 'sentence.mentionAlso' : 'sentence.mentionOnly', { who: limited })
}

function limitWords(part: RulePart, names: Names): string[] {
  if (part.part === 'categories')
    return [t('sentence.categories', { names: formatList(part.names.map(isolate), 'or') })]
  if (part.part === 'authors') return [t('sentence.authors', { names: nameList(part.ids, names) })]
  if (part.part === 'except') return [t('sentence.except', { names: nameList(part.ids, names) })]
  if (part.part !== 'roles') return []
  const roles = part.roles.map((role) => t(`sentence.role.${role}`))
  return [t('sentence.roles', { roles: formatList(roles, 'or') })]
}
