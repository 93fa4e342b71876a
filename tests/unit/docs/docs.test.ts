import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const DOCS = globSync(['*.md', 'docs/*.md', 'docs/decisions/*.md', 'tests/**/*.md'], { cwd: root })
const ARCHITECTURE = read('docs/ARCHITECTURE.md')

/** How GitHub names the anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-')
}

const anchorsOf = (text: string) =>
  new Set([...text.matchAll(/^#+ (.+)$/gmu)].map(([, heading = '']) => anchorOf(heading)))

/** Links of a file that lead nowhere: to no file, or to no heading of one. */
function deadLinks(path: string): string[] {
  const text = read(path)
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return []
    const [file = '', anchor] = decodeURI(link).split('#')
    const target = file === '' ? path : relative(root, resolve(root, dirname(path), file))
    if (!existsSync(join(root, target))) return [link]
    return anchor === undefined || anchorsOf(read(target)).has(anchor) ? [] : [link]
  })
}

/** `a/{b,c}.ts` -> `a/b.ts`, `a/c.ts`. */
function spelledOut(path: string): string[] {
  const braces = /\{([^{}]*)\}/.exec(path)
  if (!braces) return [path]
  const [all, choices = ''] = braces
  return choices.split(',').flatMap((choice) => spelledOut(path.replace(all, choice)))
}

/** Files and folders of ours that a text names and that are not there. What is built or left by a run does not count. */
function missingPaths(text: string): string[] {
  return [...text.matchAll(/`((?:lib|entrypoints|tests|scripts|public|docs)\/[\w./*{},-]+)`/g)]
    .flatMap(([, path = '']) => spelledOut(path))
    .filter((path) => globSync(path.replace(/\/$/, ''), { cwd: root }).length === 0)
}

/** Names of stored items, as `local:rules`, anywhere in the code. */
function storedItems(): string[] {
  return globSync(['lib/**/*.ts', 'entrypoints/**/*.ts'], { cwd: root }).flatMap((path) => {
    const text = read(path)
    return [
      ...[...text.matchAll(/defineItem(?:<.+?>)?\(\s*'((?:local|session):\w+)'/gs)].map(([, name = '']) => name),
      ...[...text.matchAll(/sessionItem<.+?>\('(\w+)'/g)].map(([, name = '']) => `session:${name}`),
    ]
  })
}

describe('the documents', () => {
  it.each(DOCS)('lead somewhere with every link: %s', (path) => {
    expect(deadLinks(path)).toEqual([])
  })

  // Decisions tell of a day, and of files that may have gone since.
  it.each(DOCS.filter((path) => !path.includes('decisions/') && path !== 'CHANGELOG.md'))(
    'name only files that are there: %s',
    (path) => {
      expect(missingPaths(read(path))).toEqual([])
    },
  )

  it('name every stored item in ARCHITECTURE.md', () => {
    const items = storedItems()
    expect(items.length).toBeGreaterThan(30)
    expect(items.filter((item) => !ARCHITECTURE.includes(`\`${item}\``))).toEqual([])
  })

  it('name every room in ARCHITECTURE.md', () => {
    const rooms = [...read('scripts/lint/house.mjs').matchAll(/^ {2}'(lib\/[^']+)': \[/gm)].map(([, room = '']) => room)
    expect(rooms.length).toBeGreaterThan(15)
    expect(rooms.filter((room) => !ARCHITECTURE.includes(`\`${room}`))).toEqual([])
  })
})
