import type { Contact, ContactId } from '../../../lib/chat/contact.ts'
import { canonical } from '../../../lib/contacts/book.ts'
import type { Book } from '../../../lib/contacts/book.ts'
import { eventFrom, nowFrom } from '../../../lib/rules/lab/event-draft.ts'
import type { EventDraft } from '../../../lib/rules/lab/event-draft.ts'
import type { ChatEvent, Now } from '../../../lib/rules/event.ts'
import { DAY, HOUR, MINUTE } from '../../../lib/time.ts'
import type { DryRunForm } from './dry-run-form.ts'
import { circumstancesOf } from './lab-book.ts'

/** Long enough for every rule that waits for silence. */
const LONG_AGO = 400 * DAY

/** What a dry run knows beside its form. */
export interface DryRunFacts {
  book: Book
  /** When the author last wrote there, by the archive, ms; null: never. */
  heardAt: number | null
  /** The account's own nick; null while it is not known. */
  ownNick: string | null
  /** The time now, ms. */
  now: number
  zone: string
}

/** The message of the form as the rules see it, and what holds when it comes. */
export function toEvent(form: DryRunForm, facts: DryRunFacts): { event: ChatEvent; now: Now } {
  const { book, heardAt, now, zone } = facts
  const at = atOf(form, now)
  const conversation = form.conversation === null ? undefined : canonical(book, form.conversation)
  const chosen = form.kind === 'friend' ? conversation : (form.author ?? undefined)
  const author = chosen === undefined ? undefined : canonical(book, chosen)
  const isAsItWas = form.origin !== null && form.origin.text === form.text && form.origin.content === form.content
  const draft: EventDraft = {
    text: form.text,
    kind: form.kind,
    mentioned: form.mentioned,
    content: isAsItWas ? [] : form.content,
    at,
    previousAt: previousAt(form, heardAt, at),
    ownNames: ownNames(book, conversation, facts.ownNick),
    ...(conversation === undefined ? {} : { contact: conversation }),
    ...(author === undefined ? {} : { author }),
    ...knownOf(form, book, conversation, author),
  }
  const event = eventFrom(draft)
  const pausedUntil = form.paused ? at + HOUR : null
  const switches = { autoReply: form.autoReply, pausedUntil, stopped: null }
  return {
    event: {
      ...event,
      account: book.account,
      ...(isAsItWas && form.origin ? { segments: form.origin.segments } : {}),
    },
    now: nowFrom(at, zone, { switches, away: form.away, random: form.random }),
  }
}

/** Names and the like of whoever was chosen; the others keep the names that name themselves. */
function knownOf(
  { kind }: DryRunForm,
  book: Book,
  conversation: ContactId | undefined,
  author: ContactId | undefined,
): Partial<EventDraft> {
  if (conversation === undefined) return {}
  const known = circumstancesOf(book, { kind, conversation, author: author ?? null })
  return author === undefined ? { names: { group: known.names.group } } : known
}

function previousAt({ previous, conversation }: DryRunForm, heardAt: number | null, at: number): number | null {
  switch (previous) {
    case 'never':
      return null
    case 'long-ago':
      return at - LONG_AGO
    case 'just-now':
      return at - MINUTE
    case 'archive':
      // What was written after the moment that is tried has not been written yet.
      return conversation === null ? at - MINUTE : heardAt !== null && heardAt < at ? heardAt : null
  }
}

function ownNames(book: Book, conversation: ContactId | undefined, ownNick: string | null): string[] {
  const where: Contact | undefined = conversation === undefined ? undefined : book.contacts.get(conversation)
  const self = where?.members?.find(({ isSelf }) => isSelf)
  return [self?.card, self?.nick, ownNick].filter((name): name is string => Boolean(name))
}

function atOf({ at }: DryRunForm, now: number): number {
  const chosen = at === '' ? Number.NaN : Date.parse(at)
  return Number.isNaN(chosen) ? now : chosen
}
