import { describe, expect, it } from 'vitest'
import { placeMark } from '../../../../entrypoints/page-marks.content/mark-place.ts'

const clip = { left: 300, top: 50, right: 900, bottom: 700 }
const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom })

describe('a mark', () => {
  it('stands beside the bubble, on the side that is empty', () => {
    expect(placeMark(box(360, 100, 500, 136), null, false, clip)).toEqual({
      top: 106,
      edge: 508,
      isOwn: false,
      maxWidth: 260,
      isShort: false,
    })
    expect(placeMark(box(700, 100, 840, 136), null, true, clip)).toMatchObject({
      edge: 692,
      isOwn: true,
      maxWidth: 260,
    })
  })

  it('stands at the first line of a tall one', () => {
    expect(placeMark(box(360, 100, 500, 400), null, false, clip)?.top).toBe(108)
  })

  it('is as wide as there is room, and only a sign where no word fits', () => {
    expect(placeMark(box(360, 100, 700, 136), null, false, clip)).toMatchObject({ maxWidth: 184, isShort: false })
    expect(placeMark(box(360, 100, 840, 136), null, false, clip)).toMatchObject({ maxWidth: 24, isShort: true })
  })

  it('stands on the picture of who wrote it when there is no room at all', () => {
    const avatar = box(310, 100, 350, 140)
    expect(placeMark(box(360, 100, 890, 136), avatar, false, clip)).toEqual({
      top: 116,
      edge: 310,
      isOwn: false,
      maxWidth: 24,
      isShort: true,
    })
    expect(placeMark(box(360, 100, 890, 136), null, false, clip)).toBeNull()
  })

  it('is not there when its bubble is not seen', () => {
    expect(placeMark(box(360, -40, 500, -4), null, false, clip)).toBeNull()
    expect(placeMark(box(360, 710, 500, 746), null, false, clip)).toBeNull()
    expect(placeMark(box(0, 0, 0, 0), null, false, { ...clip, top: 0 })).toBeNull()
  })
})
