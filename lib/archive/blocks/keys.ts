/**
 * What the keys of messages have in common that came together: everything up to the third slash (`in/<account>/<login>/`), or up to
 * the second of an import (`import/<id>/`); of others up to the first (`out/`).
 */
export function keyGroup(key: string): string {
  const wanted = key.startsWith('in/') ? 3 : key.startsWith('import/') ? 2 : 1
  let end = 0
  for (let slashes = 0; slashes < wanted; slashes++) {
    const slash = key.indexOf('/', end)
    if (slash < 0) return key.slice(0, end)
    end = slash + 1
  }
  return key.slice(0, end)
}

/** 32 bits of a key: FNV-1a over its UTF-16 units. */
export function hashKey(key: string): number {
  let hash = 0x811c_9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x0100_0193)
  return hash >>> 0
}

/** Of many keys, in their order, little-endian. */
export function hashKeys(keys: readonly string[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(keys.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [index, key] of keys.entries()) view.setUint32(index * 4, hashKey(key), true)
  return bytes
}

/** Each place in `hashes` that has one of the wanted hashes, with it. */
export function* placesOfHashes(
  hashes: Uint8Array,
  wanted: { has(hash: number): boolean },
): Generator<{ index: number; hash: number }> {
  const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.byteLength)
  for (let at = 0; at + 4 <= hashes.length; at += 4) {
    const hash = view.getUint32(at, true)
    if (wanted.has(hash)) yield { index: at / 4, hash }
  }
}
