// @ts-check
// The hash chain of one conversation.
// Part of the verifier, of which the offline page is made: one-line imports, nothing from elsewhere.

import { halfSha256 } from './sha256.js'
import { isObject } from './verify-values.js'

/**
 * The chain of one conversation. After a message that does not fit, the next one is held against what that one says of itself, so
 * that one change is told once and not for every message that follows.
 *
 * @param {string} id
 * @param {string | null} title
 * @param {{hash: string, count: number}} from
 * @param {(found: any) => void} problem
 */
export function createChain(id, title, from, problem) {
  /** The last message in order, and the one before it. */
  let last = from
  let before = from
  /** Another message with the number of the last one: which of the two the next one goes on from is not known yet. */
  let rival = ''
  /** Spans of numbers that were passed over. */
  /** @type {{from: number, to: number}[]} */
  let gone = []
  let listed = 0
  /** @type {any} */
  let told = null
  /** @type {string | null} */
  let firstAt = null
  /** @type {string | null} */
  let lastAt = null

  /**
   * One line for neighbours.
   *
   * @param {string} kind
   * @param {number} n
   */
  function tell(kind, n) {
    if (told?.kind === kind && told.to === n - 1) told.to = n
    else problem((told = { kind, conversation: id, title, from: n, to: n }))
  }

  /** @param {number} n */
  function isGone(n) {
    const span = gone.find((one) => n >= one.from && n <= one.to)
    if (!span) return false
    gone = gone.flatMap((one) =>
      one === span
        ? [
            { from: one.from, to: n - 1 },
            { from: n + 1, to: one.to },
          ].filter((rest) => rest.from <= rest.to)
        : [one],
    )
    return true
  }

  function tellGone() {
    for (const span of gone) problem((told = { kind: 'missing', conversation: id, title, ...span }))
    gone = []
  }

  return {
    id,
    title,
    /** @type {any} */ head: null,
    /** @type {string | null} */ kind: null,
    lastNumber: () => last.count,
    /**
     * @param {any} message
     * @param {string} json without its hash
     */
    take(message, json) {
      listed += 1
      if (!isObject(message) || !Number.isSafeInteger(message.n) || typeof message.hash !== 'string') {
        return tell('edited', last.count + 1)
      }
      const { n, hash, at } = message
      if (typeof at === 'string') {
        firstAt ??= at
        lastAt = at
      }
      /** @param {string} link */
      const fits = (link) => halfSha256(link + json) === hash
      if (n === last.count + 1) {
        if (!fits(last.hash) && !(rival && fits(rival))) tell('edited', n)
        before = last
        last = { hash, count: n }
        rival = ''
      } else if (n > last.count + 1) {
        // Found later, they were moved; else they are gone. What comes before this one cannot be looked at.
        gone.push({ from: last.count + 1, to: n - 1 })
        before = { hash: '', count: n - 1 }
        last = { hash, count: n }
        rival = ''
      } else if (isGone(n)) tell('moved', n)
      else if (n === last.count && n === before.count + 1 && fits(before.hash)) {
        // Two for one place. If the first did not fit, it is the one that was put in.
        if (told?.kind === 'edited' && told.to === n && told.from === n) told.kind = 'inserted'
        else tell('inserted', n)
        rival = last.hash
        last = { hash, count: n }
      } else tell('inserted', n)
    },
    /** @param {any} tail `{count, hash, complete}` */
    end(tail) {
      tellGone()
      const { count, hash } = isObject(tail) ? tail : { count: null, hash: null }
      const promised = Number.isSafeInteger(count) ? from.count + count : 0
      if (promised > last.count && listed < count) {
        problem((told = { kind: 'missing', conversation: id, title, from: last.count + 1, to: promised }))
        return
      }
      if (hash !== last.hash && !(rival && hash === rival))
        problem((told = { kind: 'end', conversation: id, title, from: last.count, to: last.count }))
      if (count !== listed && !told) problem({ kind: 'count', conversation: id, title, said: count, found: listed })
    },
    summary() {
      tellGone()
      return { id, title, kind: this.kind, messages: listed, from, to: last, firstAt, lastAt }
    },
  }
}
