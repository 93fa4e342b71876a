import type { ChatEvent } from '../event.ts'
import type { CompiledRule } from '../compile.ts'
import { matchSteps } from '../match-words.ts'
import { casesOf } from './cases.ts'
import type { Case } from './cases.ts'
import { change } from './change.ts'
import type { Change, World } from './change.ts'
import { witnessesOf } from './witness.ts'

/** Changes of the words with which a rule that does not match would: words added to the message, words left out. */
export function* changesOfText(world: World, compiled: CompiledRule): Generator<Change, void> {
  const { event } = world
  if (!isPlain(event)) return
  const { id: ruleId } = compiled.rule
  for (const one of casesOf(compiled.rule) ?? []) {
    for (const word of bannedWords(one, event.text)) {
      const changed = saying(event, event.text.replaceAll(word, ''))
      if (!matchSteps(compiled, changed).matched) continue
      yield change('text-without', () => ({ ...world, event: changed }), { ruleId, detail: word })
      return
    }
    const [witness] = one.some(({ on }) => on === 'content') ? [] : witnessesOf(compiled, one, event.kind, event.sentAt)
    if (!witness || witness.text === '') continue
    const changed = [`${event.text} ${witness.text}`, witness.text]
      .map((text) => saying(event, text))
      .find((other) => matchSteps(compiled, other).matched)
    if (!changed) continue
    yield change('text-with', () => ({ ...world, event: changed }), { ruleId, detail: witness.text })
    return
  }
}

/** Without the words that a rule matched, as its trace names them. */
export function* withoutWords(world: World, detail: string): Generator<Change, void> {
  const { event } = world
  if (!isPlain(event)) return
  const left = detail.split('、').reduce((text, word) => (word === '' ? text : text.replaceAll(word, '')), event.text)
  if (left === event.text || left.trim() === '') return
  yield change('text-without', () => ({ ...world, event: saying(event, left) }), { detail })
}

function bannedWords(one: Case, text: string): string[] {
  return one.flatMap((literal) =>
    literal.on === 'text' && literal.not && text.includes(literal.text) ? [literal.text] : [],
  )
}

/** Nothing but text: words can be put in and taken out without touching anything else. */
function isPlain({ segments }: ChatEvent): boolean {
  return segments.every(({ type }) => type === 'text')
}

function saying(event: ChatEvent, text: string): ChatEvent {
  const { addressed: _, ...other } = event
  return { ...other, text, segments: [{ type: 'text', text }] }
}
