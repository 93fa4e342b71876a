/** The kinds of pictures that every browser draws and that can run nothing. */
export type PictureType = 'png' | 'jpeg' | 'gif' | 'webp'

/** What a picture is by its own first bytes, and how big it would be drawn, in pixels. */
export interface PictureShape {
  type: PictureType
  width: number
  height: number
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** The shape of a picture; null for bytes that are none, or end before they say how big they are. */
export function pictureShape(bytes: Uint8Array): PictureShape | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return pngShape(bytes, view) ?? gifShape(bytes, view) ?? webpShape(bytes, view) ?? jpegShape(bytes, view)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function pngShape(bytes: Uint8Array, view: DataView): PictureShape | null {
  if (!PNG.every((byte, at) => bytes[at] === byte) || !says(bytes, 12, 'IHDR')) return null
  return { type: 'png', width: view.getUint32(16), height: view.getUint32(20) }
}

function gifShape(bytes: Uint8Array, view: DataView): PictureShape | null {
  if (!says(bytes, 0, 'GIF87a') && !says(bytes, 0, 'GIF89a')) return null
  return { type: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
}

function webpShape(bytes: Uint8Array, view: DataView): PictureShape | null {
  if (!says(bytes, 0, 'RIFF') || !says(bytes, 8, 'WEBP')) return null
  if (says(bytes, 12, 'VP8 '))
    return { type: 'webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (says(bytes, 12, 'VP8L')) {
    const packed = view.getUint32(21, true)
    return { type: 'webp', width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 }
  }
  if (!says(bytes, 12, 'VP8X')) return null
  return {
    type: 'webp',
    width: (view.getUint32(24, true) & 0xffffff) + 1,
    height: (view.getUint32(26, true) >>> 8) + 1,
  }
}

/** Goes from one segment to the next until the one that frames the picture. */
function jpegShape(bytes: Uint8Array, view: DataView): PictureShape | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    while (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at += 1
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    // Frames, but for the tables that have a number among theirs.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { type: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    if (marker === 0xd9 || marker === 0xda) return null
  }
}

function says(bytes: Uint8Array, at: number, word: string): boolean {
  return Array.from(word).every((letter, index) => bytes[at + index] === letter.charCodeAt(0))
}
