import type { Rule } from '../../rule.ts'

/** Everything that a rule can say, as it is written. */
export function templatesOf({ reply: { texts, followUp } }: Rule): string[] {
  const templates = texts.map(({ text }) => text)
  if (!followUp) return templates
  const { choices, otherwise } = followUp
  return [...templates, ...choices.map(({ reply }) => reply), ...(otherwise === null ? [] : [otherwise])]
}
