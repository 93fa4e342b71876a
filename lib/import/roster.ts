import { ImportError } from './import-error.ts'
import { LIMITS } from './limits.ts'
import type { OpenPart } from './open-files.ts'

/**
 * Gives numbers to conversations and people: the same ones whenever the same parts are read. Our own ids and real numbers mean
 * the same across parts, everything else only in its scope.
 */
export class Roster {
  readonly conversations = new Map<string, number>()
  readonly people = new Map<string, number>()
  private readonly byId = new Map<string, number>()

  conversation(open: OpenPart, ref: string): { index: number; isNew: boolean } {
    return numbered(this.conversations, `${open.scope}|${ref}`, LIMITS.conversations)
  }

  /** Has a conversation of another part mean the one with the same id of ours. Gives the index that stands for both. */
  sameConversation(open: OpenPart, ref: string, id: string, index: number): number {
    const known = this.byId.get(id)
    if (known === undefined) this.byId.set(id, index)
    else this.conversations.set(`${open.scope}|${ref}`, known)
    return known ?? index
  }

  person(open: OpenPart, ref: string): { index: number; isNew: boolean } {
    const key = open.format.startsWith('ours-') ? `ours|${ref}` : `${open.scope}|${ref}`
    return numbered(this.people, key, LIMITS.people)
  }
}

function numbered(map: Map<string, number>, key: string, most: number): { index: number; isNew: boolean } {
  const known = map.get(key)
  if (known !== undefined) return { index: known, isNew: false }
  if (map.size >= most) throw new ImportError('too-many', {}, String(most))
  map.set(key, map.size)
  return { index: map.size - 1, isNew: true }
}
