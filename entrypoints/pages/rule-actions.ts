import { t } from '../../lib/i18n/t.ts'
import { randomId } from '../../lib/random-id.ts'
import { MAX_NAME_LENGTH } from '../../lib/rules/rule.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { request } from '../../lib/ui/request.ts'
import { focusLater } from '../../lib/ui/focus-later.ts'
import { showToast } from '../../lib/ui/toast.tsx'
import { contactNames } from './contact-names.ts'
import { ruleTitle } from './rule-sentence.ts'
import { rules } from './stored-rules.ts'

/** Deletes a rule at once and offers to take it back, in its old place. */
export async function deleteRule(rule: Rule): Promise<void> {
  const order = rules.value.map(({ id }) => id)
  const deleted = await request('deleteRule', rule.id)
  if (!deleted.answered) return
  showToast({
    text: t('rule.deleted', { rule: ruleTitle(rule, contactNames.value) }),
    action: { text: t('action.undo'), run: () => void restore(rule, order) },
    takesFocus: true,
  })
}

async function restore(rule: Rule, order: string[]): Promise<void> {
  focusLater(`rule ${rule.id}`)
  const saved = await request('saveRule', rule)
  if (!saved.answered || saved.value.kind === 'refused') return showToast({ text: t('rule.restoreFailed') })
  await request('orderRules', order)
}

/** Puts a copy behind the rule, switched off so that it can be changed first. Resolves with its id; null when there is none. */
export async function duplicateRule(rule: Rule): Promise<string | null> {
  const id = randomId()
  const name = rule.name === '' ? '' : t('rule.copyName', { name: rule.name }).slice(0, MAX_NAME_LENGTH)
  const ids = rules.value.map((other) => other.id)
  const saved = await request('saveRule', { ...rule, id, name, enabled: false })
  if (!saved.answered) return null
  if (saved.value.kind === 'refused') {
    showToast({ text: t('rule.copyFailed') })
    return null
  }
  await request('orderRules', ids.toSpliced(ids.indexOf(rule.id) + 1, 0, id))
  showToast({ text: t('rule.copied') })
  return id
}
