// @ts-check
// What is checked of a file, whatever layout it came in.
// Part of the verifier, of which the offline page is made: one-line imports, nothing from elsewhere.

import { halfSha256 } from './sha256.js'
import { createChain } from './verify-chain.js'
import { isObject, Stop } from './verify-values.js'

const FORMAT = 'smartqq-companion-export'
const VERSION = 3

/** Problems listed of a file; the rest are counted. */
const MOST_PROBLEMS = 1000
const LINK = /^[0-9a-f]{32}$/

export function createCheck() {
  /** @type {any[]} */
  const problems = []
  let more = 0
  let messages = 0
  let isRewritten = false
  let isWhole = true
  /** @type {any} */
  let header = null
  let seal = ''
  /** @type {any} */
  let end = null
  /** @type {any[]} */
  const conversations = []
  /** @type {any} */
  let open = null

  function problem(/** @type {any} */ found) {
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
      isWhole = false
    },
    header(/** @type {any} */ found) {
      if (header) return problem({ kind: 'doubled' })
      if (!isObject(found) || found.format !== FORMAT) throw new Stop('not-ours')
      if (found.version !== VERSION)
        throw new Stop(typeof found.version === 'number' && found.version < VERSION ? 'no-chain' : 'newer')
      header = found
      sealed(found)
    },
    conversation(/** @type {any} */ head) {
      if (open) problem({ kind: 'cut', conversation: open.id, title: open.title, n: open.lastNumber() })
      const { id, title = null, kind = null } = isObject(head) ? head : {}
      const continues =
        isObject(header?.part?.continues) && Object.hasOwn(header.part.continues, id) ? header.part.continues[id] : null
      const from = continues ?? {
        hash: halfSha256(`${FORMAT}-${VERSION}\n${header?.account?.number}\n${id}`),
        count: 0,
      }
      const isGood = isObject(from) && LINK.test(from.hash) && Number.isSafeInteger(from.count)
      open = createChain(id, title, isGood ? from : { hash: '', count: 0 }, problem)
      open.head = head
      open.kind = kind
    },
    message(/** @type {any} */ message, /** @type {string} */ json) {
      messages += 1
      if (open) open.take(message, json)
      else
        problem({
          kind: 'inserted',
          from: isObject(message) ? message.n : null,
          to: isObject(message) ? message.n : null,
        })
    },
    /** @param {any} tail `{count, hash, complete}` as it stands in the file. */
    conversationEnd(tail) {
      if (!open) return problem({ kind: 'inserted', from: null, to: null })
      open.end(tail)
      sealed({ ...open.head, ...tail })
      conversations.push(open.summary())
      open = null
    },
    /** @param {any} found `{people, completeness, seal}` as it stands in the file. */
    end(found) {
      if (open) problem({ kind: 'cut', conversation: open.id, title: open.title, n: open.lastNumber() })
      open = null
      if (end) return problem({ kind: 'doubled' })
      end = found
      const { seal: given, ...rest } = isObject(found) ? found : { seal: null }
      sealed(rest)
      if (given !== seal) problem({ kind: 'seal' })
    },
    report() {
      if (open) conversations.push(open.summary())
      if (isWhole && !header) problem({ kind: 'not-ours' })
      else if (isWhole && !end)
        problem({ kind: 'cut', ...(open && { conversation: open.id, title: open.title, n: open.lastNumber() }) })
      return {
        isGood: problems.length === 0,
        problems,
        moreProblems: more,
        messages,
        conversations,
        isRewritten,
        account: header?.account?.number ?? null,
        exportedAt: header?.exportedAt ?? null,
        isRedacted: header?.redacted === true,
        isFiltered: header?.filter !== undefined,
        part: header?.part?.number ?? null,
        completeness: isObject(end) ? (end.completeness ?? null) : null,
      }
    },
  }
}
