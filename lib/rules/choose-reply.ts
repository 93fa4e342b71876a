import type { ChatEvent, Now } from './event.ts'
import type { Rule } from './rule.ts'
import { BOUNDS } from './state-shape.ts'
import type { Rotation, RuleState } from './state-shape.ts'
import { bounded } from './state.ts'

/**
 * Which of a rule's replies comes now, as its place from 0.
 * @param luck - From 0 up to 1.
 */
export function chooseReply({ id, reply }: Rule, state: RuleState, event: ChatEvent, luck: number): number {
  const { texts, choose } = reply
  if (texts.length < 2) return 0
  switch (choose) {
    case 'random':
      return Math.floor(luck * texts.length)
    case 'weighted':
      return weighted(texts, luck)
    case 'round-robin':
      return (rotationOf(state, id, null)?.next ?? 0) % texts.length
    case 'sequence':
      return Math.min(rotationOf(state, id, event.conversation)?.next ?? 0, texts.length - 1)
  }
}

/** Remembers which one came, for the rules that go on from there. */
export function rememberChoice(
  state: RuleState,
  { id, reply }: Rule,
  event: ChatEvent,
  { at }: Now,
  place: number,
): RuleState {
  const { texts, choose } = reply
  if (texts.length < 2 || choose === 'random' || choose === 'weighted') return state
  const conversation = choose === 'sequence' ? event.conversation : null
  const others = state.rotations.filter((rotation) => rotation.ruleId !== id || rotation.conversation !== conversation)
  return { ...state, rotations: bounded(others, { ruleId: id, conversation, next: place + 1, at }, BOUNDS.rotations) }
}

function weighted(texts: Rule['reply']['texts'], luck: number): number {
  const total = texts.reduce((sum, { weight }) => sum + weight, 0)
  let left = luck * total
  const place = texts.findIndex(({ weight }) => (left -= weight) < 0)
  return place === -1 ? texts.length - 1 : place
}

function rotationOf(state: RuleState, ruleId: string, conversation: string | null): Rotation | undefined {
  // The later one, when two contacts with one each have turned out to be one.
  return state.rotations.findLast((rotation) => rotation.ruleId === ruleId && rotation.conversation === conversation)
}
