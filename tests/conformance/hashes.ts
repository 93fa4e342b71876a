/**
 * The hash of the friend and group lists, written from its description: ptwebqq folded into four bytes, the number's four
 * bytes XORed with "ECOK", taken in turns, in upper-case hex.
 */
export function listHash(uin: number, ptwebqq: string): string {
  const folded = [0, 0, 0, 0]
  Buffer.from(ptwebqq, 'latin1').forEach((byte, i) => {
    folded[i % 4] = (folded[i % 4] ?? 0) ^ byte
  })
  const number = Buffer.alloc(4)
  number.writeUInt32BE(uin)
  const salt = Buffer.from('ECOK')
  return Buffer.from(folded.flatMap((byte, i) => [byte, (number[i] ?? 0) ^ (salt[i] ?? 0)]))
    .toString('hex')
    .toUpperCase()
}

/** hash33: from 0, times 33 plus the character, the low 31 bits. Whole numbers without limit, so no shift can be wrong. */
export function hash33(text: string): number {
  let sum = 0n
  for (const byte of Buffer.from(text, 'latin1')) sum = sum * 33n + BigInt(byte)
  return Number(sum & 0x7fffffffn)
}

/** As hash33, but the low 32 bits. */
export function time33(text: string): number {
  let sum = 0n
  for (const byte of Buffer.from(text, 'latin1')) sum = sum * 33n + BigInt(byte)
  return Number(sum & 0xffffffffn)
}

/** bkn (g_tk): as hash33, but beginning with 5381. */
export function bkn(skey: string): number {
  let sum = 5381n
  for (const byte of Buffer.from(skey, 'latin1')) sum = sum * 33n + BigInt(byte)
  return Number(sum & 0x7fffffffn)
}
