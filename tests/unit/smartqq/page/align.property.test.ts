// @vitest-environment happy-dom
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PageMark } from '../../../../lib/ports.ts'
import { alignMarks } from '../../../../lib/smartqq/page/align.ts'
import { readShownMessages } from '../../../../lib/smartqq/page/shown-messages.ts'
import { show } from './page-html.ts'
import { pageShows } from './page-model.ts'
import type { Sent } from './page-model.ts'

const START = new Date(2026, 10, 23, 6, 0).getTime()
const SECOND = 1_000
const MINUTE = 60 * SECOND

const sentArbitrary = fc.record({
  text: fc.constantFrom('在吗', '嗯', '好的', 'a', 'b', 'c'),
  gap: fc.oneof(fc.integer({ min: 0, max: 20 * SECOND }), fc.integer({ min: 0, max: 20 * MINUTE })),
  author: fc.constantFrom(7, 8, 9),
  isOwn: fc.boolean(),
  isDropped: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  isWithLast: fc.boolean(),
})

const conversation = fc.array(sentArbitrary, { maxLength: 40 }).map((drawn) => {
  let at = START
  return drawn.map(({ gap, ...rest }): Sent => {
    // What comes in one reply was sent within moments.
    at += rest.isWithLast ? gap % (20 * SECOND) : gap
    return { ...rest, at, isDropped: rest.isDropped && !rest.isOwn, isWithLast: rest.isWithLast && !rest.isOwn }
  })
})

const toMark = ({ text, at, author, isOwn }: Sent, place: number): PageMark => ({
  key: String(place),
  text,
  at,
  author: isOwn ? null : author,
  isOwn,
  mark: null,
})

/** On the page nobody could tell them apart, and within one reply not even the order does. */
const lookAlike = (a: Sent, b: Sent) => a.text === b.text && a.isOwn === b.isOwn

/** Whether all between two came in one reply. */
const inOneReply = (sent: readonly Sent[], a: number, b: number) =>
  sent.slice(Math.min(a, b) + 1, Math.max(a, b) + 1).every(({ isWithLast }) => isWithLast)

describe('any conversation', () => {
  it.each([
    ['while the page says who wrote', () => true],
    ['when it has lost who wrote', () => false],
    ['when it has lost who wrote some of it', (place: number) => place > 6],
  ])('is aligned right or not at all: %s', (_, keepsAuthor) => {
    fc.assert(
      fc.property(conversation, fc.nat(5), (sent, unknownToPage) => {
        // The page was loaded after the first few.
        const { places, html } = pageShows(sent.slice(unknownToPage), keepsAuthor)
        show(`<div id="body">${html.join('')}</div>`)
        const shown = readShownMessages(document.getElementById('body')!)
        expect(shown).toHaveLength(places.length)

        const found = alignMarks(shown, sent.map(toMark), (sent.at(-1)?.at ?? START) + MINUTE)

        found.forEach((mark, index) => {
          const truth = places[index]! + unknownToPage
          if (mark === null || mark === truth) return
          const isAsGood = lookAlike(sent[mark]!, sent[truth]!) && inOneReply(sent, mark, truth)
          if (!isAsGood) throw new Error(`${index} is ${truth}, not ${mark}`)
        })
        const marked = found.filter((mark) => mark !== null)
        expect(new Set(marked).size).toBe(marked.length)
      }),
      { numRuns: 400 },
    )
  })

  it('is aligned whole when the page has all of it and no text twice', () => {
    fc.assert(
      fc.property(conversation, fc.boolean(), (drawn, losesAuthors) => {
        const sent = drawn.map((message, place) => ({ ...message, text: `${message.text}${place}`, isDropped: false }))
        const { places, html } = pageShows(sent, () => !losesAuthors)
        show(`<div id="body">${html.join('')}</div>`)
        const shown = readShownMessages(document.getElementById('body')!)
        expect(alignMarks(shown, sent.map(toMark), (sent.at(-1)?.at ?? START) + MINUTE)).toEqual(places)
      }),
    )
  })
})
