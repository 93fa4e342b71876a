import { formatClock, formatDuration } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import type { ArchiveError } from '../../lib/archive/port.ts'
import type { Notice } from '../../lib/settings.ts'
import { isolate } from '../../lib/ui/isolate.ts'

/**
 * A notice in words. Without a detail the brackets that would hold it are left out with it. `names`: of contacts, for those
 * notices that are about one.
 */
export function noticeWords(
  { code, detail, at }: Pick<Notice, 'code' | 'detail' | 'at'>,
  names: ReadonlyMap<string, string> = new Map(),
): string {
  const fact = factOf(code, detail, at, names)
  const text = t(`notice.${code}`, { detail: fact })
  return fact === '' ? text.replace(/（[^（）]*）|\s\([^()]*\)/u, '').trim() : text
}

function factOf(code: Notice['code'], detail: string, at: number, names: ReadonlyMap<string, string>): string {
  if (code === 'login-ends-soon') return formatClock(Number(detail), at)
  if (code === 'clock-skew') return formatDuration(Math.abs(Number(detail)))
  if (code === 'storage-failed') return whyWords(detail)
  return code === 'loop' ? isolate(names.get(detail) ?? '') : detail
}

const WHYS: readonly ArchiveError['why'][] = ['full', 'blocked', 'outdated', 'unavailable', 'failed']

function whyWords(detail: string): string {
  const why = WHYS.find((other) => other === detail)
  return why === undefined ? '' : t(`failed.archive.${why}`)
}
