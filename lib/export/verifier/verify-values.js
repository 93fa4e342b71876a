// @ts-check
// JSON values as the verifier reads them, and why it stops.
// Part of the verifier, of which the offline page is made: one-line imports, nothing from elsewhere.

/** @import { Check } from './verify-check.js' */

/** @typedef {'not-ours' | 'no-chain' | 'newer' | 'broken' | 'too-big'} StopKind Why nothing more of a file can be looked at. */

/** Of one value or line: what is longer is no message. */
export const MOST_CHARACTERS = 64 * 1024 * 1024

export class Stop extends Error {
  /**
   * @param {StopKind} kind
   * @param {number} [line]
   */
  constructor(kind, line) {
    super(kind)
    this.kind = kind
    this.line = line
  }
}

/**
 * A value of JSON. Members that are there twice are told: programs do not agree on which one counts.
 *
 * @param {string} raw
 * @param {number} line
 * @param {Pick<Check, 'rewritten' | 'problem'>} check
 * @returns {unknown}
 */
export function parsed(raw, line, check) {
  /** @type {unknown} */
  let value
  try {
    value = JSON.parse(raw)
  } catch {
    throw new Stop('broken', line)
  }
  // Nearly always the very same text; else somebody's program has laid it out anew.
  if (JSON.stringify(value) !== raw) {
    check.rewritten()
    if (membersIn(value) !== membersWritten(raw)) check.problem({ kind: 'doubled' })
  }
  return value
}

/** @param {string} raw */
function membersWritten(raw) {
  let count = 0
  for (const [, colon] of raw.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon) count += 1
  return count
}

/**
 * @param {unknown} value
 * @returns {number}
 */
function membersIn(value) {
  if (typeof value !== 'object' || value === null) return 0
  const inside = Object.values(value).reduce((sum, one) => sum + membersIn(one), 0)
  return Array.isArray(value) ? inside : inside + Object.keys(value).length
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
export function isWhole(value) {
  return Number.isSafeInteger(value)
}

/** @param {unknown} value */
export function textOrNull(value) {
  return typeof value === 'string' ? value : null
}

/** @param {unknown} value */
export function wholeOrNull(value) {
  return isWhole(value) ? value : null
}
