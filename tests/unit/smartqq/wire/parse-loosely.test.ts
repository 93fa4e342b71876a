import { describe, expect, it } from 'vitest'
import { parseLoosely } from '../../../../lib/smartqq/wire/parse-loosely.ts'

describe('parseLoosely', () => {
  it('reads what JSON allows as it is', () => {
    expect(parseLoosely('{"a":["\\u5F3A\\n",1,null]}\n')).toEqual({ a: ['强\n', 1, null] })
  })

  it('keeps line ends and tabs that stand in a string as they are, and drops other controls', () => {
    expect(parseLoosely('{"a":"one\ntwo\tthree\u0000\u0002\r","b":\u0000 2}')).toEqual({ a: 'one\ntwo\tthree\r', b: 2 })
  })

  it('finds the end of a string behind escapes, also one that a raw line end cuts in two', () => {
    expect(parseLoosely('{"a":"\\"\u0001quoted\\\\","b":1}')).toEqual({ a: '"quoted\\', b: 1 })
    expect(parseLoosely('{"a":"x\\\n","b":1}')).toMatchObject({ b: 1 })
  })

  it('reads past a byte order mark', () => {
    expect(parseLoosely('\uFEFF{"retcode":0}')).toEqual({ retcode: 0 })
  })

  it.each(['', '{"a":', '<html>', '{"a":"b}', "{'a':1}"])('is undefined for %j', (text) => {
    expect(parseLoosely(text)).toBeUndefined()
  })

  it('is done with a large broken text in no time', () => {
    const text = `{"a":"${'\\"\u0001'.repeat(200_000)}`
    const before = performance.now()
    expect(parseLoosely(text)).toBeUndefined()
    expect(performance.now() - before).toBeLessThan(2_000)
  })
})
