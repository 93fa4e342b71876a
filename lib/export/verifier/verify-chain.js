// @ts-check
// The hash chain of one conversation.
// Part of the verifier, of which the offline page is made: one-line imports, nothing from elsewhere.

import { halfSha256, sha256 } from './sha256.js'
import { isObject, isWhole } from './verify-values.js'

/** @import { VerifyProblem } from './verify-core.js' */

/** @typedef {{kind: 'edited' | 'edited-within' | 'missing' | 'moved' | 'inserted' | 'end', conversation: string, title: string | null, from: number, to: number}} Told */
/** @typedef {ReturnType<typeof createChain>} Chain */

/** Messages that wait for their link, at most. Writers of ours give one to every hundredth at least. */
const MOST_WAITING = 10_000

/**
 * The chain of one conversation. A link stands for all messages since the one before it. After a run that does not fit, the next one is
 * held against what that one says of itself, so that one change is told once and not for every run that follows.
 *
 * @param {string} id
 * @param {string | null} title
 * @param {{hash: string, count: number}} from
 * @param {(found: VerifyProblem) => void} problem
 */
export function createChain(id, title, from, problem) {
  /** The last message with a link. */
  let last = from
  /** The last message in order, and what those after the last link are as JSON. */
  let lastNumber = from.count
  /** @type {Map<number, string>} */
  let waiting = new Map()
  /** Others with the number of one of those: which of the two the link stands for is not known yet. */
  /** @type {Map<number, string>} */
  let rivals = new Map()
  /** The run before the last link, without its last message: somebody may have put another one in that one's place. */
  /** @type {{hash: string, run: string[]} | null} */
  let closed = null
  /** A link that is as good as the last one, for the same reason. */
  let rival = ''
  /** Spans of numbers that were passed over. */
  /** @type {{from: number, to: number}[]} */
  let gone = []
  let listed = 0
  /** @type {Told | null} */
  let told = null
  /** @type {string | null} */
  let firstAt = null
  /** @type {string | null} */
  let lastAt = null

  /**
   * One line for neighbours.
   *
   * @param {Told['kind']} kind
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

  /**
   * Whether a link stands for these messages, after one of those that the chain may have gone on from.
   *
   * @param {string} hash
   * @param {readonly string[]} run
   * @param {readonly string[]} before
   */
  function stands(hash, run, before) {
    const digest = sha256(run.join(',\n'))
    return before.some((link) => link !== '' && halfSha256(link + digest) === hash)
  }

  /**
   * What waits up to a message with a link is held against it; what waits behind it, because messages were moved, goes on waiting.
   *
   * @param {number} n
   * @param {string} hash
   */
  function close(n, hash) {
    const numbers = Array.from({ length: Math.min(n - last.count, MOST_WAITING + 1) }, (_, nth) => last.count + 1 + nth)
    // With a message missing nobody can tell.
    const isThere = numbers.length <= MOST_WAITING && numbers.every((number) => waiting.has(number))
    closed = null
    if (isThere) {
      const run = numbers.map((number) => waiting.get(number) ?? '')
      const others = numbers.map((number) => rivals.get(number) ?? waiting.get(number) ?? '')
      const before = [last.hash, rival]
      if (!stands(hash, run, before) && !(rivals.size > 0 && stands(hash, others, before))) {
        if (run.length === 1) tell('edited', n)
        else problem((told = { kind: 'edited-within', conversation: id, title, from: last.count + 1, to: n }))
      }
      closed = { hash: last.hash, run: run.slice(0, -1) }
    }
    for (const number of waiting.keys()) if (number <= n) waiting.delete(number)
    rivals.clear()
    last = { hash, count: n }
    rival = ''
  }

  /**
   * A second message with a number.
   *
   * @param {number} n
   * @param {unknown} hash
   * @param {string} json
   */
  function takeSecond(n, hash, json) {
    if (typeof hash === 'string' && n === last.count && closed && stands(hash, [...closed.run, json], [closed.hash])) {
      // If the first did not fit, it is the one that was put in.
      const isOfThisRun = told?.kind === 'edited-within' || (told?.kind === 'edited' && told.from === n)
      if (told && told.to === n && isOfThisRun) Object.assign(told, { kind: 'inserted', from: n })
      else tell('inserted', n)
      rival = last.hash
      last = { hash, count: n }
      return
    }
    if (waiting.has(n) && !rivals.has(n)) rivals.set(n, json)
    tell('inserted', n)
  }

  return {
    id,
    title,
    /** @type {Record<string, unknown>} */ head: {},
    /** @type {string | null} */ kind: null,
    lastNumber: () => lastNumber,
    /**
     * @param {unknown} message
     * @param {string} json without its link
     */
    take(message, json) {
      listed += 1
      const { n, hash, at } = isObject(message) ? message : {}
      if (!isWhole(n) || (hash !== undefined && typeof hash !== 'string')) return tell('edited', lastNumber + 1)
      if (typeof at === 'string') {
        firstAt ??= at
        lastAt = at
      }
      if (n > lastNumber) {
        // Found later, they were moved; else they are gone.
        if (n > lastNumber + 1) gone.push({ from: lastNumber + 1, to: n - 1 })
        lastNumber = n
      } else if (isGone(n)) tell('moved', n)
      else return takeSecond(n, hash, json)
      if (n <= last.count) return
      if (waiting.size < MOST_WAITING) waiting.set(n, json)
      if (hash !== undefined) close(n, hash)
    },
    /** @param {Record<string, unknown>} tail `{count, hash, complete}` */
    end(tail) {
      tellGone()
      const { count, hash } = tail
      if (isWhole(count) && from.count + count > lastNumber && listed < count) {
        problem((told = { kind: 'missing', conversation: id, title, from: lastNumber + 1, to: from.count + count }))
        return
      }
      if (lastNumber > last.count)
        problem((told = { kind: 'edited-within', conversation: id, title, from: last.count + 1, to: lastNumber }))
      if (hash !== last.hash && !(rival && hash === rival))
        problem((told = { kind: 'end', conversation: id, title, from: lastNumber, to: lastNumber }))
      if (count !== listed && !told) problem({ kind: 'count', conversation: id, title, said: count, found: listed })
    },
    summary() {
      tellGone()
      return { id, title, kind: this.kind, messages: listed, from, to: last, firstAt, lastAt }
    },
  }
}
