import type { Message } from '../../chat/message.ts'
import type { Block } from './block.ts'
import { openRaws, openRests, openTexts } from './decode.ts'
import { comparePlaces } from './place.ts'

/**
 * Whether a block gives back exactly the messages it was made of, raw items and all. Asked before it takes the place of the only
 * copy: one of an odd shape stays where it is.
 */
export async function holdsAll(block: Block, messages: readonly Message[]): Promise<boolean> {
  try {
    const head = { ...block.head, version: 0 }
    const texts = openTexts(head, block.texts.body)
    const rests = openRests(head, block.rests.body)
    const raws = await openRaws(head, block.raws.body)
    const sorted = messages.toSorted(comparePlaces)
    return (
      sorted.length === rests.count &&
      sorted.every((message, index) => isSame({ ...rests.message(index, texts), raw: raws[index] }, message))
    )
  } catch {
    return false
  }
}

/** Values of JSON; a property that is undefined counts as one that is not there. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (a === 0 && b === 0)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [ours, theirs] = [membersOf(a), membersOf(b)]
  return (
    ours.size === theirs.size && [...ours].every(([name, value]) => theirs.has(name) && isSame(value, theirs.get(name)))
  )
}

function membersOf(value: object): Map<string, unknown> {
  return new Map(Object.entries(value).filter(([, member]) => member !== undefined))
}
