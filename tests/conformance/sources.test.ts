// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts') && name !== 'sources.test.ts')
const linesOf = (name: string): string[] => readFileSync(new URL(name, import.meta.url), 'utf8').split('\n')

/** What a heading may be cited by: its whole text, or the name that it explains (the part in backquotes before a colon). */
function headingsOf(document: string): Set<string> {
  const headings = linesOf(document).flatMap((line) => /^#+ (.+)$/.exec(line)?.[1] ?? [])
  return new Set(headings.flatMap((heading) => [heading, /^`(\w+)`:/.exec(heading)?.[1] ?? heading]))
}
const HEADINGS: Record<string, Set<string>> = {
  PROTOCOL: headingsOf('../../docs/PROTOCOL.md'),
  SIMULATOR: headingsOf('../../docs/SIMULATOR.md'),
  HERE: headingsOf('README.md'),
}

describe.each(files)('the rows of %s', (name) => {
  it('each cite a section that exists', () => {
    const lines = linesOf(name)
    const rows = lines.flatMap((line, i) => (/^ {2}it[.(]/.test(line) ? [lines[i - 1] ?? ''] : []))
    expect(rows.length).toBeGreaterThan(0)
    for (const citation of rows) {
      const [, document = '', heading] = /^ {2}\/\/ ([A-Z]+): "(.+)"$/.exec(citation) ?? []
      expect(heading, `a row of ${name} has no citation above it: ${citation}`).toBeDefined()
      expect([...(HEADINGS[document] ?? [])], `${name} cites ${document}`).toContain(heading)
    }
  })
})
