import type { Found, LeftOut } from './found.ts'
import { LIMITS } from './limits.ts'
import { pictureShape } from './picture-shape.ts'

type Refused = Extract<LeftOut, 'picture-links' | 'picture-unfit' | 'picture-size'>

/**
 * A picture that a file has of somebody: as a `data:` URL that is what its own bytes are, whatever the file calls it; or why it is not
 * taken. Nothing is ever fetched for an address.
 *
 * @param value a `data:` URL of base64, or the base64 alone.
 */
export function pictureOf(value: string): { image: string } | { refused: Refused } {
  if (/^https?:/i.test(value)) return { refused: 'picture-links' }
  // Before anything is looked at: a text that long is none that anybody would draw so small.
  if (value.length > LIMITS.picture * 1.4 + 100) return { refused: 'picture-size' }
  const base64 = /^(?:data:image\/[a-z+.-]{1,40};base64,)?([A-Za-z0-9+/]+={0,2})$/i.exec(value)?.[1]
  const bytes = base64 === undefined ? null : bytesOf(base64)
  const shape = bytes === null ? null : pictureShape(bytes)
  if (bytes === null || shape === null) return { refused: 'picture-unfit' }
  const { type, width, height } = shape
  if (width === 0 || height === 0) return { refused: 'picture-unfit' }
  // A small file can unfold to a picture that fills the memory.
  if (bytes.length > LIMITS.picture || width > LIMITS.pictureSide || height > LIMITS.pictureSide)
    return { refused: 'picture-size' }
  return { image: `data:image/${type};base64,${base64}` }
}

/** What is found in a member of a file that may have the picture of a person or a conversation. */
export function pictureFound(of: 'person' | 'conversation', ref: string, value: unknown, found: Found[]): void {
  if (typeof value !== 'string' || value === '') return
  const picture = pictureOf(value)
  if ('image' in picture) found.push({ type: 'picture', of, ref, image: picture.image })
  else found.push({ type: 'left-out', what: picture.refused })
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}
