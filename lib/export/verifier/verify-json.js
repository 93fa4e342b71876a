// @ts-check
// Reads one JSON document piece by piece, whatever its layout.
// Part of the verifier, of which the offline page is made: one-line imports, nothing from elsewhere.

import { isObject, MOST_CHARACTERS, parsed, Stop } from './verify-values.js'

/** @import { Check } from './verify-check.js' */

/** @param {Check} check */
export function createJsonReader(check) {
  /** Where it is: in the file, its list of conversations, one of them, its list of messages. */
  /** @type {('root' | 'conversations' | 'conversation' | 'messages')[]} */
  const places = []
  /** What may come: `start`, `key`, `colon`, `value`, `comma`, `over`; the first of a list or object may also be its end. */
  let wanted = 'start'
  let isFirst = false
  let key = ''
  let line = 1
  /** Members of the file, and of the conversation, since they were last handed on: JSON pieces, and all names so far. */
  /** @type {string[]} */
  let rootParts = []
  /** @type {string[]} */
  let parts = []
  const rootNames = new Set()
  let names = new Set()
  let hasMessages = false
  // A value that is read whole.
  let kind = ''
  let kept = ''
  let depth = 0
  let inString = false
  let isEscaped = false

  /**
   * @param {string[]} pieces
   * @returns {Record<string, unknown>}
   */
  const toObject = (pieces) => JSON.parse(`{${pieces.join(',')}}`)
  const broken = () => new Stop('broken', line)

  /** @param {string} raw */
  function deliver(raw) {
    const at = places.at(-1)
    const value = parsed(raw, line, check)
    if (wanted === 'key') {
      key = String(value)
      wanted = 'colon'
      const known = at === 'root' ? rootNames : names
      if (known.has(key)) check.problem({ kind: 'doubled' })
      known.add(key)
      return
    }
    wanted = 'comma'
    if (at === 'messages') {
      if (!isObject(value)) return check.message(value, raw)
      const { hash: _hash, ...message } = value
      check.message(value, JSON.stringify(message))
    } else if (at === 'conversations') check.problem({ kind: 'foreign-line', line })
    else (at === 'root' ? rootParts : parts).push(`${JSON.stringify(key)}:${JSON.stringify(value)}`)
  }

  /** @param {string} c */
  function enter(c) {
    const at = places.at(-1)
    if (at === 'root' && key === 'conversations' && c === '[') {
      check.header(toObject(rootParts))
      rootParts = []
      places.push('conversations')
      wanted = 'value'
    } else if (at === 'conversations' && c === '{') {
      parts = []
      names = new Set()
      hasMessages = false
      places.push('conversation')
      wanted = 'key'
    } else if (at === 'conversation' && key === 'messages' && c === '[') {
      check.conversation(toObject(parts))
      parts = []
      hasMessages = true
      places.push('messages')
      wanted = 'value'
    } else return false
    isFirst = true
    return true
  }

  /** @param {string} c */
  function leave(c) {
    const at = places.pop()
    if ((c === '}') !== (at === 'root' || at === 'conversation')) throw broken()
    wanted = 'comma'
    if (at === 'conversation') {
      if (!hasMessages) check.conversation({})
      check.conversationEnd(toObject(parts))
    } else if (at === 'root') {
      check.end(toObject(rootParts))
      wanted = 'over'
    }
  }

  /** @param {string} c */
  function begin(c) {
    kept = ''
    depth = 0
    isEscaped = false
    inString = c === '"'
    kind = c === '"' ? 'string' : c === '{' || c === '[' ? 'structure' : 'scalar'
  }

  /**
   * Where the value that is being read ends in this piece (exclusive); -1: not in it.
   *
   * @param {string} text
   * @param {number} at where to go on; the first character of the value when nothing is kept
   */
  function endOf(text, at) {
    if (kind === 'scalar') {
      for (; at < text.length; at++) if (',]} \n\r\t'.includes(text.charAt(at))) return at
      return -1
    }
    let i = at
    // The quote that begins it.
    if (kind === 'string' && kept === '') i += 1
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (inString) {
        if (isEscaped) isEscaped = false
        else if (c === 92) isEscaped = true
        else if (c === 34) {
          inString = false
          if (kind === 'string') return i + 1
        } else if (c === 10) throw broken()
      } else if (c === 34) inString = true
      else if (c === 123 || c === 91) depth += 1
      else if (c === 125 || c === 93) {
        depth -= 1
        if (depth === 0) return i + 1
      } else if (c === 10) line += 1
    }
    return -1
  }

  return {
    /** @param {string} text */
    push(text) {
      for (let i = 0; i < text.length;) {
        if (kind !== '') {
          const end = endOf(text, i)
          if (end === -1) {
            kept += text.slice(i)
            if (kept.length > MOST_CHARACTERS) throw new Stop('too-big', line)
            return
          }
          const raw = kept + text.slice(i, end)
          kind = ''
          kept = ''
          i = end
          deliver(raw)
          continue
        }
        const c = text.charAt(i)
        if (c === ' ' || c === '\n' || c === '\r' || c === '\t' || c === '\uFEFF') {
          if (c === '\n') line += 1
          i += 1
          continue
        }
        switch (wanted) {
          case 'start':
            if (c !== '{') throw broken()
            places.push('root')
            wanted = 'key'
            isFirst = true
            i += 1
            break
          case 'key':
            if (c === '}' && isFirst) {
              leave(c)
              i += 1
            } else if (c === '"') begin(c)
            else throw broken()
            isFirst = false
            break
          case 'colon':
            if (c !== ':') throw broken()
            wanted = 'value'
            i += 1
            break
          case 'value':
            if (c === ']' && isFirst && !inObject()) {
              leave(c)
              i += 1
              isFirst = false
            } else if (enter(c)) i += 1
            else {
              begin(c)
              isFirst = false
            }
            break
          case 'comma':
            if (c === ',') wanted = inObject() ? 'key' : 'value'
            else if (c === '}' || c === ']') leave(c)
            else throw broken()
            isFirst = false
            i += 1
            break
          default:
            throw broken()
        }
      }
    },
    /** What is missing at the end is told as a cut. */
    end() {},
  }

  function inObject() {
    const at = places.at(-1)
    return at === 'root' || at === 'conversation'
  }
}
