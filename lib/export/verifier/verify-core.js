// @ts-check
// Checks the hash chain and the seal of our export files, JSON and JSON Lines, of any size: reads them piece by piece. The same
// code runs in the extension, and in the offline page, which holds these files as they stand here: plain JavaScript, nothing to
// import but each other, no words for people. The types are in verify-core.d.ts.

import { createCheck } from './verify-check.js'
import { createJsonReader } from './verify-json.js'
import { createLineReader } from './verify-lines.js'
import { Stop } from './verify-values.js'

/** @import { Check } from './verify-check.js' */
/** @import { PartsProblem, VerifiedConversation, VerifyReport } from './verify-core.js' */

/** @typedef {{push(text: string): void, end(): void}} Reader What takes a file piece by piece. */
/** @typedef {VerifiedConversation & {name: string, part: number}} Piece A conversation as one of several files has it. */

export const LIMITS = ['whole-chain', 'not-signed', 'never-captured', 'times', 'outside']

/**
 * @param {Blob | AsyncIterable<string>} source
 * @param {(done: {characters: number, messages: number}) => void} [onProgress]
 * @param {AbortSignal} [signal]
 * @returns {Promise<VerifyReport>}
 */
export async function verifyText(source, onProgress, signal) {
  const check = createCheck()
  /** @type {Reader | null} */
  let reader = null
  let head = ''
  let characters = 0
  try {
    for await (const piece of isBlob(source) ? textOf(source) : source) {
      signal?.throwIfAborted()
      let text = piece
      if (!reader) {
        head += piece
        // Which of the two it is stands at the beginning.
        if (head.trimStart().length < 40 && head.length < 4096) continue
        text = head
        reader = readerFor(head, check)
      }
      reader.push(text)
      characters += piece.length
      onProgress?.({ characters, messages: check.messages() })
    }
    reader ??= startedLate(head, check)
    reader.end()
  } catch (error) {
    if (signal?.aborted) throw error
    if (error === NOT_UTF8) check.problem({ kind: 'not-utf8' })
    else if (error instanceof Stop) check.problem({ kind: error.kind, ...(error.line && { line: error.line }) })
    else throw error
    check.stopped()
  }
  return check.report()
}

/**
 * Whether files of one export go on from each other: each chain where the one before left it, no part twice or left out.
 *
 * @param {readonly {name: string, report: VerifyReport}[]} files
 */
export function verifyParts(files) {
  /** @type {PartsProblem[]} */
  const problems = []
  /** @type {Map<string, Piece[]>} */
  const byConversation = new Map()
  for (const { name, report } of files) {
    for (const conversation of report.conversations) {
      const key = `${report.account}\n${conversation.id}`
      const list = byConversation.get(key) ?? []
      byConversation.set(key, list)
      list.push({ name, part: report.part ?? 1, ...conversation })
    }
  }
  for (const list of byConversation.values()) {
    list.sort((a, b) => a.from.count - b.from.count || a.to.count - b.to.count || a.part - b.part)
    /** @type {Piece | null} */
    let before = null
    for (const one of list) {
      const { id, title, name, from } = one
      if (before === null) {
        if (from.count > 0)
          problems.push({ kind: 'earlier-part-missing', conversation: id, title, name, from: 1, to: from.count })
      } else if (from.count > before.to.count) {
        problems.push({
          kind: 'part-missing',
          conversation: id,
          title,
          name,
          from: before.to.count + 1,
          to: from.count,
        })
      } else if (from.count < before.to.count) {
        // The same part in another format, or once more, is nothing to tell.
        const isCopy =
          from.count === before.from.count && one.to.count === before.to.count && one.to.hash === before.to.hash
        if (!isCopy)
          problems.push({ kind: 'overlap', conversation: id, title, name, from: from.count + 1, to: before.to.count })
      } else if (from.hash !== before.to.hash) {
        problems.push({
          kind: 'does-not-continue',
          conversation: id,
          title,
          name,
          from: from.count + 1,
          to: from.count + 1,
        })
      }
      before = one
    }
  }
  return problems
}

const NOT_UTF8 = new Error('not UTF-8')

/**
 * @param {Blob | AsyncIterable<string>} source
 * @returns {source is Blob}
 */
function isBlob(source) {
  return 'stream' in source
}

/** @param {Blob} blob */
async function* textOf(blob) {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = blob.stream().getReader()
  const decode = (/** @type {Uint8Array | undefined} */ bytes) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined })
    } catch {
      throw NOT_UTF8
    }
  }
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      yield decode(value)
    }
    yield decode(undefined)
  } finally {
    reader.releaseLock()
  }
}

/**
 * @param {string} head
 * @param {Check} check
 */
function readerFor(head, check) {
  const start = head.replace(/^\uFEFF/, '').trimStart()
  if (/^\{\s*"type"\s*:/.test(start)) return createLineReader(check)
  if (start.startsWith('{')) return createJsonReader(check)
  throw new Stop('not-ours')
}

/**
 * A file shorter than what is looked at.
 *
 * @param {string} head
 * @param {Check} check
 */
function startedLate(head, check) {
  const reader = readerFor(head, check)
  reader.push(head)
  return reader
}
