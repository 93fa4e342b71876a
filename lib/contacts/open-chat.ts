import type { Contact, ContactId } from '../chat/contact.ts'
import type { HandleKind } from '../chat/handle.ts'
import { sameCutName } from '../chat/same-cut-name.ts'
import type { LoginId } from '../backend.ts'
import { canonical, contactOf } from './book.ts'
import type { Book } from './book.ts'

/** What the official page lets one see of the chat that is open; it never says whom it is with. */
export interface ChatClues {
  /** A friend's nick (never the remark), or the name of a group or discussion. */
  title: string
  /** By its menu; null when that could not be told. */
  kind: 'friend' | 'many' | null
  /** The list item that was clicked last, while its name is the title. */
  chosen: { kind: 'friend' | 'group' | 'discuss'; number: number } | null
  /** Numbers of those who wrote the incoming messages on screen. */
  authors: readonly number[]
}

/**
 * Whom the open chat is with, or null: silence is better than a guess. Two clues that agree are enough whatever the name
 * is, because the page keeps the names of its own start. One clue has to fit the title as well; the title alone counts
 * when it is the name of one friend, group or discussion of this login, and of nobody else who could be meant. Clues that
 * contradict each other say nothing.
 */
export function findOpenChat(book: Book, login: LoginId, clues: ChatClues): ContactId | null {
  const { title, kind, chosen, authors } = clues
  const isFriendChat = kind === 'friend' || (kind === null && chosen?.kind === 'friend')
  if (isFriendChat) {
    if (authors.length > 1) return null
    if (chosen && chosen.kind !== 'friend') return null
    const byAuthor = authors[0] === undefined ? null : met('person', authors[0])
    const byClick = chosen && met('person', chosen.number)
    // Somebody is meant whom this login does not know: then it is nobody else.
    if ((authors.length > 0 && !byAuthor) || (chosen && !byClick)) return null
    if (byAuthor && byClick) return byAuthor.id === byClick.id ? byAuthor.id : null
    const only = byAuthor ?? byClick
    if (only) return isNamed(only.nick, title) ? only.id : null
    return onlyFriendNamed(title)
  }
  if (chosen) {
    if (chosen.kind === 'friend') return null
    const place = met(chosen.kind, chosen.number)
    return place && isNamed(place.nick, title) ? place.id : null
  }
  const named = [...here('group'), ...here('discuss')].filter(({ nick }) => isNamed(nick, title))
  // Without its kind it might be a friend of that name as well.
  if (kind === null && somebodyNamed(title)) return null
  return named.length === 1 ? named[0]!.id : null

  function met(of: HandleKind, number: number): Contact | undefined {
    return contactOf(book, { ...login, kind: of, number })
  }

  /** Everybody who has a number in this login, each once. */
  function here(of: HandleKind): Contact[] {
    const found = new Map<ContactId, Contact>()
    for (const { handle, contact } of book.handles.values()) {
      if (handle.kind !== of || handle.epoch !== login.epoch) continue
      const known = contactOf(book, handle) ?? book.contacts.get(contact)
      if (known) found.set(known.id, known)
    }
    return [...found.values()]
  }

  function onlyFriendNamed(name: string): ContactId | null {
    const [only, ...others] = here('person').filter(({ nick }) => isNamed(nick, name))
    if (!only?.isFriend || others.length > 0) return null
    return memberNamed(name, only.id) ? null : only.id
  }

  function somebodyNamed(name: string): boolean {
    return here('person').some(({ nick }) => isNamed(nick, name)) || memberNamed(name, null)
  }

  /** Whether somebody else of that name is in one of the groups: the page opens chats with them, too. */
  function memberNamed(name: string, but: ContactId | null): boolean {
    return [...here('group'), ...here('discuss')].some(({ members }) =>
      members?.some(
        (member) =>
          !member.isSelf &&
          (member.contact === null || canonical(book, member.contact) !== but) &&
          isNamed(member.nick, name),
      ),
    )
  }
}

/** Whether a name of ours is what the page has made of it: entities decoded once or not, markup swallowed, cut short. */
function isNamed(name: string | null, title: string): boolean {
  const shown = folded(title)
  if (!name || shown === '') return false
  return looks(name).some((look) => look !== '' && (look === shown || sameCutName(look, shown)))
}

function looks(name: string): string[] {
  // As most names are: groups have thousands of members.
  if (!/[&<]/.test(name)) return [folded(name)]
  const bare = name.replaceAll(TAG, '')
  return [...new Set([name, decoded(name), bare, decoded(bare)])].map(folded)
}

const TAG = /<\/?[a-z][^>]*>/gi

function folded(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/[\s\p{Cf}]+/gu, ' ')
    .trim()
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

/** Once: what was escaped twice stays escaped once. */
function decoded(name: string): string {
  return name.replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, entity: string) => ENTITIES[entity]!)
}
