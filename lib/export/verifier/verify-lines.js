// @ts-check
// Reads JSON Lines piece by piece.
// Part of the verifier, of which the offline page is made: one-line imports, nothing from elsewhere.

import { isObject, MOST_CHARACTERS, parsed, Stop, wholeOrNull } from './verify-values.js'

/** @import { Check } from './verify-check.js' */

/** @param {Check} check */
export function createLineReader(check) {
  let rest = ''
  let line = 0
  /** @type {string | null} */
  let open = null

  /** @param {string} text */
  function take(text) {
    line += 1
    const raw = text.endsWith('\r') ? text.slice(0, -1) : text
    if (raw.trim() === '') return
    const value = parsed(raw, line, check)
    if (!isObject(value)) throw new Stop('broken', line)
    const { type, ...members } = value
    switch (type) {
      case 'header':
        return check.header(members)
      case 'conversation':
        open = typeof members.id === 'string' ? members.id : ''
        return check.conversation(members)
      case 'message': {
        const { conversation, hash: _hash, ...message } = members
        if (conversation !== open) {
          const n = wholeOrNull(members.n)
          return check.problem({ kind: 'inserted', conversation: String(conversation), title: null, from: n, to: n })
        }
        return check.message(members, JSON.stringify(message))
      }
      case 'conversation-end': {
        const { id, ...tail } = members
        if (id !== open) check.problem({ kind: 'seal' })
        open = null
        return check.conversationEnd(tail)
      }
      case 'end':
        return check.end(members)
      default:
        check.problem({ kind: 'foreign-line', line })
    }
  }

  return {
    /** @param {string} text */
    push(text) {
      if (rest === '' && line === 0 && text.startsWith('\uFEFF')) text = text.slice(1)
      let start = 0
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
        take(rest + text.slice(start, end))
        rest = ''
        start = end + 1
      }
      rest += text.slice(start)
      if (rest.length > MOST_CHARACTERS) throw new Stop('too-big', line + 1)
    },
    end() {
      if (rest.trim() === '') return
      try {
        JSON.parse(rest)
      } catch {
        // Broken off in the middle of a line: told as a cut.
        return
      }
      take(rest)
    },
  }
}
