import type { Contact, ContactId, Profile } from '../../../lib/chat/contact.ts'
import { handleKey } from '../../../lib/chat/handle.ts'
import type { Handle, HandleKind } from '../../../lib/chat/handle.ts'
import { adopt, canonical, contactOf, createBook } from '../../../lib/contacts/book.ts'
import type { Book, BookChange } from '../../../lib/contacts/book.ts'
import { linkDirectory } from '../../../lib/contacts/link.ts'
import { takeMembers } from '../../../lib/contacts/members.ts'
import { meet } from '../../../lib/contacts/meet.ts'
import { takeProfile, worthAsking } from '../../../lib/contacts/profile.ts'
import { DAY } from '../../../lib/time.ts'
import { ACCOUNT, NOW } from './people.ts'

/** Somebody as they truly are, which no login shows. */
export interface Soul {
  id: string
  number: string
  nick: string
  remark: string | null
  category: string
  profile: Profile
  isFriend: boolean
  /** Impostors, and those they look like: nothing is promised about these but that they are not mixed up. */
  isTroubled?: boolean
}

export interface Place {
  id: string
  kind: 'group' | 'discuss'
  name: string
  createdAt: number
  owner: string
  members: string[]
}

export interface World {
  souls: Soul[]
  places: Place[]
}

/** What a login came to. */
export interface LoginResult {
  /** Canonical contact by true id, of everybody whom the lists named. */
  contacts: Map<string, ContactId>
  questions: Book
}

/** A number generator that gives the same numbers for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * An archive that lives through logins: each deals all numbers anew, gives lists, then discussions, groups and at most
 * 60 profiles, as the companion asks for them. `wrong` tells of contacts that hold more than one true person.
 */
export function createHistory() {
  const stored = {
    contacts: new Map<ContactId, Contact>(),
    aliases: new Map<ContactId, BookChange['aliases'][number]>(),
  }
  /** The true ids behind each contact id that anything was ever stored under. */
  const truth = new Map<ContactId, Set<string>>()
  let count = 0
  let logins = 0
  const newId = () => `c${++count}`

  return {
    stored,
    login(world: World, chance: () => number): { book: Book; contacts: Map<string, ContactId> } {
      const epoch = `login-${++logins}`
      const now = NOW + logins * 3 * DAY
      const numbers = shuffled(
        [...world.souls, ...world.places].map((_, index) => 1_000 + index),
        chance,
      )
      const handles = new Map<string, Handle>()
      const everybody: { id: string; kind: HandleKind }[] = [
        ...world.souls.map(({ id }) => ({ id, kind: 'person' as const })),
        ...world.places,
      ]
      for (const [index, { id, kind }] of everybody.entries()) {
        handles.set(id, { account: ACCOUNT, epoch, kind, number: numbers[index]! })
      }
      const book = createBook(ACCOUNT, {
        contacts: [...stored.contacts.values()],
        aliases: [...stored.aliases.values()],
        handles: [],
        aparts: [],
      })
      const take = (change: BookChange) => {
        adopt(book, change)
        keep(change)
      }

      const friends = world.souls.filter(({ isFriend }) => isFriend)
      const plain = { category: null, isFriend: false, number: null, remark: null }
      const lists = [
        ...friends.map(({ id, nick, remark, category }) => ({
          handle: handles.get(id)!,
          nick,
          remark,
          category,
          isFriend: true,
          number: null,
        })),
        ...world.places.map(({ id, name }) => ({ ...plain, handle: handles.get(id)!, nick: name })),
      ]
      take(linkDirectory(book, shuffled(lists, chance), now, newId))
      // Some write before anything else is known: what they wrote is stored under an id of this login.
      for (const { id } of friends) if (chance() < 0.2) keep(meet(book, handles.get(id)!, now, newId).change)

      const souls = new Map(world.souls.map((soul) => [soul.id, soul]))
      const inOrder = [...world.places].sort((a, b) => a.kind.localeCompare(b.kind))
      for (const place of inOrder) {
        const members = place.members.map((id) => ({
          handle: handles.get(id)!,
          nick: souls.get(id)!.nick,
          card: null,
          role: id === place.owner ? ('owner' as const) : ('member' as const),
          isSelf: false,
          number: place.kind === 'discuss' ? souls.get(id)!.number : null,
        }))
        const createdAt = place.kind === 'group' ? place.createdAt : null
        const details = { name: place.name, notice: null, createdAt, members }
        take(takeMembers(book, handles.get(place.id)!, details, now, newId))
      }
      const bySoul = new Map([...handles].map(([id, handle]) => [handleKey(handle), id]))
      for (const handle of worthAsking(book).slice(0, 60)) {
        const { nick, profile } = souls.get(bySoul.get(handleKey(handle))!)!
        take(takeProfile(book, handle, { nick, profile }, now, newId))
      }

      const contacts = new Map<string, ContactId>()
      for (const [id, handle] of handles) {
        const link = book.handles.get(handleKey(handle))
        const contact = contactOf(book, handle)
        if (!link || !contact) continue
        contacts.set(id, contact.id)
        truth.set(link.contact, (truth.get(link.contact) ?? new Set()).add(id))
      }
      return { book, contacts }
    },
    /** Contacts that stand for more than one of the true ids. */
    mixedUp(): string[][] {
      const aliases = new Map([...stored.aliases].map(([from, { to }]) => [from, to]))
      const families = new Map<ContactId, Set<string>>()
      for (const [id, ids] of truth) {
        const family = canonical({ aliases }, id)
        families.set(family, new Set([...(families.get(family) ?? []), ...ids]))
      }
      return [...families.values()].filter((ids) => ids.size > 1).map((ids) => [...ids])
    },
  }

  function keep(change: BookChange): void {
    for (const contact of change.contacts) stored.contacts.set(contact.id, contact)
    for (const from of change.aliasesGone) stored.aliases.delete(from)
    for (const alias of change.aliases) stored.aliases.set(alias.from, alias)
  }
}

export function shuffled<T>(items: readonly T[], chance: () => number): T[] {
  const all = [...items]
  for (let index = all.length - 1; index > 0; index--) {
    const other = Math.floor(chance() * (index + 1))
    ;[all[index], all[other]] = [all[other]!, all[index]!]
  }
  return all
}
