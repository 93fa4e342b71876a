/** A day of the calendar: which column (week) and row (weekday, 0 is Monday) it stands in. */
export interface CalendarCell {
  /** `YYYY-MM-DD` */
  day: string
  week: number
  weekday: number
  count: number
}

/** All days of a year with how much was said on each; the weeks begin on Monday. */
export function calendarCells(year: number, days: ReadonlyMap<string, number>): CalendarCell[] {
  const date = new Date(0)
  date.setUTCFullYear(year, 0, 1)
  const cells: CalendarCell[] = []
  let week = 0
  while (date.getUTCFullYear() === year) {
    const weekday = (date.getUTCDay() + 6) % 7
    if (weekday === 0 && cells.length > 0) week += 1
    const day = `${String(year).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
    cells.push({ day, week, weekday, count: days.get(day) ?? 0 })
    date.setUTCDate(date.getUTCDate() + 1)
  }
  return cells
}

/** Years in which anything was said, the newest first. */
export function yearsOf(days: ReadonlyMap<string, number>): number[] {
  return [...new Set([...days.keys()].map((day) => Number(day.slice(0, 4))))].sort((a, b) => b - a)
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}
