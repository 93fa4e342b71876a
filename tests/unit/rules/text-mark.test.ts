import { describe, expect, it } from 'vitest'
import { textMark } from '../../../lib/rules/text-mark.ts'

describe('textMark', () => {
  it('leaves a short text as it is', () => {
    expect(textMark('在吗')).toBe('在吗')
    expect(textMark('字'.repeat(40))).toBe('字'.repeat(40))
  })

  it('makes a long one short', () => {
    const mark = textMark('字'.repeat(41))
    expect(mark.length).toBeLessThan(40)
    expect(mark).toMatch(/^字{12}…41 [0-9a-z]+$/u)
  })

  it('leaves a mark as it is', () => {
    const mark = textMark('长'.repeat(100))
    expect(textMark(mark)).toBe(mark)
  })

  it('tells long texts apart by any character', () => {
    const text = 'a'.repeat(5_000)
    const marks = new Set(
      Array.from({ length: 5_000 }, (_, at) => textMark(`${text.slice(0, at)}b${text.slice(at + 1)}`)),
    )
    expect(marks.size).toBe(5_000)
  })

  it('does not cut a character in half', () => {
    expect(textMark(`a${'😀'.repeat(40)}`).isWellFormed()).toBe(true)
  })
})
