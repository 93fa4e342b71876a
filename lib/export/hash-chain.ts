import { BETWEEN, HASH_MEMBER } from './page-bytes.ts'
import type { PageBytes } from './page-bytes.ts'
import { halfSha256Into } from './verifier/sha256.js'

/** Makes the links of the messages of an export. Where that is done is the caller's business: it takes as long as much of the rest. */
export interface HashChain {
  /**
   * Gives each message of a page its hash. The first one goes on from `link`; without it from the last link that was made: the next
   * page may come before the one before it is done. `make` is called at once, and once more when the first bytes are lost.
   */
  link(make: () => PageBytes, link: string | null): Promise<PageBytes>
}

const encoder = new TextEncoder()

/** Makes the links at once, where it is called. */
export function hashChainHere(): HashChain {
  let last = encoder.encode('')
  let room = new Uint8Array(4_096)

  function linkAll({ bytes, starts }: PageBytes): void {
    for (let index = 0; index + 1 < starts.length; index++) {
      const start = starts[index]!
      const end = starts[index + 1]! - BETWEEN - 1
      const json = bytes.subarray(start, end - HASH_MEMBER)
      let length = last.length + json.length
      // With some more for what the digest adds.
      if (room.length < length + 128) room = new Uint8Array(2 * length + 128)
      room.set(last)
      room.set(json, last.length)
      room[length++] = 0x7d
      const hashAt = end - 33
      halfSha256Into(room, length, bytes, hashAt)
      last = bytes.subarray(hashAt, hashAt + 32)
    }
    // Nothing of the page may be held: it goes elsewhere.
    last = last.slice()
  }

  return {
    async link(make, link) {
      if (link !== null) last = encoder.encode(link)
      const page = make()
      linkAll(page)
      return page
    },
  }
}
