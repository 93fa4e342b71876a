import { deflateSync } from 'node:zlib'
import { create } from 'qrcode'
import { gifOf } from './gif.ts'
import { jpegOfBlocks } from './jpeg.ts'
import type { Colour } from './jpeg.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Modules of white around the code: 29 + 2 * 2 modules at scale 5 are the recorded 165 pixels. */
const QUIET = 2

const CRC = Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) crc = (CRC[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4)
  return out
}

/** `rows` are packed pixels without the filter byte. */
function png(size: number, depth: 1 | 8, colour: 0 | 2, rows: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header[8] = depth
  header[9] = colour
  const data = Buffer.concat(rows.flatMap((row) => [Buffer.from([0]), row]))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A QR code as ptqrshow draws it: PNG, 1-bit grey, `scale` pixels a module. */
export function qrPicture(content: string, scale: number): Buffer {
  const { modules } = create(content, { errorCorrectionLevel: 'L', version: 3 })
  const size = (modules.size + 2 * QUIET) * scale
  const rows = Array.from({ length: size }, (_, y) => {
    const row = Buffer.alloc(Math.ceil(size / 8))
    for (let x = 0; x < size; x++) {
      const [column, line] = [Math.floor(x / scale) - QUIET, Math.floor(y / scale) - QUIET]
      const inside = column >= 0 && line >= 0 && column < modules.size && line < modules.size
      const isDark = inside && modules.get(line, column) === 1
      if (!isDark) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x & 7))
    }
    return row
  })
  return png(size, 1, 0, rows)
}

const GROUND: Colour = [0xf2, 0xf2, 0xf2]

/** A small picture that belongs to a number: a mirrored pattern in a colour of its own. JPEG, as avatars were. */
export function avatarPicture(number: number, size = 40): Buffer {
  const mix = Math.imul(number >>> 0, 2654435761) >>> 0
  const colour: Colour = [80 + (mix & 0x7f), 80 + ((mix >>> 8) & 0x7f), 80 + ((mix >>> 16) & 0x7f)]
  return jpegOfBlocks(size, (x, y) => {
    const column = Math.min(Math.floor((x * 5) / size), 4)
    const line = Math.floor((y * 5) / size)
    const bit = line * 3 + (column > 2 ? 4 - column : column)
    return (mix >>> bit) & 1 ? colour : GROUND
  })
}

const FACE_SIZE = 24
const YELLOW: Colour = [0xff, 0xd8, 0x3c]
const BROWN: Colour = [0x7a, 0x4a, 0x10]
const WHITE: Colour = [0xff, 0xff, 0xff]

/** A face for a number, 24 pixels, GIF as the CDN's: round, with eyes, and a mouth that tells numbers apart. */
export function facePicture(number: number): Buffer {
  const mouth = 3 + (number % 5)
  return gifOf(FACE_SIZE, [WHITE, YELLOW, BROWN, [number % 256, 0x60, 0xa0]], (x, y) => {
    const [dx, dy] = [x - 11.5, y - 11.5]
    if (dx * dx + dy * dy > 132) return 0
    if (Math.abs(Math.abs(dx) - 4) < 1.5 && Math.abs(dy + 3) < 1.5) return 2
    return Math.abs(dx) < mouth && Math.abs(dy - 5) < 1 + ((number >> 3) % 3) / 2 ? 3 : 1
  })
}

/** A grey square: the picture that stands for any picture somebody sent. PNG, as the constant one of discussions is. */
export function plainPicture(size: number, shade: number): Buffer {
  return png(
    size,
    8,
    2,
    Array.from({ length: size }, () => Buffer.alloc(size * 3, shade)),
  )
}
