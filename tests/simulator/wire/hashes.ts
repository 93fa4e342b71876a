/** The `hash` parameter of the friend and group lists, from the own number and ptwebqq (may be empty). */
export function listHash(uin: number, ptwebqq: string): string {
  const rolled = [0, 0, 0, 0]
  for (let i = 0; i < ptwebqq.length; i++) rolled[i % 4] = (rolled[i % 4] ?? 0) ^ ptwebqq.charCodeAt(i)
  const salted = [0, 1, 2, 3].map((i) => ((uin >>> (24 - 8 * i)) & 0xff) ^ 'ECOK'.charCodeAt(i))
  return [0, 1, 2, 3]
    .flatMap((i) => [rolled[i] ?? 0, salted[i] ?? 0])
    .map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
    .join('')
}

/** ptqrtoken, from the qrsig cookie. */
export function hash33(text: string): number {
  let sum = 0
  for (const char of text) sum = (Math.imul(sum, 33) + char.charCodeAt(0)) | 0
  return sum & 0x7fffffff
}

/** pt4_hkey and auth_token: as hash33, but unsigned 32 bit. */
export function time33(text: string): number {
  let sum = 0
  for (const char of text) sum = (Math.imul(sum, 33) + char.charCodeAt(0)) >>> 0
  return sum
}

/** What qun.qq.com wants beside the cookies, from skey: as hash33 with another start. */
export function bkn(skey: string): number {
  let sum = 5381
  for (const char of skey) sum = (Math.imul(sum, 33) + char.charCodeAt(0)) | 0
  return sum & 0x7fffffff
}
