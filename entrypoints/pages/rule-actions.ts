import { t } from '../../lib/i18n/t.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { request } from '../../lib/ui/request.ts'
import { focusLater } from '../../lib/ui/focus-later.ts'
import { showToast } from '../../lib/ui/toast.tsx'
import { moveTo } from './rule-order.ts'
import { rules } from './stored-rules.ts'

/** Deletes a rule at once and offers to take it back, in its old place. */
export async function deleteRule(rule: Rule): Promise<void> {
  const order = rules.value.map(({ id }) => id)
  const deleted = await request('deleteRule', rule.id)
  if (!deleted.answered) return
  showToast({
    text: t('rule.deleted', { reply: rule.reply.text }),
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

/** Moves a rule to a place in the list (0 is first). Resolves with whether it is being moved. */
export async function moveRule(id: string, to: number): Promise<boolean> {
  const ids = rules.value.map((rule) => rule.id)
  const order = moveTo(ids, id, to)
  if (order.every((other, index) => other === ids[index])) return false
  const { answered } = await request('orderRules', order)
  if (answered) showToast({ text: t('rule.moved', { place: order.indexOf(id) + 1, count: order.length }) })
  return answered
}
