import { describe, expect, it } from 'vitest'
import { imageOf } from '../../../../lib/smartqq/wire/image.ts'

const dataUrl = (type: string, bytes: readonly number[] | string) =>
  `data:${type};base64,${btoa(typeof bytes === 'string' ? bytes : String.fromCharCode(...bytes))}`

describe('imageOf', () => {
  it.each([
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0, 0, 16]],
    ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]],
    ['image/gif', 'GIF89a\u0001'],
    ['image/webp', 'RIFF\u0001\u0002\u0003\u0004WEBP'],
    ['image/bmp', 'BM\u0001\u0002'],
  ])('knows %s by its first bytes, whatever it was called', (type, bytes) => {
    const base64 = dataUrl('', bytes).split(',')[1]
    expect(imageOf(dataUrl('text/html', bytes), 100)).toBe(`data:${type};base64,${base64}`)
  })

  it.each([
    ['a page', dataUrl('image/png', '<html><script>alert(1)</script>')],
    ['a drawing that can hold scripts', dataUrl('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['nothing', dataUrl('image/png', '')],
    ['what is no data URL', 'https://example.com/a.png'],
    ['what is not base64', 'data:image/png,%89PNG'],
  ])('takes %s for no picture', (_what, url) => {
    expect(imageOf(url, 100)).toBeNull()
  })

  it('takes no picture that is too large', () => {
    const picture = (length: number) => dataUrl('image/gif', 'GIF89a'.padEnd(length, 'x'))
    expect(imageOf(picture(60_000), 60_000)).not.toBeNull()
    expect(imageOf(picture(60_010), 60_000)).toBeNull()
  })
})
