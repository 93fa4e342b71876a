import type { ContactId } from '../chat/contact.ts'
import type { ConversationKind } from '../chat/message.ts'
import { halfSha256, sha256 } from './verifier/sha256.js'

/** Digits and letters that nobody takes for one another. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

const WORDS = {
  'zh-CN': { person: '用户', group: '群', discuss: '讨论组', me: '我' },
  en: { person: 'User ', group: 'Group ', discuss: 'Discussion ', me: 'Me' },
} as const

/**
 * Names that stand for people and groups: the same for the same salt, whatever else is in the export, and of no use to find out
 * whose they are without it.
 */
export interface Pseudonyms {
  /** In place of a contact's id. */
  id(id: ContactId): ContactId
  /** In place of a message's id: 32 hex digits. */
  messageId(id: string): string
  person(id: ContactId): string
  /** Somebody of whom only a name is known. */
  stranger(name: string): string
  chat(id: ContactId, kind: ConversationKind): string
  me: string
}

/** `ids`: everybody known. Two who would get the same short name get a longer one. */
export function createPseudonyms(salt: string, language: 'zh-CN' | 'en', ids: readonly ContactId[]): Pseudonyms {
  const words = WORDS[language]
  /** A keyed hash in two rounds, so that nobody can go on from what is published. */
  const keyed = (use: string, text: string) => halfSha256(`${salt}\n${sha256(`${salt}\n${use}\n${text}`)}`)
  const ofPerson = remembering(keyed)
  const seen = new Map<string, number>()
  for (const id of ids) {
    const code = shortCode(keyed('name', id), 6)
    seen.set(code, (seen.get(code) ?? 0) + 1)
  }
  function codeOf(use: 'name' | 'stranger', text: string): string {
    const hash = ofPerson(use, text)
    const code = shortCode(hash, 6)
    return use === 'stranger' || (seen.get(code) ?? 0) > 1 ? shortCode(hash, 10) : code
  }
  const person = (id: ContactId) => words.person + codeOf('name', id)
  return {
    id: (id) => `x${ofPerson('id', id)}`,
    messageId: (id) => keyed('message', id),
    person,
    stranger: (name) => words.person + codeOf('stranger', name),
    chat: (id, kind) => (kind === 'friend' ? person(id) : words[kind] + codeOf('name', id)),
    me: words.me,
  }
}

/** Results that are kept: the same few people write most messages. */
const MOST_REMEMBERED = 20_000

function remembering(make: (use: string, text: string) => string): (use: string, text: string) => string {
  const known = new Map<string, string>()
  return (use, text) => {
    const key = `${use}\n${text}`
    const before = known.get(key)
    if (before !== undefined) return before
    const made = make(use, text)
    if (known.size >= MOST_REMEMBERED) known.clear()
    known.set(key, made)
    return made
  }
}

function shortCode(hash: string, length: number): string {
  let bits = BigInt(`0x${hash}`)
  let code = ''
  for (let at = 0; at < length; at++) {
    code += LETTERS[Number(bits & 31n)]
    bits >>= 5n
  }
  return code
}
