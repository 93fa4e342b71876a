import type { ContactId } from '../../chat/contact.ts'
import type { ExportedMessage } from '../format.ts'
import type { FileContext } from '../ports.ts'
import { fileWords } from './words.ts'

type Authored = Pick<ExportedMessage, 'direction' | 'author' | 'authorName'>

/** Names and numbers of those who wrote, for files that know no ids of ours. */
export interface Authors {
  /** The name as it was shown then; else as it is now; else the number; never empty. */
  name(message: Authored): string
  /** Real QQ number; null while unknown, and in a redacted file. */
  number(message: Authored): string | null
  /** An id that is the same in every export: the QQ number, else our own id; `SYSTEM` when nobody said it. Never empty. */
  id(message: Authored): string
  /** The same for somebody by contact id; null is the account. */
  idOf(contact: ContactId | null): string
  /** The name as it is now, of somebody by contact id; null is the account. */
  nameOf(contact: ContactId | null): string
}

const DIGITS = /^\d+$/

/** Whether the service said it: what came in and has no author. */
export function isBySystem({ direction, author }: Pick<ExportedMessage, 'direction' | 'author'>): boolean {
  return author === null && direction === 'in'
}

export function createAuthors(context: FileContext): Authors {
  const words = fileWords(context)
  // Without a login there is no number, and of a redacted account what stands for it is no number.
  const own = context.account.number
  const ownNumber = DIGITS.test(own) && own !== '0' ? own : null

  const nameOf = (contact: ContactId | null): string => {
    if (contact === null) return seen(context.account.nick) ?? ownNumber ?? words.me
    const person = context.people.get(contact)
    return seen(person?.remark) ?? seen(person?.nick) ?? seen(person?.number) ?? words.nobody
  }
  const numberOf = (contact: ContactId | null): string | null => {
    if (contact === null) return ownNumber
    const number = context.people.get(contact)?.number ?? null
    return number !== null && DIGITS.test(number) ? number : null
  }
  const idOf = (contact: ContactId | null): string => numberOf(contact) ?? (contact || own || 'self')
  return {
    name(message) {
      return seen(message.authorName) ?? (isBySystem(message) ? words.system : nameOf(message.author))
    },
    number: (message) => (isBySystem(message) ? null : numberOf(message.author)),
    id: (message) => (isBySystem(message) ? 'SYSTEM' : idOf(message.author)),
    idOf,
    nameOf,
  }
}

/** What somebody is called, when there is something to be seen of it. */
export function seen(name: string | null | undefined): string | null {
  return name && name.trim() !== '' ? name : null
}
