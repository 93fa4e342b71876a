import { t } from '../../lib/i18n/t.ts'
import { request } from '../../lib/ui/request.ts'
import { showToast } from '../../lib/ui/toast.tsx'
import { moveTo } from './rule-order.ts'
import { rules } from './stored-rules.ts'

/** Moves a rule to a place in the list (0 is first). Resolves with whether it is being moved. */
export async function moveRule(id: string, to: number): Promise<boolean> {
  const ids = rules.value.map((rule) => rule.id)
  const order = moveTo(ids, id, to)
  if (order.every((other, index) => other === ids[index])) return false
  const { answered } = await request('orderRules', order)
  if (answered) showToast({ text: t('rule.moved', { place: order.indexOf(id) + 1, count: order.length }) })
  return answered
}
