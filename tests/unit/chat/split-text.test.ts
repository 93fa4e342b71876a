import { describe, expect, it } from 'vitest'
import { byteLength, splitText } from '../../../lib/chat/split-text.ts'

const dense = (text: string) => text.replaceAll(/[\s\u3000]/g, '')

/** Reproducible numbers from 0 up to 1 (mulberry32). */
function randomFrom(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

describe('splitText', () => {
  it('leaves a text that fits alone', () => {
    expect(splitText('你好 [微笑]\n再见')).toEqual(['你好 [微笑]\n再见'])
    expect(splitText('字'.repeat(233))).toHaveLength(1)
    expect(splitText('字'.repeat(234))).toHaveLength(2)
  })

  it('gives nothing for a blank text', () => {
    expect(splitText('')).toEqual([])
    expect(splitText(' \n ')).toEqual([])
  })

  it('cuts at a line end before a blank, and at a blank before a character', () => {
    expect(splitText('aaaa bbbb cccc\ndddd eeee ffff', 24)).toEqual(['aaaa bbbb cccc', 'dddd eeee ffff'])
    expect(splitText('aaaa bbbb cccc dddd eeee ffff', 24)).toEqual(['aaaa bbbb cccc dddd eeee', 'ffff'])
    expect(splitText('a'.repeat(40), 16)).toEqual(['a'.repeat(16), 'a'.repeat(16), 'a'.repeat(8)])
  })

  it('does not make tiny pieces for an early line end', () => {
    expect(splitText(`a\n${'b'.repeat(40)}`, 20)[0]).toBe(`a\n${'b'.repeat(18)}`)
  })

  it('never cuts a face, a surrogate pair or a composed emoji', () => {
    expect(splitText(`${'a'.repeat(14)}[微笑]`, 16)).toEqual(['a'.repeat(14), '[微笑]'])
    expect(splitText(`${'a'.repeat(14)}😀`, 16)).toEqual(['a'.repeat(14), '😀'])
    expect(splitText(`${'a'.repeat(18)}👨‍👩‍👧`, 20)).toEqual(['a'.repeat(18), '👨‍👩‍👧'])
  })

  it('loses nothing but blanks and exceeds nothing, whatever the text', () => {
    const random = randomFrom(7)
    const atoms = ['字', 'a', ' ', '\n', '😀', '[微笑]', '[K歌]', '[nosuch]', '👨‍👩‍👧‍👦', '\u3000', '\r\n', 'é']
    for (let round = 0; round < 200; round++) {
      const text = Array.from({ length: 60 }, () => atoms[Math.floor(random() * atoms.length)]).join('')
      const maxBytes = 28 + Math.floor(random() * 60)
      const pieces = splitText(text, maxBytes)
      expect(dense(pieces.join(''))).toBe(dense(text))
      for (const piece of pieces) {
        expect(byteLength(piece)).toBeLessThanOrEqual(maxBytes)
        expect(piece.isWellFormed()).toBe(true)
      }
      const faces = (of: string) => of.match(/\[(微笑|K歌)\]/g)?.length ?? 0
      expect(pieces.reduce((sum, piece) => sum + faces(piece), 0)).toBe(faces(text))
    }
  })
})
