import type { Colour } from './jpeg.ts'

/** Codes that begin and end the data when pixels have two bits. */
const CLEAR = 4
const END = 5
const CODE_BITS = 3

/**
 * A square GIF of four colours. `pixelAt` gives 0 to 3. The table of the compression is cleared before it grows, so that
 * every code has three bits: larger than need be, and simple.
 */
export function gifOf(size: number, palette: readonly [Colour, Colour, Colour, Colour], pixelAt: PixelAt): Buffer {
  const codes: number[] = []
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if ((y * size + x) % 2 === 0) codes.push(CLEAR)
      codes.push(pixelAt(x, y))
    }
  }
  codes.push(END)
  const data = packed(codes)
  const blocks: number[] = []
  for (let at = 0; at < data.length; at += 255) {
    const block = data.slice(at, at + 255)
    blocks.push(block.length, ...block)
  }
  const [low, high] = [size & 0xff, size >> 8]
  const screen = [low, high, low, high, 0xf1, 0, 0]
  const frame = [0x2c, 0, 0, 0, 0, low, high, low, high, 0, 2]
  return Buffer.from([...Buffer.from('GIF89a', 'latin1'), ...screen, ...palette.flat(), ...frame, ...blocks, 0, 0x3b])
}
/** The colour of a pixel, as its place in the palette. */
export type PixelAt = (x: number, y: number) => number

/** Codes of three bits, lowest bits first. */
function packed(codes: readonly number[]): number[] {
  const bytes: number[] = []
  let held = 0
  let count = 0
  for (const code of codes) {
    held |= code << count
    count += CODE_BITS
    while (count >= 8) {
      bytes.push(held & 0xff)
      held >>= 8
      count -= 8
    }
  }
  if (count > 0) bytes.push(held)
  return bytes
}
