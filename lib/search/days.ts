/** A day, month or year as it was typed, and its time in this computer's zone, ms: `from` is in it, `to` is not. */
export interface Days {
  text: string
  from: number
  to: number
}

const DATE = /^(\d{4})(?:(?:[-/.]|年)(\d{1,2})(?:(?:[-/.]|月)(\d{1,2}))?)?[年月日]?$/

/** Reads `2026-11-22`, `2026-11`, `2026`, also with `/` or `.` or as 2026年11月22日; null when there is no such day. */
export function readDays(typed: string): Days | null {
  const [, year, month, day] = DATE.exec(typed.normalize('NFKC')) ?? []
  if (year === undefined) return null
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)]
  const first = localDay(y, m, d)
  if (y < 1970 || first.getMonth() !== m - 1 || first.getDate() !== d) return null
  const next =
    day !== undefined ? localDay(y, m, d + 1) : month !== undefined ? localDay(y, m + 1, 1) : localDay(y + 1, 1, 1)
  const text = [year, month, day].flatMap((part) => part?.padStart(2, '0') ?? []).join('-')
  return { text, from: first.getTime(), to: next.getTime() }
}

/** Where a day begins; on days whose midnight the clocks leave out, a little later. */
function localDay(year: number, month: number, day: number): Date {
  return new Date(year, month - 1, day)
}
