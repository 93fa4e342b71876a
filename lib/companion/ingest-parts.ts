import type { Archive } from '../archive/port.ts'
import type { Backend, PersonState } from '../backend.ts'
import type { Decision } from '../chat/decision.ts'
import type { Handle } from '../chat/handle.ts'
import type { Message } from '../chat/message.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import type { Book } from '../contacts/book.ts'
import type { Circle } from '../contacts/circle.ts'
import type { Switches } from '../rules/event.ts'
import type { RuleState } from '../rules/state.ts'
import type { Presence } from './away.ts'
import type { DecidingRules } from './rule-revision.ts'

/** What reading a journal entry needs. */
export interface IngestParts {
  archive: Archive
  backend: Backend
  book: Book
  circle: Circle
  rules: DecidingRules
  switches: Switches
  presence: Presence
  /** Absent: the login that the entry came to can send. Otherwise nothing is planned, and decisions say why. */
  login?: 'other' | 'none'
  newId(): string
  now(): number
  /** IANA name of the user's zone. */
  zone(): string
  /** A random number from 0 up to 2^32. */
  random(): number
}

/** What one journal entry came to. */
export interface Ingested {
  /** Messages and notices that were archived, in order. */
  messages: Message[]
  /** About messages, and about notices when a rule wants them. */
  decisions: Decision[]
  planned: OutboxRow[]
  unreadable: number
  /** Uncertain replies whose echo has come: they are sent. */
  confirmed: number
  /** Friends who came or went, in order. Not archived. */
  states: PersonState[]
  /** Friends or groups have been won or lost: the lists are to be asked for again. */
  listsChanged: boolean
  /** Real numbers that the items gave. */
  numbers: { handle: Handle; number: string }[]
  /** Conversations that the loop breaker leaves alone, until when, ms. */
  loops: RuleState['loops']
}
