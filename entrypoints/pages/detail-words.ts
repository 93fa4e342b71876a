import type { TraceStep } from '../../lib/chat/decision.ts'
import { formatDuration } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import { DAY, MINUTE, SECOND } from '../../lib/time.ts'

const KINDS = ['friend', 'group', 'discuss'] as const
const ROLES = ['owner', 'admin', 'member'] as const
const UNITS: Record<string, number> = { s: SECOND, min: MINUTE, d: DAY }

/** Guards that tell how long something still holds; the others tell how long ago it was. */
const LASTING: readonly TraceStep['check'][] = [
  'guard:cooldown',
  'guard:contact-cooldown',
  'guard:loop',
  'guard:muted',
  'rule:cooldown',
]

/** The fact of a step: codes and lengths of time in words, everything else as the engine gave it. */
export function detailWords(check: TraceStep['check'], detail: string): string {
  if (check === 'rule:kind') {
    const kind = KINDS.find((one) => one === detail)
    return kind ? t(`kind.one.${kind}`) : detail
  }
  if (check === 'rule:role') {
    const role = ROLES.find((one) => one === detail)
    return role ? t(`sentence.role.${role}`) : detail
  }
  if (check.startsWith('guard:') || check === 'rule:first' || check === 'rule:cooldown') {
    return lengthWords(check, detail) ?? detail
  }
  return detail
}

/** `95 s` as `95 seconds ago` or `95 seconds left`; null when it is no length of time. */
function lengthWords(check: TraceStep['check'], detail: string): string | null {
  const [, count, unit] = /^-?(\d+) (s|min|d)$/.exec(detail) ?? []
  if (count === undefined || unit === undefined) return null
  // Earlier on the same day: "0 seconds" would be wrong.
  if (unit === 'd' && count === '0') return ''
  const time = formatDuration(Number(count) * (UNITS[unit] ?? 0))
  if (time === '') return t('time.justNow')
  return t(LASTING.includes(check) ? 'trace.left' : 'trace.ago', { time })
}
