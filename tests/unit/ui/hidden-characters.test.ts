import { describe, expect, it } from 'vitest'
import { hasHidden, revealHidden } from '../../../lib/ui/hidden-characters.ts'

describe('hasHidden', () => {
  it.each([
    ['a zero-width space', 'a\u200bb'],
    ['a right-to-left override', 'evil\u202egnp.exe'],
    ['an isolate', '\u2067name'],
    ['a byte order mark', '\ufeffname'],
    ['a line break', 'two\nlines'],
    ['NUL', 'a\u0000'],
    ['a Hangul filler', 'a\u3164'],
    ['a joiner between letters', 'a\u200db'],
  ])('finds %s', (_what, name) => {
    expect(hasHidden(name)).toBe(true)
  })

  it.each([
    ['Chinese', '强哥'],
    ['Arabic', 'مرحبا'],
    ['an emoji of several persons', '👨\u200d👩\u200d👧'],
    ['an emoji with a variation selector', '❤\ufe0f'],
    ['markup', '<b>x</b>'],
  ])('finds nothing in %s', (_what, name) => {
    expect(hasHidden(name)).toBe(false)
  })
})

describe('revealHidden', () => {
  it('writes each one out where it stands', () => {
    expect(revealHidden('evil\u202egnp\u200b.exe')).toBe('evil⟨U+202E⟩gnp⟨U+200B⟩.exe')
  })
})
