import { ImportError } from './import-error.ts'
import { createJsonCutter } from './json-cutter.ts'
import type { CutValue } from './json-cutter.ts'

/** What the beginning of a JSON text is made of. */
export interface Outline {
  /** Paths of members, `[]` for elements: `chatlab.version`, `messages.[].date`. */
  paths: ReadonlySet<string>
  /** The plain values among them, by path; of several elements that of the first. */
  values: ReadonlyMap<string, unknown>
  /** The first value was over and another one began on a line of its own: JSON Lines. */
  isLines: boolean
}

const DEEPEST = 5

/** The outline of a JSON text that may end anywhere; null when it does not begin like one. */
export function outlineOf(text: string): Outline | null {
  // JSON Lines may begin with comments.
  const start = text.replace(/^(?:\s*#[^\n]*\n)+/, '').trimStart()
  if (!start.startsWith('{') && !start.startsWith('[')) return null
  const paths = new Set<string>()
  const values = new Map<string, unknown>()
  const cutter = createJsonCutter((path) => {
    paths.add(path.join('.'))
    return path.length >= DEEPEST ? 'skip' : 'enter'
  })
  // Small pieces, so that what was found before an error is not lost with it.
  let isLines = false
  let end = 0
  try {
    for (; end < start.length; end += 256) remember(cutter.push(start.slice(end, end + 256)))
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    isLines = firstLineIsWhole(start)
  }
  return paths.size === 0 ? null : { paths, values, isLines }

  function remember(found: readonly CutValue[]): void {
    for (const { path, value } of found) {
      const name = path.map((step) => (typeof step === 'number' ? '[]' : step)).join('.')
      if (!values.has(name)) values.set(name, value)
    }
  }
}

function firstLineIsWhole(text: string): boolean {
  const end = text.indexOf('\n')
  if (end === -1) return false
  try {
    const value: unknown = JSON.parse(text.slice(0, end))
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
