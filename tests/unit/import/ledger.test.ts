import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import {
  DIRECTION_KNOWN,
  idPrint,
  MINUTE_ONLY,
  NAMELESS,
  nameHash,
  OUR_ID,
  OUT,
  textPrint,
} from '../../../lib/import/fingerprints.ts'
import type { Fingerprint } from '../../../lib/import/fingerprints.ts'
import { Ledger, NOBODY_KNOWN, SELF, SYSTEM } from '../../../lib/import/ledger.ts'

const ANNA = 1_001
const BOB = 1_002

interface Said {
  text: string
  second?: number
  name?: string | null
  id?: string
  isMinute?: boolean
  isOut?: boolean
}

function print({ text, second = 100, name = null, id, isMinute, isOut }: Said): Fingerprint {
  const { nameless, ...texts } = textPrint(text)
  const marks =
    DIRECTION_KNOWN |
    (nameless ? NAMELESS : 0) |
    (id === undefined ? 0 : OUR_ID) |
    (isMinute ? MINUTE_ONLY : 0) |
    (isOut ? OUT : 0)
  return { second, ...texts, name: nameHash(name), ...idPrint(id ?? null), marks }
}

describe('a ledger', () => {
  it('knows the same words of the same author in the same second, and nothing else', () => {
    const ledger = new Ledger(false)
    ledger.add(print({ text: '好' }), ANNA, -1)
    expect(ledger.match(print({ text: '好' }), BOB).kind).toBe('new')
    expect(ledger.match(print({ text: '好', second: 101 }), ANNA).kind).toBe('new')
    expect(ledger.match(print({ text: '不好' }), ANNA).kind).toBe('new')
    expect(ledger.match(print({ text: '好' }), SELF).kind).toBe('new')
    expect(ledger.match(print({ text: '好' }), ANNA).kind).toBe('same')
  })

  it('finds two equal messages twice, and the third not', () => {
    const ledger = new Ledger(false)
    ledger.add(print({ text: '好' }), ANNA, -1)
    ledger.add(print({ text: '好' }), ANNA, -1)
    expect([1, 2, 3].map(() => ledger.match(print({ text: '好' }), ANNA).kind)).toEqual(['same', 'same', 'new'])
    ledger.nextSource()
    expect(ledger.match(print({ text: '好' }), ANNA).kind).toBe('same')
  })

  it('knows a stranger by name, but not one who is somebody else by contact', () => {
    const ledger = new Ledger(false)
    ledger.add(print({ text: '好', name: '小明' }), ANNA, -1)
    expect(ledger.match(print({ text: '好', name: '小明' }), BOB).kind).toBe('new')
    expect(ledger.match(print({ text: '好', name: '小明' }), NOBODY_KNOWN).kind).toBe('same')
  })

  it('takes whoever writes in a chat of two for the same, but not for the account', () => {
    const ledger = new Ledger(true)
    ledger.add(print({ text: '好', name: 'Anna' }), ANNA, -1)
    ledger.add(print({ text: '在', isOut: true }), SELF, -1)
    expect(ledger.match(print({ text: '在', name: '安娜' }), NOBODY_KNOWN).kind).toBe('new')
    expect(ledger.match(print({ text: '好', name: '安娜' }), NOBODY_KNOWN).kind).toBe('same')
  })

  it('knows a notice whoever it is told to be about', () => {
    const ledger = new Ledger(false)
    ledger.add(print({ text: '[成员退群]' }), ANNA, -1)
    expect(ledger.match(print({ text: '[成员退群]' }), SYSTEM).kind).toBe('same')
  })

  it('looks through the whole minute for what is exact to the minute only, in both directions', () => {
    const ledger = new Ledger(false)
    ledger.add(print({ text: '好', second: 130 }), ANNA, -1)
    expect(ledger.match(print({ text: '好', second: 120, isMinute: true }), ANNA).kind).toBe('same')
    const other = new Ledger(false)
    other.add(print({ text: '好', second: 120, isMinute: true }), ANNA, -1)
    expect(other.match(print({ text: '好', second: 170 }), ANNA).kind).toBe('same')
    const exact = new Ledger(false)
    exact.add(print({ text: '好', second: 120 }), ANNA, -1)
    expect(exact.match(print({ text: '好', second: 170 }), ANNA).kind).toBe('new')
  })

  it('knows a face that QQ did not name', () => {
    const ledger = new Ledger(false)
    ledger.add(print({ text: '早[微笑]' }), ANNA, -1)
    expect(ledger.match(print({ text: '早[大哭]' }), ANNA).kind).toBe('new')
    expect(ledger.match(print({ text: '早[表情]' }), ANNA).kind).toBe('same')
  })

  it('tells what is nearly the same, and an id with another text, from what is the same', () => {
    const ledger = new Ledger(false)
    ledger.add(print({ text: '明天八点见！', id: 'a' }), ANNA, -1)
    expect(ledger.match(print({ text: '明天八点见' }), ANNA)).toMatchObject({ kind: 'conflict', why: 'near' })
    expect(ledger.match(print({ text: '别的话', id: 'a', second: 900 }), ANNA)).toMatchObject({
      kind: 'conflict',
      why: 'same-id',
    })
    expect(ledger.match(print({ text: '明天八点见！', id: 'a', second: 900 }), BOB).kind).toBe('same')
  })

  it('keeps two messages of one export apart that differ in their ids only', () => {
    const ledger = new Ledger(false)
    ledger.add(print({ text: '好', id: 'a' }), ANNA, 0)
    ledger.nextSource()
    expect(ledger.match(print({ text: '好', id: 'b' }), ANNA).kind).toBe('new')
  })

  it('finds everything again that was put in, however much that is, and as often as it was put in', () => {
    const said = fc.record({
      text: fc.constantFrom('好', '在', '嗯', '[微笑]', 'ok '),
      second: fc.nat(40),
      who: fc.constantFrom(ANNA, BOB, SELF, SYSTEM),
    })
    fc.assert(
      fc.property(fc.array(said, { maxLength: 300 }), (messages) => {
        const ledger = new Ledger(false)
        for (const { who, ...message } of messages) ledger.add(print(message), who, -1)
        for (const { who, ...message } of messages) expect(ledger.match(print(message), who).kind).toBe('same')
      }),
      { numRuns: 50 },
    )
  })

  it('grows', () => {
    const ledger = new Ledger(false)
    for (let n = 0; n < 20_000; n++) ledger.add(print({ text: `第 ${n} 条`, second: n }), ANNA, -1)
    for (let n = 0; n < 20_000; n += 97)
      expect(ledger.match(print({ text: `第 ${n} 条`, second: n }), ANNA).kind).toBe('same')
    expect(ledger.match(print({ text: '第 7 条', second: 8 }), ANNA).kind).not.toBe('same')
  })
})
