// @ts-check
// SHA-256 (FIPS 180-4), at once and without waiting: the browser's own digest costs a promise for each piece, however short.
// Plain JavaScript without imports, because the offline verifier page holds it as it stands here.

const K = new Int32Array(64)
const START = new Int32Array(8)
{
  // The first 32 bits of the fractions of the cube and square roots of the first primes.
  let found = 0
  for (let n = 2; found < 64; n++) {
    let isPrime = true
    for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) isPrime = false
    if (!isPrime) continue
    if (found < 8) START[found] = fractionOf(Math.sqrt(n))
    K[found++] = fractionOf(Math.cbrt(n))
  }
}

/** @param {number} root */
function fractionOf(root) {
  return Math.floor((root - Math.floor(root)) * 0x1_0000_0000) | 0
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const W = new Int32Array(64)
const H = new Int32Array(8)
const encoder = new TextEncoder()
let bytes = new Uint8Array(4096)

/**
 * The first half (128 bits) of the SHA-256 of text in UTF-8, as 32 hex digits.
 *
 * @param {string} text
 * @returns {string}
 */
export function halfSha256(text) {
  digest(text)
  return hex(H[0]) + hex(H[1]) + hex(H[2]) + hex(H[3])
}

/**
 * The SHA-256 of text in UTF-8, as 64 hex digits.
 *
 * @param {string} text
 * @returns {string}
 */
export function sha256(text) {
  digest(text)
  return Array.from(H, hex).join('')
}

/**
 * The same of bytes, as ASCII into `into` from `at` on.
 *
 * @param {Uint8Array} block what is digested, and room for 72 bytes more, which are written to
 * @param {number} length how much of `block` is digested
 * @param {Uint8Array} into
 * @param {number} at
 * @param {number} digits how many of its hex digits, in eights
 */
export function sha256Into(block, length, into, at, digits) {
  digestBytes(block, length)
  for (let word = 0; word < digits / 8; word++) {
    for (let shift = 28; shift >= 0; shift -= 4) {
      const digit = (H[word] >>> shift) & 15
      into[at++] = digit < 10 ? 48 + digit : 87 + digit
    }
  }
}

/** @param {string} text */
function digest(text) {
  const most = text.length * 3
  if (bytes.length < most + 72) bytes = new Uint8Array(2 * most + 72)
  digestBytes(bytes, encoder.encodeInto(text, bytes).written)
}

/**
 * @param {Uint8Array} bytes with room for 72 more
 * @param {number} length
 */
function digestBytes(bytes, length) {
  const bits = length * 8
  bytes[length++] = 0x80
  while (length % 64 !== 56) bytes[length++] = 0
  const high = Math.floor(bits / 0x1_0000_0000)
  for (let shift = 24; shift >= 0; shift -= 8) bytes[length++] = high >>> shift
  for (let shift = 24; shift >= 0; shift -= 8) bytes[length++] = bits >>> shift
  H.set(START)
  for (let at = 0; at < length; at += 64) compress(bytes, at)
}

/**
 * @param {Uint8Array} block
 * @param {number} at where the block of 64 bytes begins
 */
function compress(block, at) {
  const w = W
  const k = K
  for (let i = 0; i < 16; i++, at += 4) {
    w[i] = (block[at] << 24) | (block[at + 1] << 16) | (block[at + 2] << 8) | block[at + 3]
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]
    const y = w[i - 2]
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0
  }
  let a = H[0]
  let b = H[1]
  let c = H[2]
  let d = H[3]
  let e = H[4]
  let f = H[5]
  let g = H[6]
  let h = H[7]
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + k[i] + w[i]) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  H[0] = (H[0] + a) | 0
  H[1] = (H[1] + b) | 0
  H[2] = (H[2] + c) | 0
  H[3] = (H[3] + d) | 0
  H[4] = (H[4] + e) | 0
  H[5] = (H[5] + f) | 0
  H[6] = (H[6] + g) | 0
  H[7] = (H[7] + h) | 0
}

/** @param {number} word */
function hex(word) {
  return HEX[word >>> 24] + HEX[(word >>> 16) & 255] + HEX[(word >>> 8) & 255] + HEX[word & 255]
}
