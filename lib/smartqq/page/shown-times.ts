/** Between when and when a message was sent, ms; as far as the page tells. */
export interface Span {
  from: number
  to: number
}

interface Timed {
  /** What the time line right above it says; null: none is. */
  timeLine: string | null
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The page writes a time line above a message that is more than this before or after the last (page script 20161220). */
const UNBROKEN = 2 * MINUTE
/** A time line tells the minute; what was sent from here has the time of this computer on the page. */
const SLACK = MINUTE
/** What came in one reply stands newest first (page script 20161220): how far a message can be from its place by that. */
const BATCH = 3 * MINUTE
/** As `BATCH`, for the day of a time line: what was kept for us while we were away comes in one reply too. */
const AWAY = 120 * MINUTE

/** When the messages of a chat were sent, oldest first, by its time lines. */
export function spansOf(shown: readonly Timed[], now: number): Span[] {
  let next = now
  const spans = shown.toReversed().map(({ timeLine }) => {
    const stamp = readStamp(timeLine, next, now)
    if (stamp === null) return { from: -Infinity, to: now + SLACK }
    next = stamp
    return { from: stamp - SLACK, to: stamp + MINUTE + SLACK }
  })
  return narrowed(spans.reverse(), shown)
}

/** Narrows each span by those around it, up to the next time lines: in the order of time, but for what came together. */
export function narrowed(spans: readonly Span[], shown: readonly Timed[]): Span[] {
  const narrow = spans.map((span) => ({ ...span }))
  const hasLine = (index: number) => shown[index]?.timeLine !== null
  let earliest = -Infinity
  let to = Infinity
  narrow.forEach((span, index) => {
    if (hasLine(index)) earliest = -Infinity
    else span.to = Math.min(span.to, to + UNBROKEN)
    earliest = Math.max(earliest, span.from)
    span.from = Math.max(span.from, earliest - BATCH)
    to = span.to
  })
  let latest = Infinity
  let from = -Infinity
  for (let index = narrow.length - 1; index >= 0; index--) {
    const span = narrow[index]!
    latest = Math.min(latest, span.to)
    span.to = Math.min(span.to, latest + BATCH)
    span.from = Math.max(span.from, from)
    from = hasLine(index) ? -Infinity : span.from - UNBROKEN
    if (hasLine(index)) latest = Infinity
  }
  return narrow
}

/** 'hh:mm', for an older day with the date before it. The former stays as it is when the day is over. */
function readStamp(line: string | null, next: number, now: number): number | null {
  const found = /(?:(\d+)-(\d+)-(\d+) +)?(\d+):(\d+)/.exec(line ?? '')
  if (!found) return null
  const [year, month, day, hours, minutes] = found.slice(1).map(Number)
  if (found[1]) return +new Date(year!, month! - 1, day, hours, minutes)
  const stamp = new Date(now).setHours(hours!, minutes, 0, 0)
  const latest = Math.min(now + SLACK, next + AWAY)
  return stamp - Math.max(0, Math.ceil((stamp - latest) / DAY)) * DAY
}
