import { ImportError } from './import-error.ts'
import { LIMITS } from './limits.ts'

/**
 * Where a value stands: names of members, and `[]` for any element of an array.
 * What becomes of it: `take` it whole, `enter` it and ask again for what is inside, or `skip` it.
 */
export type Cut = (path: readonly string[]) => 'take' | 'enter' | 'skip'

/** A value that was taken, in the order of the file. */
export interface CutValue {
  /** As given to `Cut`, with the index of the element in place of each `[]`. */
  path: readonly (string | number)[]
  value: unknown
  /** Line on which it begins, from 1. */
  line: number
}

/** Cuts chunks of JSON text. */
export interface JsonCutter {
  /** @throws {ImportError} when it is no JSON, or beyond a limit. */
  push(chunk: string): CutValue[]
  /** The text is over. @throws {ImportError} `truncated` when it ended too early. */
  end(): void
}

interface Level {
  isArray: boolean
  path: string[]
  places: (string | number)[]
  index: number
}

const QUOTE = 34
const BACKSLASH = 92
const OPEN_OBJECT = 123
const OPEN_ARRAY = 91
const CLOSE_OBJECT = 125
const CLOSE_ARRAY = 93
const COMMA = 44
const COLON = 58

/**
 * Cuts values out of a JSON text that comes in chunks, so that a file of any size costs the memory of one item. What is skipped is
 * only looked at for quotes and brackets; what is taken is parsed by `JSON.parse`.
 */
export function createJsonCutter(cut: Cut): JsonCutter {
  const levels: Level[] = []
  /** What may come next in the container that is entered. */
  let wants: 'value' | 'first' | 'key' | 'first-key' | 'colon' | 'more' | 'nothing' = 'value'
  let pending: { path: string[]; places: (string | number)[] } = { path: [], places: [] }
  /** A value that is read over: its text so far when it is taken, a name, or nothing. */
  let reading: 'no' | 'take' | 'key' | 'skip' = 'no'
  let kept: string[] = []
  let keptLength = 0
  let depth = 0
  let inString = false
  let isEscaped = false
  /** A number or a word: it ends where something else begins. */
  let isBare = false
  let startLine = 1
  let line = 1
  let lineFrom = 0
  let nextBreak = 0
  let text = ''

  /** Lines up to a place of the chunk; each line break is looked for once. */
  function lineAt(at: number): number {
    while (nextBreak >= lineFrom && nextBreak < at) {
      line += 1
      lineFrom = nextBreak + 1
      nextBreak = text.indexOf('\n', lineFrom)
      if (nextBreak === -1) nextBreak = Number.POSITIVE_INFINITY
    }
    return line
  }

  function broken(at: number): ImportError {
    return new ImportError('broken-json', { line: lineAt(at) })
  }

  function parsed(): unknown {
    try {
      return JSON.parse(kept.length === 1 ? (kept[0] ?? '') : kept.join(''))
    } catch {
      throw new ImportError('broken-json', { line: startLine })
    }
  }

  function keep(piece: string): void {
    keptLength += piece.length
    if (keptLength > LIMITS.item) throw new ImportError('item-too-large', { line: startLine })
    kept.push(piece)
  }

  /** Begins to read a value over, from the place of its first character. */
  function begin(how: 'take' | 'key' | 'skip', at: number): void {
    reading = how
    kept = []
    keptLength = 0
    depth = 0
    inString = false
    isEscaped = false
    isBare = false
    startLine = lineAt(at)
  }

  /** Reads on in a value; gives the place behind it, or -1 when the chunk ended first. */
  function readOver(from: number): number {
    let at = from
    const { length } = text
    while (at < length) {
      if (inString) {
        if (isEscaped) {
          isEscaped = false
          at += 1
          continue
        }
        const code = text.charCodeAt(at)
        at += 1
        if (code === BACKSLASH) isEscaped = true
        else if (code === QUOTE) {
          inString = false
          if (depth === 0) return at
        }
        continue
      }
      const code = text.charCodeAt(at)
      if (isBare) {
        if (code === COMMA || code === CLOSE_ARRAY || code === CLOSE_OBJECT || code <= 32) return at
        at += 1
        continue
      }
      at += 1
      if (code === QUOTE) inString = true
      else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
        depth += 1
        if (depth > LIMITS.depth) throw new ImportError('too-deep', { line: lineAt(at) })
      } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
        depth -= 1
        if (depth === 0) return at
        if (depth < 0) throw broken(at)
      } else if (depth === 0) {
        if (code === COMMA || code === COLON) throw broken(at)
        isBare = true
      }
    }
    return -1
  }

  function leave(isArray: boolean, at: number): void {
    const level = levels.pop()
    if (level === undefined || level.isArray !== isArray) throw broken(at)
    wants = levels.length === 0 ? 'nothing' : 'more'
  }

  /** Where the next element of the array stands. */
  function element(level: Level): void {
    pending = { path: [...level.path, '[]'], places: [...level.places, level.index] }
    level.index += 1
  }

  function push(chunk: string): CutValue[] {
    text = chunk
    lineFrom = 0
    nextBreak = text.indexOf('\n')
    if (nextBreak === -1) nextBreak = Number.POSITIVE_INFINITY
    const values: CutValue[] = []
    let at = 0
    while (at < text.length) {
      if (reading !== 'no') {
        const end = readOver(at)
        if (reading !== 'skip') keep(text.slice(at, end === -1 ? text.length : end))
        if (end === -1) break
        at = end
        if (reading === 'key') {
          const key = parsed()
          if (typeof key !== 'string') throw broken(at)
          const level = levels.at(-1)
          pending = { path: [...(level?.path ?? []), key], places: [...(level?.places ?? []), key] }
          wants = 'colon'
        } else {
          if (reading === 'take') values.push({ path: pending.places, value: parsed(), line: startLine })
          wants = levels.length === 0 ? 'nothing' : 'more'
        }
        reading = 'no'
        continue
      }
      const code = text.charCodeAt(at)
      if (code === 32 || code === 10 || code === 13 || code === 9) {
        at += 1
        continue
      }
      const level = levels.at(-1)
      switch (wants) {
        case 'nothing':
          throw broken(at)
        case 'colon':
          if (code !== COLON) throw broken(at)
          wants = 'value'
          at += 1
          continue
        case 'more':
          at += 1
          if (code === COMMA) {
            wants = level?.isArray ? 'value' : 'key'
            if (level?.isArray) element(level)
          } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) leave(code === CLOSE_ARRAY, at)
          else throw broken(at)
          continue
        case 'first-key':
        case 'key':
          if (code === CLOSE_OBJECT && wants === 'first-key') {
            at += 1
            leave(false, at)
            continue
          }
          if (code !== QUOTE) throw broken(at)
          begin('key', at)
          continue
        case 'first':
          if (code === CLOSE_ARRAY) {
            at += 1
            leave(true, at)
            continue
          }
          if (level) element(level)
          wants = 'value'
          continue
        case 'value': {
          const isContainer = code === OPEN_OBJECT || code === OPEN_ARRAY
          const how = cut(pending.path)
          if (how === 'enter' && isContainer) {
            if (levels.length >= LIMITS.depth) throw new ImportError('too-deep', { line: lineAt(at) })
            levels.push({ isArray: code === OPEN_ARRAY, path: pending.path, places: pending.places, index: 0 })
            wants = code === OPEN_ARRAY ? 'first' : 'first-key'
            at += 1
            continue
          }
          begin(how === 'skip' ? 'skip' : 'take', at)
        }
      }
    }
    lineAt(text.length)
    return values
  }

  return {
    push,
    end() {
      text = ' '
      // A bare word at the very end of the text is over with it.
      const rest = reading !== 'no' && isBare && levels.length === 0 ? push(' ') : []
      if (rest.length > 0 || wants === 'nothing') return
      throw new ImportError('truncated', { line })
    },
  }
}
