import type { Archive } from '../../lib/archive/port.ts'
import type { Contact, ContactId, Member } from '../../lib/chat/contact.ts'
import { isSpelled, loadSpeller } from '../../lib/contacts/pinyin.ts'
import type { Speller } from '../../lib/contacts/pinyin.ts'
import { log } from '../../lib/log.ts'

const RANKS: Record<Member['role'], number> = { owner: 0, admin: 1, member: 2 }

/** Members as QQ lists them: the owner, the administrators, the others; each as the service orders them. */
export function inQqOrder(members: readonly Member[]): Member[] {
  return members.toSorted((a, b) => RANKS[a.role] - RANKS[b.role])
}

/** What a search looks at beside the member list itself. */
export interface SearchAids {
  /** Numbers and remarks of the members that are contacts. */
  people: ReadonlyMap<ContactId, Pick<Contact, 'number' | 'remark'>>
  /** Null when the dictionary could not be loaded: then names are found as they are written only. */
  spell: Speller | null
}

/** Fetched at the first search, since most lists are only looked at. @throws {ArchiveError} */
export async function loadAids(archive: Archive, group: Contact): Promise<SearchAids> {
  const [contacts, spell] = await Promise.all([archive.contacts(group.account), speller()])
  return { people: new Map(contacts.map((contact) => [contact.id, contact])), spell }
}

async function speller(): Promise<Speller | null> {
  try {
    return await loadSpeller()
  } catch {
    log('pinyin not loaded')
    return null
  }
}

/** Those whose name, card, remark, number, or spelling of a name, has the text in it; without regard to case. */
export function findMembers(members: readonly Member[], text: string, aids: SearchAids | null): readonly Member[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return members
  const canBeSpelled = /^[a-zü0-9\s'’]+$/iu.test(wanted)
  return members.filter((member) => {
    const person = member.contact === null ? undefined : aids?.people.get(member.contact)
    const names = [member.card ?? '', member.nick, person?.remark ?? ''].filter((name) => name !== '')
    if ([...names, person?.number ?? ''].some((name) => name.toLowerCase().includes(wanted))) return true
    const spell = canBeSpelled ? aids?.spell : null
    return spell ? names.some((name) => isSpelled(spell(name), wanted)) : false
  })
}
