import type { ContactId } from '../../chat/contact.ts'
import type { ConversationKind } from '../../chat/message.ts'
import { MINUTE } from '../../time.ts'
import type { CompiledRule } from '../compile.ts'
import { matchSteps } from '../match-words.ts'
import type { ContentKind, Rule } from '../rule.ts'
import type { Case } from './cases.ts'
import { eventFrom, SOMEBODY } from './event-draft.ts'
import type { Witness } from './finding.ts'
import { textsForPattern } from './pattern-words.ts'

/** Texts that a rule has no word for, most likely: for conditions that only say what is not in a message. */
const NEUTRAL_TEXTS = ['嗯', 'ok', '。']

/** What a message can be beside its text; a notice is always alone. */
const CONTENTS: readonly (readonly ContentKind[])[] = [
  [],
  ['face'],
  ['picture'],
  ['share'],
  ['file'],
  ['shake'],
  ['join'],
  ['system'],
]

/** Messages that meet one case of a rule's words, simplest first: each has been tried. Empty when none was found. */
export function witnessesOf(
  compiled: CompiledRule,
  one: Case,
  kind: ConversationKind,
  at: number,
  most = 1,
): Witness[] {
  const found: Witness[] = []
  const contents = contentsFor(one)
  for (const text of textsFor(one)) {
    for (const content of contents) {
      const witness = { ...circumstancesOf(compiled.rule, kind, at), text, content }
      if (!matchSteps(compiled, eventFrom(witness)).matched) continue
      found.push(witness)
      if (found.length === most) return found
      break
    }
  }
  return found
}

/** Where, by whom and when a message would have to come for the rule to want it; its words are still open. */
export function circumstancesOf(
  { who, when }: Rule,
  kind: ConversationKind,
  at: number,
): Omit<Witness, 'text' | 'content'> {
  const isGroup = kind !== 'friend'
  const allowed = (ids: readonly ContactId[]): ContactId | undefined => ids.find((id) => !who.except.includes(id))
  const contact = allowed(who.contacts) ?? SOMEBODY.contact
  return {
    kind,
    mentioned: isGroup && (who.onlyWhenMentioned || who.contacts.length === 0),
    at,
    contact,
    author: isGroup ? (allowed(who.authors) ?? SOMEBODY.author) : contact,
    category: kind === 'friend' ? (who.categories[0] ?? null) : null,
    role: kind === 'group' ? (who.roles[0] ?? 'member') : null,
    previousAt: when.first === 'any' ? at - MINUTE : null,
    away: when.onlyWhenAway,
  }
}

/**
 * Whether such a message can really come. A rule for several kinds that names contacts does not say which of them is what,
 * so a group could be taken for a friend.
 */
export function isCertain({ who }: Rule): boolean {
  return who.contacts.length === 0 || who.kinds.length === 1
}

function contentsFor(one: Case): readonly (readonly ContentKind[])[] {
  const wanted = one.flatMap((literal) => (literal.on === 'content' && !literal.not ? [literal.kinds] : []))
  if (wanted.length === 0) return CONTENTS.slice(0, 1)
  return CONTENTS.filter((content) => content.length === 0 || wanted.flat().some((kind) => content.includes(kind)))
}

/** Texts to try for a case: what it asks for, put together in the order in which it can stand. */
function textsFor(one: Case): string[] {
  const wanted = one.filter(({ not }) => !not)
  const words = (match: string): string[] =>
    wanted.flatMap((literal) => (literal.on === 'text' && literal.match === match ? [literal.text] : []))
  const exact = words('exact')
  if (exact[0] !== undefined) return [exact[0]]

  const patterns = wanted.flatMap((literal) => (literal.on === 'pattern' ? [textsForPattern(literal.pattern)] : []))
  const within = [...words('any-of'), ...words('all-of')]
  const starts = words('starts').toSorted((a, b) => b.length - a.length)
  const ends = words('ends').toSorted((a, b) => b.length - a.length)
  const texts: string[] = []
  for (const found of combinations(patterns)) {
    // One word can begin, or end, with another: the longest is enough then.
    for (const parts of [
      [...starts.slice(0, 1), ...found, ...within, ...ends.slice(0, 1)],
      [...starts.slice(0, 1), ...within, ...found, ...ends.slice(0, 1)],
    ]) {
      texts.push(parts.filter(isNeeded).join(' '), parts.join(''))
    }
  }
  const isOpen = starts.length + ends.length + within.length + patterns.length === 0
  return isOpen ? [...NEUTRAL_TEXTS, ''] : [...new Set(texts)]
}

/** Not a part of another word that is there anyway. */
function isNeeded(part: string, place: number, parts: readonly string[]): boolean {
  return !parts.some((other, at) => at !== place && other.includes(part) && (other !== part || at < place))
}

function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (sofar, list) => sofar.flatMap((before) => list.map((text) => [...before, text])).slice(0, 24),
    [[]],
  )
}
