/** One DER element: tag, length, content. */
export function element(tag: number, content: Buffer): Buffer {
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content])
  const length: number[] = []
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256)
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length, ...length]), content])
}

export const sequence = (...parts: Buffer[]): Buffer => element(0x30, Buffer.concat(parts))
export const set = (...parts: Buffer[]): Buffer => element(0x31, Buffer.concat(parts))
export const octets = (content: Buffer): Buffer => element(0x04, content)
export const bits = (content: Buffer, unused = 0): Buffer =>
  element(0x03, Buffer.concat([Buffer.from([unused]), content]))
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text))
export const yes = (): Buffer => element(0x01, Buffer.from([0xff]))

/** A non-negative integer given as big-endian bytes. */
export function integer(bytes: Buffer): Buffer {
  const first = bytes[0] ?? 0
  return element(0x02, first >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

/** An object identifier from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const part of rest) {
    const group = [part & 0x7f]
    for (let value = part >>> 7; value > 0; value >>>= 7) group.unshift((value & 0x7f) | 0x80)
    bytes.push(...group)
  }
  return element(0x06, Buffer.from(bytes))
}

/** UTCTime (good until 2049), to the second. */
export function utcTime(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]/g, '').slice(2, 14)
  return element(0x17, Buffer.from(`${digits}Z`))
}

/** Context-specific element; constructed when it wraps other elements. */
export const context = (number: number, content: Buffer, constructed: boolean): Buffer =>
  element(0x80 | (constructed ? 0x20 : 0) | number, content)
