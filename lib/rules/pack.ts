import * as z from 'zod/mini'
import type { ContactId } from '../chat/contact.ts'
import type { HandleKind } from '../chat/handle.ts'
import { checkRule } from './check.ts'
import { isObject } from './is-object.ts'
import { rulesTo2 } from './migrations.ts'
import { MAX_NAME_LENGTH, MAX_RULE_GROUPS, MAX_RULES, ruleGroupSchema } from './rule.ts'
import type { Rule, RuleGroup, RuleProblem } from './rule.ts'

/** Name and version of the file format, as in `public/schema/smartqq-companion-rules-1.schema.json`. */
export const PACK_FORMAT = 'smartqq-companion-rules'
export const PACK_VERSION = 1
/** Largest file that is read, bytes. */
export const MAX_PACK_SIZE = 2_000_000
/** Deepest nesting of brackets that is read. A pack needs nine. */
const MAX_DEPTH = 20
const MAX_PEOPLE = 20_000

const personSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  kind: z.enum(['person', 'group', 'discuss']),
  name: z.nullable(z.string().check(z.maxLength(200))),
  number: z.nullable(z.string().check(z.regex(/^\d{4,12}$/))),
})

/** Whom a rule of a pack names, so that the same one can be found where it is read. */
export interface PackPerson {
  /** Contact id where the pack was written. */
  id: ContactId
  kind: HandleKind
  name: string | null
  number: string | null
}

/** Rules to hand on: data alone. Nothing in it is run or fetched. */
export interface Pack {
  format: typeof PACK_FORMAT
  version: typeof PACK_VERSION
  name: string
  /** ISO 8601, UTC; null when the file does not say. */
  exportedAt: string | null
  rules: readonly Rule[]
  groups: readonly RuleGroup[]
  people: readonly PackPerson[]
}

/** Why a file is no pack. `newer`: written by a later version of the program. */
export type PackProblem = 'too-large' | 'not-json' | 'too-deep' | 'not-a-pack' | 'newer' | 'no-rules' | 'too-many-rules'

/** A rule of the file that cannot come in; `place` counts from 0. */
export interface RefusedRule {
  place: number
  /** Its name or id, as far as it has one. */
  name: string
  problems: readonly RuleProblem[]
}

/**
 * The text of a pack file. Rules go in as they are; groups and people only as far as a rule names them.
 * @param exportedAt - ms since the epoch.
 */
export function writePack(
  name: string,
  exportedAt: number,
  rules: readonly Rule[],
  groups: readonly RuleGroup[],
  people: readonly PackPerson[],
): string {
  const inGroups = new Set(rules.map(({ group }) => group))
  const named = new Set(rules.flatMap(namedBy))
  const pack: Pack = {
    format: PACK_FORMAT,
    version: PACK_VERSION,
    name,
    exportedAt: new Date(exportedAt).toISOString(),
    rules,
    groups: groups.filter(({ id }) => inGroups.has(id)),
    people: people
      .filter(({ id }) => named.has(id))
      .map(({ id, kind, name: called, number }) => ({ id, kind, name: called, number })),
  }
  return `${JSON.stringify(pack, null, 2)}\n`
}

/** Everybody whom a rule names, by contact id. */
export function namedBy({ who }: Rule): ContactId[] {
  return [...new Set([...who.contacts, ...who.except, ...who.authors])]
}

/**
 * Reads the text of a pack file, or of a bare list of rules (version 1 or 2). Rules are checked one by one as when they are
 * saved: a bad one is left out and listed, and the others come in. Never throws.
 */
export function readPack(
  text: string,
): { pack: Pack; refused: readonly RefusedRule[]; problem: null } | { pack: null; problem: PackProblem } {
  const bad = (problem: PackProblem): { pack: null; problem: PackProblem } => ({ pack: null, problem })
  if (text.length > MAX_PACK_SIZE || new TextEncoder().encode(text).length > MAX_PACK_SIZE) return bad('too-large')
  if (depthOf(text) > MAX_DEPTH) return bad('too-deep')
  const value = parseJson(text)
  if (value === undefined) return bad('not-json')
  const file = Array.isArray(value) ? { rules: value } : value
  if (!isObject(file)) return bad('not-a-pack')
  if (!Array.isArray(value)) {
    if (file.format !== PACK_FORMAT) return bad('not-a-pack')
    if (typeof file.version === 'number' && file.version > PACK_VERSION) return bad('newer')
    if (file.version !== PACK_VERSION) return bad('not-a-pack')
  }
  const given = rulesTo2(file.rules)
  if (!Array.isArray(given)) return bad('not-a-pack')
  if (given.length === 0) return bad('no-rules')
  if (given.length > MAX_RULES) return bad('too-many-rules')

  const rules: Rule[] = []
  const refused: RefusedRule[] = []
  for (const [place, one] of (given as unknown[]).entries()) {
    const checked = checkRule(one)
    const isTwice = checked.rule && rules.some(({ id }) => id === checked.rule.id)
    if (checked.rule && !isTwice) rules.push(checked.rule)
    else {
      const problems: RuleProblem[] = isTwice ? [{ field: 'rule', code: 'not-a-rule', detail: 'id' }] : checked.problems
      refused.push({ place, name: nameOf(one), problems })
    }
  }
  const groups = readable(ruleGroupSchema, file.groups, MAX_RULE_GROUPS)
  const pack: Pack = {
    format: PACK_FORMAT,
    version: PACK_VERSION,
    name: typeof file.name === 'string' ? Array.from(file.name).slice(0, MAX_NAME_LENGTH).join('') : '',
    exportedAt: readTime(file.exportedAt),
    rules,
    groups: groups.filter(({ id }, place) => groups.findIndex((group) => group.id === id) === place),
    people: readable(personSchema, file.people, MAX_PEOPLE),
  }
  return { pack, refused, problem: null }
}

/** Deepest nesting of brackets outside strings: asked before parsing, so that no parser has to descend. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let isInString = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (isInString) {
      if (character === '\\') index++
      else if (character === '"') isInString = false
    } else if (character === '"') isInString = true
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth)
    else if (character === '}' || character === ']') depth--
  }
  return deepest
}

function parseJson(text: string): unknown {
  try {
    // Editors of other systems begin files with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    return undefined
  }
}

function readable<T>(schema: z.ZodMiniType<T>, stored: unknown, most: number): T[] {
  if (!Array.isArray(stored)) return []
  return stored.slice(0, most).flatMap((item) => {
    const parsed = schema.safeParse(item)
    return parsed.success ? [parsed.data] : []
  })
}

function nameOf(rule: unknown): string {
  if (!isObject(rule)) return ''
  const name = typeof rule.name === 'string' && rule.name !== '' ? rule.name : rule.id
  return typeof name === 'string' ? Array.from(name).slice(0, MAX_NAME_LENGTH).join('') : ''
}

function readTime(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}
