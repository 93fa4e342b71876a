import { messageHtml, timeHtml } from './page-html.ts'

/** A message as the server sends it, in the one true order. */
export interface Sent {
  text: string
  /** ms */
  at: number
  author: number
  isOwn: boolean
  /** The page throws it away, as it does with authors it does not know. */
  isDropped: boolean
  /** It comes in one reply with the one before. */
  isWithLast: boolean
}

/**
 * What the page shows of them: each with its place in the true order, and its html. `keepsAuthor`: of which place it
 * still says who wrote it; that goes when the members of a group have come.
 */
export function pageShows(
  sent: readonly Sent[],
  keepsAuthor: (place: number) => boolean,
): { places: number[]; html: string[] } {
  const replies: number[][] = []
  sent.forEach(({ isWithLast }, place) => {
    const last = replies.at(-1)
    if (isWithLast && last) last.push(place)
    else replies.push([place])
  })
  // Newest first within a reply, equal times too.
  const order = replies.flatMap((reply) => reply.reverse().sort((a, b) => sent[b]!.at - sent[a]!.at))

  const places: number[] = []
  const html: string[] = []
  let before = -Infinity
  for (const place of order) {
    const { text, at, author, isOwn, isDropped } = sent[place]!
    if (isDropped) continue
    if (Math.abs(at - before) > 120_000) html.push(timeHtml(clock(at)))
    before = at
    places.push(place)
    html.push(messageHtml({ text, side: isOwn ? 'self' : 'buddy', ...(keepsAuthor(place) ? { author } : {}) }))
  }
  return { places, html }
}

function clock(at: number): string {
  const date = new Date(at)
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}
