import type { Rule } from '../../../lib/rules/rule.ts'

/**
 * Whether a rule has all the words that are looked for: in its name, its sentence, what it waits for, or what it says.
 * Without regard to case and width. `sentence`: as it is shown.
 */
export function hasWords(rule: Rule, sentence: string, search: string): boolean {
  const words = plain(search).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return true
  const text = plain([rule.name, sentence, ...spoken(rule)].join('\n'))
  return words.every((word) => text.includes(word))
}

/** Every text that the user has written in a rule, but for its name. */
function spoken({ what, reply }: Rule): string[] {
  const conditions = what.groups.flatMap((group) => group.conditions)
  const choices = reply.followUp?.choices ?? []
  return [
    ...conditions.flatMap((condition) => {
      if (condition.on === 'text') return condition.texts
      return condition.on === 'pattern' ? [condition.pattern] : []
    }),
    ...reply.texts.map(({ text }) => text),
    ...choices.flatMap((choice) => [...choice.texts, choice.reply]),
    reply.followUp?.otherwise ?? '',
  ]
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
