import type { TraceStep } from '../../../lib/chat/decision.ts'
import { t } from '../../../lib/i18n/t.ts'
import { CONVERSATION_KINDS } from './conversation-kinds.ts'

const ROLES = ['owner', 'admin', 'member'] as const

/** The fact of a step: codes in words, everything else as the engine gave it. */
export function detailWords({ check }: TraceStep, detail: string): string {
  if (check === 'rule:kind') {
    const kind = CONVERSATION_KINDS.find((one) => one === detail)
    return kind ? t(`kind.one.${kind}`) : detail
  }
  if (check === 'rule:role') {
    const role = ROLES.find((one) => one === detail)
    return role ? t(`card.role.${role}`) : detail
  }
  return detail
}
