import { t } from '../../lib/i18n/t.ts'
import type { Notice } from '../../lib/settings.ts'

/** A notice in words. Without a detail the brackets that would hold it are left out with it. */
export function noticeWords({ code, detail }: Pick<Notice, 'code' | 'detail'>): string {
  const text = t(`notice.${code}`, { detail })
  return detail === '' ? text.replace(/（[^（）]*）|\s\([^()]*\)/u, '').trim() : text
}
