import { formatClock } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import type { Notice } from '../../lib/settings.ts'

/** A notice in words. Without a detail the brackets that would hold it are left out with it. */
export function noticeWords({ code, detail, at }: Pick<Notice, 'code' | 'detail' | 'at'>): string {
  const fact = code === 'login-ends-soon' ? formatClock(Number(detail), at) : detail
  const text = t(`notice.${code}`, { detail: fact })
  return detail === '' ? text.replace(/（[^（）]*）|\s\([^()]*\)/u, '').trim() : text
}
