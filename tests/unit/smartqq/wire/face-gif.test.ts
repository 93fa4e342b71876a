import { describe, expect, it } from 'vitest'
import { faceGif } from '../../../../lib/smartqq/wire/face-gif.ts'

describe('faceGif', () => {
  it.each([
    [0, 0],
    [14, 14],
    [21, 85],
    [42, 74],
    [50, 15],
    [74, 21],
    [95, 79],
    [96, 96],
    [170, 170],
  ])('draws the face %d with file %d', (code, gif) => {
    expect(faceGif(code)).toBe(gif)
  })

  it.each([15, 90, 135, 179, 300, -1])('has no file for %d', (code) => {
    expect(faceGif(code)).toBeNull()
  })

  it('gives each of the 140 faces of the panel a file of its own', () => {
    const files = Array.from({ length: 300 }, (_, code) => faceGif(code)).filter((gif) => gif !== null)
    expect([files.length, new Set(files).size]).toEqual([140, 140])
  })
})
