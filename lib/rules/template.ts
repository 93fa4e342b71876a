import type { Captures } from './matchers/matcher.ts'
import { templateValue } from './template-value.ts'

/** Names that stand for a value in a reply. */
export const VARIABLES = ['nick', 'remark', 'card', 'group', 'time', 'date', 'weekday', 'count', 'message'] as const
export type Variable = (typeof VARIABLES)[number]

/**
 * A piece of a reply. `unknown` is something in braces that is neither a variable nor a capture: refused when a rule is
 * saved, and left as it was written when a stored rule has it all the same.
 */
export type TemplatePart =
  | { kind: 'text'; text: string }
  | { kind: 'variable'; name: Variable }
  /** `group`: number (0 is the whole match) or name of a group of the rule's pattern. */
  | { kind: 'capture'; group: number | string; written: string }
  | { kind: 'unknown'; written: string }
export type Template = readonly TemplatePart[]

/** What the variables stand for; null is unknown and renders as nothing, or as the fallback. */
export interface TemplateValues {
  nick: string | null
  /** Falls back to `nick`. */
  remark: string | null
  /** Falls back to `nick`. */
  card: string | null
  group: string | null
  /** Local wall time `HH:mm`. */
  time: string
  /** Local day `YYYY-MM-DD`. */
  date: string
  /** 星期一 to 星期日. */
  weekday: string
  /** How often the rule has answered in this conversation in the last day, with this time. */
  count: number
  /** What was written to us. */
  message: string
  captures: Captures
}

/** `{{` and `}}` are a literal brace; `{…}` without braces inside is a variable; any other brace is itself. */
const TOKEN = /\{\{|\}\}|\{([^{}]*)\}/gu

/** Takes a reply apart. Never throws: what is not understood is an `unknown` part. */
export function parseTemplate(text: string): Template {
  const parts: TemplatePart[] = []
  let literal = ''
  let end = 0
  const flush = () => {
    if (literal !== '') parts.push({ kind: 'text', text: literal })
    literal = ''
  }
  for (const token of text.matchAll(TOKEN)) {
    const [written, inside] = token
    literal += text.slice(end, token.index)
    end = token.index + written.length
    if (inside === undefined) {
      literal += written.charAt(0)
    } else {
      flush()
      parts.push(placeholder(inside, written))
    }
  }
  literal += text.slice(end)
  flush()
  return parts
}

function placeholder(inside: string, written: string): TemplatePart {
  const variable = VARIABLES.find((name) => name === inside)
  if (variable) return { kind: 'variable', name: variable }
  const [, number, name] = /^capture:(?:(0|[1-9][0-9]{0,2})|([A-Za-z_][A-Za-z0-9_]*))$/u.exec(inside) ?? []
  if (number !== undefined) return { kind: 'capture', group: Number(number), written }
  if (name !== undefined) return { kind: 'capture', group: name, written }
  return { kind: 'unknown', written }
}

/**
 * The reply as it will be sent, without blanks at the ends. Values are inserted as text and never read again: a nickname
 * `{time}` stays what it is, and `[微笑]` in a value or put together around one does not become a face (its brackets
 * become full-width, ［ and ］).
 */
export function renderTemplate(template: Template, values: TemplateValues): string {
  // Only the text between values can be half of a face; a reply that is all text stays as it was typed.
  const hasValues = template.some((part) => part.kind === 'variable' || part.kind === 'capture')
  return template
    .map((part) => render(part, values, hasValues))
    .join('')
    .trim()
}

function render(part: TemplatePart, values: TemplateValues, hasValues: boolean): string {
  switch (part.kind) {
    case 'text':
      return hasValues ? widenUnpaired(part.text) : part.text
    case 'variable':
      return templateValue(variableValue(part.name, values))
    case 'capture':
      return templateValue(captured(part.group, values.captures))
    case 'unknown':
      return part.written
  }
}

function variableValue(name: Variable, values: TemplateValues): string {
  switch (name) {
    case 'remark':
    case 'card':
      return values[name] || values.nick || ''
    case 'count':
      return String(values.count)
    case 'nick':
    case 'group':
    case 'time':
    case 'date':
    case 'weekday':
    case 'message':
      return values[name] ?? ''
  }
}

function captured(group: number | string, captures: Captures): string {
  const found = typeof group === 'number' ? captures.byNumber[group] : captures.byName.get(group)
  return found ?? ''
}

/** Brackets that close within the same text stay; the others could make a face out of the value next to them. */
function widenUnpaired(text: string): string {
  return text.replace(/\[[^[\]]*\]|\[|\]/gu, (found) => (found === '[' ? '［' : found === ']' ? '］' : found))
}
