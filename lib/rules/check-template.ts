import type { RE2JS } from 're2js'
import type { RuleProblem } from './rule.ts'
import { parseTemplate } from './template.ts'
import type { TemplatePart } from './template.ts'

/** Where the captures of a reply come from: no pattern at all, one that is refused (said elsewhere), or this one. */
export type CaptureSource = 'no-pattern' | 'refused' | RE2JS

/** What is wrong with a reply: names in braces that mean nothing, captures the rule's pattern does not have. */
export function checkTemplate(text: string, source: CaptureSource): RuleProblem[] {
  return parseTemplate(text).flatMap((part) => checkPart(part, source))
}

function checkPart(part: TemplatePart, source: CaptureSource): RuleProblem[] {
  if (part.kind === 'unknown') return [{ field: 'reply', code: 'unknown-variable', detail: part.written }]
  if (part.kind !== 'capture' || source === 'refused') return []
  if (source === 'no-pattern') return [{ field: 'reply', code: 'capture-without-pattern', detail: part.written }]
  const exists =
    typeof part.group === 'number' ? part.group <= source.groupCount() : Object.hasOwn(source.namedGroups(), part.group)
  return exists ? [] : [{ field: 'reply', code: 'no-such-capture', detail: part.written }]
}
