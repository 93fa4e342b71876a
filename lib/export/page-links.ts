import { BETWEEN, HASH, HASH_MEMBER } from './page-bytes.ts'
import type { PageBytes } from './page-bytes.ts'
import { sha256Into } from './verifier/sha256.js'

/** Hex digits of a digest; a link is the first half of one. */
const DIGEST = 64
/** What the digest writes behind what it is given, at most. */
const DIGEST_ADDS = 72
const BRACE = 0x7d
const encoder = new TextEncoder()

let room = new Uint8Array(4_096)

/**
 * The SHA-256 of each run of messages of a page that a link stands for, in hex digits as ASCII, one behind the other. The browser
 * makes those of long runs on a core of its own; of single messages there are too many to wait for each.
 */
export async function digestRuns(page: PageBytes): Promise<Uint8Array> {
  const { starts, links } = page
  const digests = new Uint8Array(DIGEST * links.length)
  if (links.length === starts.length - 1) {
    for (let link = 0; link < links.length; link++) digestHere(page, link, digests, DIGEST * link)
    return digests
  }
  const all: Promise<ArrayBuffer>[] = []
  for (let link = 0; link < links.length; link++) all.push(digestOf(page, link))
  for (const [link, digest] of (await Promise.all(all)).entries())
    putHex(new Uint8Array(digest), digests, DIGEST * link)
  return digests
}

/** Puts the links into a page, the first one made of `link` and its run's digest; gives the last one. */
export function putLinks(page: PageBytes, digests: Uint8Array, link: string): string {
  const { bytes, links } = page
  const block = new Uint8Array(HASH + DIGEST + DIGEST_ADDS)
  encoder.encodeInto(link, block)
  for (let nth = 0; nth < links.length; nth++) {
    block.set(digests.subarray(DIGEST * nth, DIGEST * (nth + 1)), HASH)
    const hashAt = endOf(page, nth) - 2 - HASH
    sha256Into(block, HASH + DIGEST, bytes, hashAt, HASH)
    block.set(bytes.subarray(hashAt, hashAt + HASH))
  }
  return links.length === 0 ? link : String.fromCharCode(...block.subarray(0, HASH))
}

/** Where the last message of a run ends. */
function endOf({ starts, links }: PageBytes, link: number): number {
  return starts[links[link]! + 1]! - BETWEEN
}

/** From where to where the messages of a run are digested: up to the link of the last one, whose brace follows. */
function rangeOf(page: PageBytes, link: number): [start: number, end: number] {
  const { starts, links } = page
  return [starts[link === 0 ? 0 : links[link - 1]! + 1]!, endOf(page, link) - HASH_MEMBER]
}

/** The digest takes a copy in the call: for so long the brace stands where the link is to be. */
function digestOf(page: PageBytes, link: number): Promise<ArrayBuffer> {
  const { bytes } = page
  const [start, end] = rangeOf(page, link)
  const kept = bytes[end - 1]!
  bytes[end - 1] = BRACE
  const digest = crypto.subtle.digest('SHA-256', bytes.subarray(start, end))
  bytes[end - 1] = kept
  return digest
}

function digestHere(page: PageBytes, link: number, into: Uint8Array, at: number): void {
  const [start, end] = rangeOf(page, link)
  const length = end - start
  if (room.length < length + DIGEST_ADDS) room = new Uint8Array(2 * length + DIGEST_ADDS)
  room.set(page.bytes.subarray(start, end))
  room[length - 1] = BRACE
  sha256Into(room, length, into, at, DIGEST)
}

function putHex(digest: Uint8Array, into: Uint8Array, at: number): void {
  for (let nth = 0; nth < digest.length; nth++) {
    const byte = digest[nth]!
    into[at + 2 * nth] = digitOf(byte >> 4)
    into[at + 2 * nth + 1] = digitOf(byte & 15)
  }
}

function digitOf(value: number): number {
  return value < 10 ? 48 + value : 87 + value
}
