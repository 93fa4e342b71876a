/** The day of a moment (ms) in this computer's zone, as it is typed: `2026-11-22`. */
export function dayText(at: number): string {
  const date = new Date(at)
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-')
}
