import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeFurniture } from '../../../../entrypoints/drawer-host.content/layout.ts'

const NOTHING = { header: null, footer: null }

describe('the drawer', () => {
  it('has the right edge for itself while no chat is open', () => {
    expect(placeFurniture(1400, 900, NOTHING)).toMatchObject({ width: 340, top: 0, bottom: 900, isSheet: false })
  })

  it('leaves the foot and the header of a chat that it would stand on', () => {
    const header = { left: 300, top: 0, right: 900, bottom: 46 }
    const footer = { left: 300, top: 650, right: 900, bottom: 700 }
    expect(placeFurniture(900, 700, { header, footer })).toMatchObject({ top: 46, bottom: 650 })
  })

  it('takes all of the height beside a chat that ends before it', () => {
    const header = { left: 400, top: 24, right: 1240, bottom: 70 }
    const footer = { left: 400, top: 800, right: 1240, bottom: 860 }
    expect(placeFurniture(1920, 900, { header, footer })).toMatchObject({ top: 0, bottom: 900 })
  })

  it('is a sheet in a narrow window, and still not over the box', () => {
    const footer = { left: 0, top: 650, right: 320, bottom: 700 }
    expect(placeFurniture(320, 700, { header: null, footer })).toMatchObject({
      width: 320,
      top: 0,
      bottom: 650,
      isSheet: true,
    })
  })
})

describe('the button and the drawer', () => {
  it('never stand on the foot of a chat, whatever the size of the window', () => {
    const size = fc.record({
      width: fc.integer({ min: 320, max: 2000 }),
      height: fc.integer({ min: 400, max: 1200 }),
      foot: fc.integer({ min: 48, max: 140 }),
      below: fc.integer({ min: 0, max: 24 }),
      left: fc.integer({ min: 0, max: 500 }),
      right: fc.integer({ min: 0, max: 500 }),
    })
    fc.assert(
      fc.property(size, ({ width, height, foot, below, left, right }) => {
        const footer = { left, top: height - below - foot, right: width - right, bottom: height - below }
        const header = { left, top: 0, right: width - right, bottom: 46 }
        const place = placeFurniture(width, height, { header, footer })
        const isBeside = footer.right <= width - place.width
        expect(isBeside || place.bottom <= footer.top).toBe(true)
        expect(place.bottom).toBeGreaterThan(place.top)
        expect(place.button).toBeGreaterThanOrEqual(0)
        expect(place.button + 32).toBeLessThanOrEqual(Math.max(footer.top, 32))
      }),
    )
  })
})
