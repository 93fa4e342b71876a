import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'rolldown/utils'
import { describe, expect, it } from 'vitest'
import { zhCNCard } from '../../../lib/i18n/zh-CN-card.ts'
import { zhCNDrawer } from '../../../lib/i18n/zh-CN-drawer.ts'
import { zhCNEditor } from '../../../lib/i18n/zh-CN-editor.ts'
import { zhCNLab } from '../../../lib/i18n/zh-CN-lab.ts'
import { zhCNLate } from '../../../lib/i18n/zh-CN-late.ts'
import { zhCNRules } from '../../../lib/i18n/zh-CN-rules.ts'
import { zhCNTrouble } from '../../../lib/i18n/zh-CN-trouble.ts'
import { zhCNWorkbench } from '../../../lib/i18n/zh-CN-workbench.ts'
import { zhCN } from '../../../lib/i18n/zh-CN.ts'

const ROOT = join(import.meta.dirname, '../../..')
const FOLDERS = [
  'lib/ui',
  'entrypoints/popup',
  'entrypoints/workbench',
  'entrypoints/workbench/rules',
  'entrypoints/workbench/lab',
  'entrypoints/workbench/export',
  'entrypoints/workbench/verify',
  'entrypoints/workbench/diagnostics',
  'entrypoints/drawer',
  'entrypoints/pages',
  'entrypoints/pages/editor',
]
/** Attributes that people see or hear. */
const SPOKEN = ['aria-label', 'title', 'placeholder', 'alt', 'label', 'text', 'removeLabel', 'aria-description']

interface Node {
  type: string
  [field: string]: unknown
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => join(folder, name)),
)

/** Letters of any script; marks, digits and punctuation alone say nothing in any language. */
const hasWords = (text: unknown) => typeof text === 'string' && /\p{L}/u.test(text)

function visibleLiterals(file: string): string[] {
  const { program, errors } = parseSync(file, readFileSync(join(ROOT, file), 'utf8'), { lang: 'tsx' })
  expect(errors).toEqual([])
  const found: string[] = []
  walk(program as unknown as Node, (node) => {
    if (node.type === 'JSXText' && hasWords(node.value)) found.push(String(node.value).trim())
    if (node.type === 'JSXExpressionContainer') found.push(...literalsIn(node.expression as Node))
    if (node.type !== 'JSXAttribute') return
    const name = (node.name as Node).name
    const value = node.value as Node | null
    if (SPOKEN.includes(String(name)) && value?.type === 'Literal' && hasWords(value.value))
      found.push(String(value.value))
  })
  return found
}

/** Strings that are drawn: the expression itself, or a branch of it. Attributes are looked at by name instead. */
function literalsIn(node: Node): string[] {
  if (node.type === 'Literal')
    return hasWords(node.value) && /\p{Script=Han}|\s/u.test(String(node.value)) ? [String(node.value)] : []
  if (node.type === 'ConditionalExpression')
    return [...literalsIn(node.consequent as Node), ...literalsIn(node.alternate as Node)]
  if (node.type !== 'TemplateLiteral') return []
  const quasis = node.quasis as { value: { raw: string } }[]
  return quasis.map(({ value }) => value.raw).filter((raw) => /\p{Script=Han}/u.test(raw))
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const field of Object.values(node)) {
    for (const child of Array.isArray(field) ? field : [field]) {
      if (typeof child === 'object' && child !== null && 'type' in child) walk(child as Node, visit)
    }
  }
}

describe('components', () => {
  it('are found by this test', () => {
    expect(files.length).toBeGreaterThan(25)
  })

  it.each(files)('%s says nothing that is not in the catalogues', (file) => {
    expect(visibleLiterals(file).filter((text) => !isClassList(text))).toEqual([])
  })

  it('do not carry words nobody says', () => {
    const sources = [...FOLDERS, 'lib/i18n', 'lib/rules']
      .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(ROOT, folder, name)))
      // The catalogues themselves say every key.
      .filter((path) => /\.tsx?$/u.test(path) && !/(?:zh-CN|en)(?:-\w+)?\.ts$/u.test(path))
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n')
    const said = new Set([...sources.matchAll(/['"]([\w.:-]+)['"]/gu)].map(([, key]) => key ?? ''))
    const prefixes = [...sources.matchAll(/`([\w.:-]+)\$\{/gu)].map(([, prefix]) => prefix ?? '')
    const unused = Object.keys({
      ...zhCN,
      ...zhCNLate,
      ...zhCNCard,
      ...zhCNDrawer,
      ...zhCNEditor,
      ...zhCNTrouble,
      ...zhCNLab,
      ...zhCNRules,
      ...zhCNWorkbench,
    }).filter((key) => !said.has(key) && !prefixes.some((prefix) => prefix && key.startsWith(prefix)))
    expect(unused).toEqual([])
  })
})

/** A list of class names in a condition looks like words; ours are lower-case Latin with hyphens. */
function isClassList(text: string): boolean {
  return /^[a-z0-9 -]+$/u.test(text)
}
