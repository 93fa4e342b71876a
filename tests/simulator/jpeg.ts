/** A colour: red, green, blue, 0 to 255 each. */
export type Colour = readonly [red: number, green: number, blue: number]

const BLOCK = 8
/** Bits of each code in the table of the blocks' mean values: twelve codes of four bits, one for each length of a value. */
const MEAN_CODES = [0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
/** In the other table there is one code of one bit: "nothing more in this block". */
const END_CODES = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

function segment(marker: number, data: readonly number[]): number[] {
  const length = data.length + 2
  return [0xff, marker, length >> 8, length & 0xff, ...data]
}

/** Brightness and the two colour differences, as JPEG keeps them. */
function parts([red, green, blue]: Colour): [number, number, number] {
  return [
    Math.round(0.299 * red + 0.587 * green + 0.114 * blue),
    Math.round(128 - 0.168736 * red - 0.331264 * green + 0.5 * blue),
    Math.round(128 + 0.5 * red - 0.418688 * green - 0.081312 * blue),
  ]
}

function createBits(): { put(value: number, count: number): void; bytes(): number[] } {
  const bytes: number[] = []
  let held = 0
  let count = 0
  function push(): void {
    const byte = held & 0xff
    bytes.push(byte)
    // Inside the picture's data a byte of ones is followed by a zero.
    if (byte === 0xff) bytes.push(0)
    held = 0
    count = 0
  }
  return {
    put(value, width) {
      for (let bit = width - 1; bit >= 0; bit--) {
        held = (held << 1) | ((value >> bit) & 1)
        if (++count === 8) push()
      }
    },
    bytes() {
      if (count > 0) this.put(0xff, 8 - count)
      return bytes
    },
  }
}

/**
 * A square JPEG (baseline, no subsampling) whose blocks of 8 pixels have one colour each: `colourAt` is asked for the middle of
 * every block.
 */
export function jpegOfBlocks(size: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const bits = createBits()
  const before = [0, 0, 0]
  for (let y = 0; y < size; y += BLOCK) {
    for (let x = 0; x < size; x += BLOCK) {
      const middle = (at: number): number => Math.min(at + BLOCK / 2, size - 1)
      for (const [i, part] of parts(colourAt(middle(x), middle(y))).entries()) {
        // With a divisor of 8 a block's first number is its mean, moved to around 0.
        const mean = part - 128
        const step = mean - (before[i] ?? 0)
        before[i] = mean
        const width = step === 0 ? 0 : Math.floor(Math.log2(Math.abs(step))) + 1
        bits.put(width, 4)
        bits.put(step < 0 ? step + (1 << width) - 1 : step, width)
        bits.put(0, 1)
      }
    }
  }
  const components = [1, 2, 3].flatMap((id) => [id, 0x11, 0])
  return Buffer.from([
    0xff,
    0xd8,
    ...segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...segment(0xdb, [0, 8, ...Array<number>(63).fill(1)]),
    ...segment(0xc0, [8, size >> 8, size & 0xff, size >> 8, size & 0xff, 3, ...components]),
    ...segment(0xc4, [0x00, ...MEAN_CODES, ...Array.from({ length: 12 }, (_, i) => i)]),
    ...segment(0xc4, [0x10, ...END_CODES, 0]),
    ...segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    ...bits.bytes(),
    0xff,
    0xd9,
  ])
}
