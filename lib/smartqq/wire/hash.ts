const KEY = [0x45, 0x43, 0x4f, 0x4b] // "ECOK"

/**
 * The `hash` that friend and group list calls must carry: the folded ptwebqq and the scrambled own number, byte by
 * byte in turn, as 16 upper-case hex digits. A wrong one is answered with code 50. Source: page script 20161220.
 * @param uin own real number, below 2^32
 * @param ptwebqq empty since January 2018
 */
export function listHash(uin: number | string, ptwebqq: string): string {
  const folded = [0, 0, 0, 0]
  for (let i = 0; i < ptwebqq.length; i++) folded[i % 4]! ^= ptwebqq.charCodeAt(i)
  const own = Number(uin)
  return KEY.map((key, i) => hex(folded[i]! & 255) + hex(((own >>> (24 - 8 * i)) & 255) ^ key)).join('')
}

/**
 * The `ptqrtoken` of a `qrsig`: 31 bits of a times-33 hash. Without it ptqrlogin answers 403 since February 2017.
 * Source: Mojo-Webqq, slince/smartqq.
 */
export function hash33(text: string): number {
  return times33(text, 0) & 0x7fffffff
}

/** The `bkn` (elsewhere g_tk) that calls of the group pages carry: the cookie `skey`, hashed from 5381. Source: pandolia/qqbot. */
export function bkn(skey: string): number {
  return times33(skey, 5381) & 0x7fffffff
}

/** All 32 bits of the times-33 hash: `auth_token` of pt4_auth and `pt4_hkey` of a logout. Source: Mojo-Webqq. */
export function time33(text: string): number {
  return times33(text, 0) >>> 0
}

function times33(text: string, start: number): number {
  let hash = start
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 33) + text.charCodeAt(i)) | 0
  return hash
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}
