import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readItems } from '../../../../lib/smartqq/wire/read-items.ts'
import { everyItem, item, login } from './items/recorded.ts'

const KNOWN = new Set(everyItem.map(({ poll_type }) => poll_type))

/** What no server should put into a field, and some did. */
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown[]>(null, '', 0, -1, 1.5, 2 ** 53, 2 ** 31, '0', '10000', 'NaN', [], {}, [[]]),
  fc.constantFrom('\u0000', '&lt;', '\ud83d', '__proto__', 'toString', '\n'.repeat(2_000)),
  fc.maxSafeInteger(),
  fc.maxSafeInteger().map(String),
)

/** Where in an item something is changed: each number picks a field of what the one before led to. */
const change = fc.record({ path: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), to: junk, isGone: fc.boolean() })

/** The item with one of its fields, at any depth, replaced or gone. */
function changed(value: unknown, [pick, ...rest]: readonly number[], to: unknown, isGone: boolean): unknown {
  if (typeof value !== 'object' || value === null || pick === undefined) return to
  const names = Object.keys(value)
  const name = names[pick % Math.max(1, names.length)]
  if (name === undefined) return to
  if (Array.isArray(value)) {
    const index = Number(name)
    const inner = value.map((part, at) => (at === index ? changed(part, rest, to, isGone) : (part as unknown)))
    return isGone && rest.length === 0 ? inner.toSpliced(index, 1) : inner
  }
  const { [name]: inner, ...others } = value as Record<string, unknown>
  return isGone && rest.length === 0 ? others : { ...others, [name]: changed(inner, rest, to, isGone) }
}

const good = fc.constantFrom(...everyItem).map((recorded) => structuredClone<unknown>(recorded))
const mutated = fc
  .tuple(fc.constantFrom(...everyItem), fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([recorded, changes]) =>
    changes.reduce<unknown>((value, { path, to, isGone }) => changed(value, path, to, isGone), recorded),
  )
const batch = fc.array(
  fc.oneof(
    good.map((raw) => ({ raw, isGood: true })),
    mutated.map((raw) => ({ raw, isGood: false })),
    junk.map((raw) => ({ raw, isGood: false })),
  ),
  { maxLength: 12 },
)

describe('whatever a reply of poll2 holds', () => {
  it('gives one event for each item, with the item whole', () => {
    fc.assert(
      fc.property(batch, (entries) => {
        const raws = entries.map(({ raw }) => raw)
        const before = structuredClone(raws)
        const events = readItems(raws, login)
        expect(events).toHaveLength(raws.length)
        const left = new Map<unknown, number>()
        for (const raw of raws) left.set(raw, (left.get(raw) ?? 0) + 1)
        for (const { raw } of events) left.set(raw, (left.get(raw) ?? 0) - 1)
        expect([...left.values()].every((count) => count === 0)).toBe(true)
        expect(raws).toEqual(before)
      }),
      { numRuns: 1_000 },
    )
  })

  it('reads a good item the same among any neighbours as alone', () => {
    fc.assert(
      fc.property(batch, (entries) => {
        const events = readItems(
          entries.map(({ raw }) => raw),
          login,
        )
        for (const { raw, isGood } of entries) {
          if (!isGood) continue
          const [alone] = readItems([raw], login)
          expect(alone?.kind).not.toBe('unreadable')
          expect(events.find((event) => event.raw === raw)).toEqual(alone)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is plain data that can be stored', () => {
    fc.assert(
      fc.property(batch, (entries) => {
        for (const { raw, ...event } of readItems(
          entries.map((entry) => entry.raw),
          login,
        )) {
          expect(() => structuredClone({ raw, ...event })).not.toThrow()
          expect(JSON.parse(JSON.stringify(event))).toEqual(event)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('has notices whose facts are short lines of well-formed text', () => {
    fc.assert(
      fc.property(fc.array(mutated, { maxLength: 8 }), (raws) => {
        for (const event of readItems(raws, login)) {
          if (event.kind !== 'notice') continue
          for (const fact of Object.values(event.notice.facts)) {
            expect(fact).toMatch(/^[^\p{Cc}]{1,300}$/u)
            expect(fact.isWellFormed()).toBe(true)
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('keeps kinds nobody knows whole', () => {
    const kind = fc
      .oneof(fc.string(), fc.constantFrom('toString', '__proto__', 'Message', 'message '))
      .filter((name) => !KNOWN.has(name))
    fc.assert(
      fc.property(kind, junk, (poll_type, value) => {
        const raw = { poll_type, value }
        expect(readItems([raw], login)).toEqual([{ kind: 'other', wireKind: poll_type, raw }])
      }),
    )
  })

  it('comes out oldest first, a second in the order of its arrival or all of it turned round', () => {
    const times = fc.array(fc.integer({ min: 1_515_002_300, max: 1_515_002_304 }), { maxLength: 10 })
    fc.assert(
      fc.property(fc.oneof(times, times.map(descending)), (seconds) => {
        const raws = seconds.map((time, index) => item('message', { time, msg_id: index }))
        const isNewestFirst =
          seconds.length > 1 && seconds[0]! > seconds.at(-1)! && isEqual(seconds, descending(seconds))
        const arrival = isNewestFirst ? raws.toReversed() : raws
        // Distinct seconds one after the other, each with what arrived in it.
        const expected = [...new Set(seconds)]
          .toSorted((a, b) => a - b)
          .flatMap((second) => arrival.filter(({ value }) => value.time === second))
        expect(readItems(raws, login).map(({ raw }) => raw)).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })
})

const descending = (numbers: readonly number[]) => numbers.toSorted((a, b) => b - a)
const isEqual = (a: readonly number[], b: readonly number[]) => a.every((value, index) => value === b[index])
