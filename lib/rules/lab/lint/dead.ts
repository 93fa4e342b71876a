import type { ContentKind } from '../../rule.ts'
import { foldText } from '../../fold.ts'
import type { Case } from '../cases.ts'
import { finding } from './table.ts'
import type { Check, Subject } from './table.ts'

/**
 * Rules that no message can ever meet: a pattern that compiles no longer, words or contents that rule each other out,
 * people all of whom are excepted.
 */
export const dead: Check = (subject) => {
  const why = whyDead(subject)
  return why === null ? [] : [finding('dead', subject, { detail: why })]
}

function whyDead({ compiled, rule, cases }: Subject): 'pattern' | 'people' | 'content' | 'words' | null {
  const { who, what } = rule
  if (compiled.broken !== null) return 'pattern'
  const isExcepted = (ids: readonly string[]): boolean => ids.length > 0 && ids.every((id) => who.except.includes(id))
  if (isExcepted(who.contacts) || (isExcepted(who.authors) && !who.kinds.includes('friend'))) return 'people'
  if (!cases) return null
  const kinds = who.kinds.some((kind) => kind === 'group') ? CONTENTS : CONTENTS.filter((one) => !one.includes('join'))
  if (cases.every((one) => !kinds.some((content) => meetsContent(one, content)))) return 'content'
  return cases.every((one) => hasContradiction(one, (text) => foldText(text, what.fold))) ? 'words' : null
}

const SAID: readonly ContentKind[] = ['text', 'face', 'picture']

/** All that a message can be made of: any of what people write, none of it, or one notice. */
const CONTENTS: readonly (readonly ContentKind[])[] = [
  ...Array.from({ length: 8 }, (_, bits) => SAID.filter((_kind, place) => (bits >> place) % 2 === 1)),
  ...(['share', 'file', 'shake', 'join', 'system'] as const).map((kind) => [kind]),
]

function meetsContent(one: Case, content: readonly ContentKind[]): boolean {
  return one.every(
    (literal) => literal.on !== 'content' || literal.kinds.some((kind) => content.includes(kind)) !== literal.not,
  )
}

/**
 * One literal asks for what another forbids: the word itself or a part of it, or two different whole texts. The fold makes
 * no difference to that, as it is the same for both.
 */
function hasContradiction(one: Case, fold: (text: string) => string): boolean {
  const texts = one.flatMap((literal) => (literal.on === 'text' ? [{ ...literal, text: fold(literal.text) }] : []))
  const wholes = new Set(texts.filter(({ match, not }) => match === 'exact' && !not).map(({ text }) => text.trim()))
  // A message that names me is read twice, so each reading may be one of two whole texts.
  if (wholes.size > 2) return true
  return texts.some((wanted) => !wanted.not && texts.some((banned) => banned.not && forbids(banned, wanted)))
}

interface Text {
  match: string
  text: string
}

function forbids(banned: Text, wanted: Text): boolean {
  const isWithin = banned.match === 'any-of' || banned.match === 'all-of'
  if (isWithin) {
    const has = wanted.match === 'any-of' || wanted.match === 'all-of' ? wanted.text : wanted.text.trim()
    return banned.text.trim() !== '' && has.includes(banned.text)
  }
  return banned.match === wanted.match && banned.text.trim() === wanted.text.trim() && wanted.text.trim() !== ''
}
