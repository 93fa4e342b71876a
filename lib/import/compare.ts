import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import { exportedMessageId } from '../export/message-id.ts'
import { canonicalIds } from './canonical-ids.ts'
import type { Decisions } from './decisions.ts'
import { DIRECTION_KNOWN, idPrint, MINUTE_ONLY, NAMELESS, nameHash, OUR_ID, OUT, textPrint } from './fingerprints.ts'
import type { Fingerprint } from './fingerprints.ts'
import { Ledger, NOBODY_KNOWN, SELF, SYSTEM } from './ledger.ts'
import { LIMITS } from './limits.ts'
import type { ImportArchive } from './ports.ts'
import type { Survey } from './survey.ts'
import { hash32 } from './text-key.ts'

/** What becomes of each message, by its index. */
export const ADD = 0
export const DUPLICATE = 1
export const CONFLICT = 2
/** A conflict over an id: it is kept under another one. */
export const ID_CONFLICT = 3
export const LEFT = 4

/** `epoch` of imported messages whose times are exact to the minute only; of all others it is `import`. */
export const MINUTE_EPOCH = 'import/minute'

/** A message and what it is nearly the same as. */
export interface ConflictPlace {
  /** Index of the message. */
  index: number
  conversation: number
  why: 'same-id' | 'near'
  /** What it is like: the message with this index, or (-1) one of the archive. */
  other: number
  /** Of what it is like: its second, and its text in hashes. */
  second: number
  textA: number
  textB: number
}

export interface Comparison {
  /** One of the codes above for each message. */
  verdicts: Uint8Array
  /** For each conversation of the survey. */
  counts: { added: number; duplicates: number; conflicts: number }[]
  /** The first of them. */
  conflicts: ConflictPlace[]
}

/**
 * Finds out which messages are there already, in the archive and among the files themselves. Reads only the span of each
 * conversation that the files cover. @throws what `signal` aborts with, what the archive throws
 */
export async function compare(
  survey: Survey,
  decisions: Decisions,
  archive: Pick<ImportArchive, 'scan' | 'aliases'>,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (done: number) => void } = {},
): Promise<Comparison> {
  const { prints } = survey
  const verdicts = new Uint8Array(prints.length)
  const counts = survey.conversations.map(() => ({ added: 0, duplicates: 0, conflicts: 0 }))
  const conflicts: ConflictPlace[] = []
  const canonical = canonicalIds(await archive.aliases(decisions.account))
  const self = new Set(decisions.self)
  const places = byPlace(survey, decisions)
  let done = 0

  for (const place of places) {
    signal?.throwIfAborted()
    const ledger = new Ledger(place.isFriend)
    if (place.target !== null) await fill(ledger, place)
    let part = -1
    const print: Fingerprint = { second: 0, textA: 0, textB: 0, folded: 0, loose: 0, name: 0, idA: 0, idB: 0, marks: 0 }
    for (const index of place.messages) {
      if (prints.part[index] !== part) {
        part = prints.part[index] ?? 0
        ledger.nextSource()
      }
      prints.read(index, print)
      judge(index, print, ledger)
    }
    done += place.messages.length
    onProgress?.(done)
  }
  return { verdicts, counts, conflicts }

  function judge(index: number, print: Fingerprint, ledger: Ledger): void {
    const conversation = prints.conversation[index] ?? 0
    const count = counts[conversation]
    if (decisions.conversations[conversation]?.take !== true || count === undefined) {
      verdicts[index] = LEFT
      return
    }
    const who = whoWrote(index, print)
    const match = ledger.match(print, who)
    if (match.kind === 'same') {
      verdicts[index] = DUPLICATE
      count.duplicates += 1
      return
    }
    if (match.kind === 'conflict') {
      count.conflicts += 1
      const other = ledger.origin(match.entry)
      if (conflicts.length < LIMITS.conflicts)
        conflicts.push({ index, conversation, why: match.why, other, ...ledger.text(match.entry) })
      const isIdConflict = match.why === 'same-id'
      verdicts[index] = isIdConflict ? ID_CONFLICT : CONFLICT
      // It goes in under an id of its own, if at all.
      ledger.add(isIdConflict ? { ...print, idA: 0, idB: 0, marks: print.marks & ~OUR_ID } : print, who, index)
      return
    }
    count.added += 1
    ledger.add(print, who, index)
  }

  function whoWrote(index: number, { marks }: Fingerprint): number {
    const person = (prints.person[index] ?? 0) - 1
    if (marks & OUT || (!(marks & DIRECTION_KNOWN) && self.has(person))) return SELF
    if (person === -1) return SYSTEM
    const contact = decisions.people[person]?.contact ?? null
    return contact === null ? NOBODY_KNOWN : contactHash(canonical(contact))
  }

  async function fill(ledger: Ledger, place: Place): Promise<void> {
    if (place.target === null) return
    // A minute more at each end: what is exact to the minute only may stand anywhere in it.
    const range = { conversation: place.target, from: (place.first - 60) * 1_000, to: (place.last + 61) * 1_000 }
    for await (const page of archive.scan(range, 2_000)) {
      signal?.throwIfAborted()
      for (const message of page)
        ledger.add(printOfArchived(message, place.hasOurIds), authorOf(message, canonical), -1)
    }
  }
}

interface Place {
  target: ContactId | null
  isFriend: boolean
  hasOurIds: boolean
  /** Seconds. */
  first: number
  last: number
  messages: Uint32Array
}

/** Messages by where they go: conversations with the same target are compared with each other too. */
function byPlace({ prints, conversations }: Survey, decisions: Decisions): Place[] {
  const keys = decisions.conversations.map(({ target, take }, index) => (take && target !== null ? target : index))
  const lengths = new Map<string | number, number>()
  conversations.forEach(({ count }, index) => {
    const key = keys[index] ?? index
    lengths.set(key, (lengths.get(key) ?? 0) + count)
  })
  const places = new Map<string | number, Place & { filled: number }>()
  for (const [index, choice] of decisions.conversations.entries()) {
    const key = keys[index] ?? index
    if (places.has(key)) continue
    places.set(key, {
      target: choice.take ? choice.target : null,
      isFriend: choice.kind === 'friend',
      hasOurIds: false,
      first: Number.POSITIVE_INFINITY,
      last: 0,
      messages: new Uint32Array(lengths.get(key) ?? 0),
      filled: 0,
    })
  }
  for (let index = 0; index < prints.length; index++) {
    const conversation = prints.conversation[index] ?? 0
    const place = places.get(keys[conversation] ?? conversation)
    if (place === undefined) continue
    place.messages[place.filled] = index
    place.filled += 1
    const second = prints.second[index] ?? 0
    place.first = Math.min(place.first, second)
    place.last = Math.max(place.last, second)
    if ((prints.marks[index] ?? 0) & OUR_ID) place.hasOurIds = true
  }
  return [...places.values()].filter(({ filled }) => filled > 0)
}

function printOfArchived(message: Message, withId: boolean): Fingerprint {
  const { nameless, ...text } = textPrint(message.text)
  return {
    second: Math.floor(message.sentAt / 1_000),
    ...text,
    name: nameHash(message.authorName),
    ...idPrint(withId ? (message.exportId ?? exportedMessageId(message.key)) : null),
    marks:
      DIRECTION_KNOWN |
      (message.direction === 'out' ? OUT : 0) |
      (message.epoch === MINUTE_EPOCH ? MINUTE_ONLY : 0) |
      (nameless ? NAMELESS : 0) |
      (withId ? OUR_ID : 0),
  }
}

function authorOf({ direction, author }: Message, canonical: (id: ContactId) => ContactId): number {
  if (direction === 'out') return SELF
  return author === null ? SYSTEM : contactHash(canonical(author))
}

function contactHash(id: ContactId): number {
  return Math.max(hash32(id, 7), SYSTEM + 1)
}
