import { BackupError } from './backup-error.ts'
import { bytesAt, FRAME_HEAD_SIZE, FRAME_SIZE, sameBytes, sha256, TAG_SIZE } from './layout.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** Guards frames: what a frame holds is tied to the head, to its place, and to whether it is the last. */
export interface Guard {
  /** What stands in the file for the bytes of a frame. */
  seal(data: Bytes, place: number, isLast: boolean): Promise<Bytes>
  /** The bytes of a frame; null when it is not the one that was written there. */
  open(sealed: Bytes, place: number, isLast: boolean): Promise<Bytes | null>
}

/** Encrypts frames by AES-256-GCM, in the manner of STREAM: a frame that was changed, moved or made the last is refused. */
export function cipherGuard(key: CryptoKey, nonce: Bytes, headHash: Bytes): Guard {
  const parameters = (place: number, isLast: boolean): AesGcmParams => {
    const iv = new Uint8Array(12)
    iv.set(nonce)
    new DataView(iv.buffer).setUint32(8, place)
    return { name: 'AES-GCM', iv, additionalData: bound(headHash, place, isLast), tagLength: 8 * TAG_SIZE }
  }
  return {
    seal: async (data, place, isLast) =>
      new Uint8Array(await crypto.subtle.encrypt(parameters(place, isLast), key, data)),
    async open(sealed, place, isLast) {
      try {
        return new Uint8Array(await crypto.subtle.decrypt(parameters(place, isLast), key, sealed))
      } catch {
        return null
      }
    },
  }
}

/** Leaves frames readable, with a checksum behind each: finds what went wrong with a file, and where, not who did it. */
export function plainGuard(headHash: Bytes): Guard {
  const tagOf = async (data: Bytes, place: number, isLast: boolean): Promise<Bytes> => {
    const hash = await sha256(joined(bound(headHash, place, isLast), data))
    return hash.slice(0, TAG_SIZE)
  }
  return {
    seal: async (data, place, isLast) => joined(data, await tagOf(data, place, isLast)),
    async open(sealed, place, isLast) {
      const data = sealed.slice(0, -TAG_SIZE)
      return sameBytes(await tagOf(data, place, isLast), sealed.subarray(-TAG_SIZE)) ? data : null
    },
  }
}

function bound(headHash: Bytes, place: number, isLast: boolean): Bytes {
  const context = new Uint8Array(headHash.length + 5)
  context.set(headHash)
  new DataView(context.buffer).setUint32(headHash.length, place)
  context[headHash.length + 4] = isLast ? 1 : 0
  return context
}

function joined(a: Bytes, b: Bytes): Bytes {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** The body of a file, frame by frame, out of a stream of bytes in pieces of any size. */
export async function* sealFrames(body: AsyncIterable<Uint8Array>, guard: Guard): AsyncGenerator<Bytes> {
  let frame = new Uint8Array(FRAME_SIZE)
  let filled = 0
  let place = 0
  for await (const piece of body) {
    let at = 0
    while (at < piece.length) {
      // Only when more is to come: the last frame must know that it is the last.
      if (filled === FRAME_SIZE) {
        yield framed(await guard.seal(frame, place, false), false)
        place += 1
        frame = new Uint8Array(FRAME_SIZE)
        filled = 0
      }
      const part = piece.subarray(at, at + FRAME_SIZE - filled)
      frame.set(part, filled)
      filled += part.length
      at += part.length
    }
  }
  yield framed(await guard.seal(frame.slice(0, filled), place, true), true)
}

function framed(sealed: Bytes, isLast: boolean): Bytes {
  const head = new Uint8Array(FRAME_HEAD_SIZE)
  head[0] = isLast ? 1 : 0
  new DataView(head.buffer).setUint32(1, sealed.length)
  return joined(head, sealed)
}

/**
 * The body that {@link sealFrames} was given, out of a file from byte `start` on. `onRead` is told how far it is, bytes of
 * the file. Everything that is handed out has been checked.
 *
 * @throws BackupError `damaged` or `cut`, with the byte where the frame begins
 */
export async function* openFrames(
  file: Blob,
  start: number,
  guard: Guard,
  onRead: (at: number) => void = () => {},
): AsyncGenerator<Bytes> {
  let at = start
  for (let place = 0; ; place += 1) {
    const head = await bytesAt(file, at, FRAME_HEAD_SIZE)
    if (head.length < FRAME_HEAD_SIZE) throw new BackupError('cut', at)
    const isLast = head[0] === 1
    const length = new DataView(head.buffer).getUint32(1)
    const isOdd = length < TAG_SIZE || length > FRAME_SIZE + TAG_SIZE || (head[0] ?? 2) > 1
    if (isOdd) throw new BackupError('damaged', at)
    const sealed = await bytesAt(file, at + FRAME_HEAD_SIZE, length)
    if (sealed.length < length) throw new BackupError('cut', at)
    const data = await guard.open(sealed, place, isLast)
    if (data === null) throw new BackupError('damaged', at)
    at += FRAME_HEAD_SIZE + length
    onRead(at)
    yield data
    if (!isLast) continue
    // Whatever stands behind the end was put there by somebody else.
    if (at !== file.size) throw new BackupError('damaged', at)
    return
  }
}
