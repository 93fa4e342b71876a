/** Minutes since midnight as a box for a time of day has them: `08:05`. Midnight at the end of a day is `00:00` too. */
export function clockOf(minutes: number): string {
  if (!Number.isFinite(minutes)) return ''
  const inDay = minutes % (24 * 60)
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}

/** The way back; as the end of a span midnight is the end of the day. NaN for an empty box. */
export function minutesOf(clock: string, edge: 'from' | 'to'): number {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/u.exec(clock) ?? []
  if (hours === undefined || minutes === undefined) return Number.NaN
  const found = Number(hours) * 60 + Number(minutes)
  return found === 0 && edge === 'to' ? 24 * 60 : found
}
