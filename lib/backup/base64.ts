/** Bytes turned into characters at a time: a call cannot take many more arguments. A multiple of three, so that pieces join. */
const PIECE = 24_576

/** Bytes as base64, with padding. Newer engines have it built in, many times as fast. */
export function toBase64(bytes: Uint8Array): string {
  const { toBase64: builtIn } = bytes as { toBase64?: () => string }
  if (builtIn) return builtIn.call(bytes)
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += PIECE)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE))))
  return pieces.join('')
}

/** The bytes of a base64 text. @throws when it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const { fromBase64: builtIn } = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }
  if (builtIn) return builtIn.call(Uint8Array, text)
  const characters = atob(text)
  const bytes = new Uint8Array(characters.length)
  for (let at = 0; at < characters.length; at += 1) bytes[at] = characters.charCodeAt(at)
  return bytes
}
