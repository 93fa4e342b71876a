// @ts-check
// What is checked of a file, whatever layout it came in.
// Part of the verifier, of which the offline page is made: one-line imports, nothing from elsewhere.

import { halfSha256 } from './sha256.js'
import { createChain } from './verify-chain.js'
import { isObject, isWhole, Stop, textOrNull, wholeOrNull } from './verify-values.js'

/** @import { Chain } from './verify-chain.js' */
/** @import { VerifiedConversation, VerifyProblem } from './verify-core.js' */

/** @typedef {ReturnType<typeof createCheck>} Check */

const FORMAT = 'smartqq-companion-export'
const VERSION = 3

/** Problems listed of a file; the rest are counted. */
const MOST_PROBLEMS = 1000
const LINK = /^[0-9a-f]{32}$/

export function createCheck() {
  /** @type {VerifyProblem[]} */
  const problems = []
  let more = 0
  let messages = 0
  let isRewritten = false
  let isReadWhole = true
  /** @type {Record<string, unknown> | null} */
  let header = null
  let seal = ''
  /** @type {Record<string, unknown> | null} */
  let end = null
  /** @type {VerifiedConversation[]} */
  const conversations = []
  /** @type {Chain | null} */
  let open = null

  /**
   * An object that is a member of the header; without members when there is none.
   *
   * @param {string} name
   */
  function part(name) {
    const found = header?.[name]
    return isObject(found) ? found : {}
  }

  /** Where the chain of a conversation begins: where the part before this one left it, or anew. @param {string} id */
  function startOf(id) {
    const { continues } = part('part')
    const before = isObject(continues) && Object.hasOwn(continues, id) ? continues[id] : null
    if (before === null)
      return { hash: halfSha256(`${FORMAT}-${VERSION}\n${String(part('account').number)}\n${id}`), count: 0 }
    const { hash, count } = isObject(before) ? before : {}
    return typeof hash === 'string' && LINK.test(hash) && isWhole(count) ? { hash, count } : { hash: '', count: 0 }
  }

  function problem(/** @type {VerifyProblem} */ found) {
    if (problems.length < MOST_PROBLEMS) problems.push(found)
    else more += 1
  }
  const sealed = (/** @type {unknown} */ part) => (seal = halfSha256(seal + JSON.stringify(part)))

  return {
    problem,
    messages: () => messages,
    rewritten: () => (isRewritten = true),
    /** Nothing after this could be looked at. */
    stopped() {
      isReadWhole = false
    },
    header(/** @type {unknown} */ found) {
      if (header) return problem({ kind: 'doubled' })
      if (!isObject(found) || found.format !== FORMAT) throw new Stop('not-ours')
      if (found.version !== VERSION)
        throw new Stop(typeof found.version === 'number' && found.version < VERSION ? 'no-chain' : 'newer')
      header = found
      sealed(found)
    },
    conversation(/** @type {Record<string, unknown>} */ head) {
      if (open) problem({ kind: 'cut', conversation: open.id, title: open.title, n: open.lastNumber() })
      const id = String(head.id)
      open = createChain(id, textOrNull(head.title), startOf(id), problem)
      open.head = head
      open.kind = textOrNull(head.kind)
    },
    message(/** @type {unknown} */ message, /** @type {string} */ json) {
      messages += 1
      if (open) return open.take(message, json)
      const n = isObject(message) ? wholeOrNull(message.n) : null
      problem({ kind: 'inserted', from: n, to: n })
    },
    /** @param {Record<string, unknown>} tail `{count, hash, complete}` as it stands in the file. */
    conversationEnd(tail) {
      if (!open) return problem({ kind: 'inserted', from: null, to: null })
      open.end(tail)
      sealed({ ...open.head, ...tail })
      conversations.push(open.summary())
      open = null
    },
    /** @param {Record<string, unknown>} found `{people, completeness, seal}` as it stands in the file. */
    end(found) {
      if (open) problem({ kind: 'cut', conversation: open.id, title: open.title, n: open.lastNumber() })
      open = null
      if (!header) throw new Stop('not-ours')
      if (end) return problem({ kind: 'doubled' })
      end = found
      const { seal: given, ...rest } = found
      sealed(rest)
      if (given !== seal) problem({ kind: 'seal' })
    },
    report() {
      if (open) conversations.push(open.summary())
      if (isReadWhole && !header) problem({ kind: 'not-ours' })
      else if (isReadWhole && !end)
        problem({ kind: 'cut', ...(open && { conversation: open.id, title: open.title, n: open.lastNumber() }) })
      return {
        isGood: problems.length === 0,
        problems,
        moreProblems: more,
        messages,
        conversations,
        isRewritten,
        account: textOrNull(part('account').number),
        exportedAt: textOrNull(header?.exportedAt),
        isRedacted: header?.redacted === true,
        isFiltered: header?.filter !== undefined,
        part: wholeOrNull(part('part').number),
        completeness: end?.completeness ?? null,
      }
    },
  }
}
