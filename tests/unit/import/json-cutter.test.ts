import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { ImportError } from '../../../lib/import/import-error.ts'
import { createJsonCutter } from '../../../lib/import/json-cutter.ts'
import type { Cut, CutValue } from '../../../lib/import/json-cutter.ts'

const members: Cut = (path) => (path.length === 0 || (path[0] === 'list' && path.length === 1) ? 'enter' : 'take')

function cutAll(text: string, size: number, cut: Cut = members): CutValue[] {
  const cutter = createJsonCutter(cut)
  const values: CutValue[] = []
  for (let at = 0; at < text.length; at += size) values.push(...cutter.push(text.slice(at, at + size)))
  cutter.end()
  return values
}

function whyOf(text: string): string {
  try {
    cutAll(text, text.length > 100 ? 65_536 : 7)
    return 'none'
  } catch (error) {
    return error instanceof ImportError ? `${error.why} ${error.place.line ?? '-'}` : String(error)
  }
}

describe('the JSON cutter', () => {
  it('gives what JSON.parse gives, however the text is cut and laid out', () => {
    const json = fc.record({ list: fc.array(fc.jsonValue()), other: fc.jsonValue(), 'a"b\\': fc.jsonValue() })
    fc.assert(
      fc.property(json, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 1, 4), (value, size, indent) => {
        const text = JSON.stringify(value, null, indent)
        const whole = JSON.parse(text) as typeof value
        const values = cutAll(text, size)
        expect(values.filter(({ path }) => path[0] === 'list').map((one) => one.value)).toEqual(whole.list)
        expect(values.find(({ path }) => path[0] === 'other')?.value).toEqual(whole.other)
      }),
      { numRuns: 150 },
    )
  })

  it('says on which line a value begins', () => {
    const text = '{\n"list": [\n1,\n\n{"a":\n2},\n"x"]\n}'
    for (const size of [1, 3, 100]) expect(cutAll(text, size).map(({ line }) => line)).toEqual([3, 5, 7])
  })

  it('skips without parsing, and enters where it is told to', () => {
    const text = '{"skip": {"deep": ["\\"]}", 1]}, "list": [{"a": [1, 2]}]}'
    const cut: Cut = (path) => (path.join('.') === 'list.[].a.[]' ? 'take' : path[0] === 'skip' ? 'skip' : 'enter')
    expect(cutAll(text, 5, cut).map(({ path, value }) => [path.join('/'), value])).toEqual([
      ['list/0/a/0', 1],
      ['list/0/a/1', 2],
    ])
  })

  it.each([
    ['{"list": [1, 2', 'truncated 1'],
    ['{"list": [1,\n2}', 'broken-json 2'],
    ['{"list": [1\n\n2]}', 'broken-json 3'],
    ['{"list": [tru]}', 'broken-json 1'],
    ['{"a" 1}', 'broken-json 1'],
    ['{} {}', 'broken-json 1'],
    ['{"list": [,]}', 'broken-json 1'],
    ['', 'truncated 1'],
    [`{"list": [${'['.repeat(10_000_000)}`, 'too-deep 1'],
    [`{"list": ["${'x'.repeat(8_100_000)}`, 'item-too-large 1'],
  ])('refuses %.30s', (text, why) => {
    expect(whyOf(text)).toBe(why)
  })
})
