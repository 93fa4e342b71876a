import type { ContactId } from '../chat/contact.ts'
import type { ImportedReply } from '../chat/imported-reply.ts'
import type { ConversationKind, MessageSource } from '../chat/message.ts'
import type { Segment } from '../chat/segment.ts'

/** The account a file is of. */
export interface FoundAccount {
  type: 'account'
  /** Real QQ number; null when the file does not tell. */
  number: string | null
  nick: string | null
}

/** A conversation. Told before, among or after its messages; what comes later fills in what was not known. */
export interface FoundConversation {
  type: 'conversation'
  /** The file's own name for it, unique in its source. */
  ref: string
  /** Our own lasting id, when the file is an export of ours. */
  id: ContactId | null
  /** Null: the file does not tell, it is guessed from how many people write. */
  kind: ConversationKind | null
  title: string | null
  /** Real QQ number of the friend or group. */
  number: string | null
  /** Its person, when it is one with a friend and the file tells. */
  person: string | null
}

/** Somebody who wrote. Told at any time; what comes later fills in what was not known. */
export interface FoundPerson {
  type: 'person'
  ref: string
  id: ContactId | null
  number: string | null
  nick: string | null
  remark: string | null
  /** The account itself. */
  isSelf: boolean
}

export interface FoundMessage {
  type: 'message'
  conversation: string
  /** Its id in the file; two messages of a conversation with the same one are the same message. */
  id: string | null
  /** An id that our own exports gave it. */
  exportId: string | null
  /** Null when the file does not tell who sent it: then it is `out` if its author is the account. */
  direction: 'in' | 'out' | null
  /** Null: nobody, as of notices. */
  author: string | null
  authorName: string | null
  /** The author's real number, when it stands beside the message. */
  authorNumber: string | null
  segments: Segment[]
  text: string
  mentionsMe: boolean
  recalled: boolean
  /** ms */
  at: number
  /** How exact `at` is, ms. */
  precision: 1 | 1_000 | 60_000
  /** The file told its time without a zone: `at` is true if the zone is that it was read in. */
  zoneless?: true
  /** As our own export had it. */
  source: MessageSource | null
  /** A rule sent it, by our own export. */
  autoReply: ImportedReply | null
  /** What of the file's item says more than the fields above. */
  raw: unknown
  line: number
}

/** Why something of a file is not taken in. The words are in the catalogues (`import.problem.<what>`). */
export type ProblemCode = 'broken-line' | 'no-time' | 'bad-time' | 'no-conversation' | 'no-content' | 'not-a-message'

export interface FoundProblem {
  type: 'problem'
  what: ProblemCode
  line: number
}

/** The picture of a person or a conversation, as a `data:` URL of one of four kinds. Of several the first one counts. */
export interface FoundPicture {
  type: 'picture'
  of: 'person' | 'conversation'
  ref: string
  image: string
}

/** Something that the file has and the archive has no place for, counted by kind (`import.left.<what>`). */
export type LeftOut =
  | 'reactions'
  | 'files'
  | 'edits'
  | 'pictures'
  | 'replies'
  /** Pictures of people: only their address; none that is safe to draw; too big. */
  | 'picture-links'
  | 'picture-unfit'
  | 'picture-size'

export interface FoundLeftOut {
  type: 'left-out'
  what: LeftOut
}

export type Found =
  | FoundAccount
  | FoundConversation
  | FoundPerson
  | FoundPicture
  | FoundMessage
  | FoundProblem
  | FoundLeftOut

/** What a reader is given beside the text. */
export interface ReadContext {
  /** IANA name of the zone in which times without one are read. */
  timeZone: string
}

/** Reads a format: gives what it finds, about a chunk's worth at once. @throws {ImportError} */
export type ReadFormat = (chunks: AsyncIterable<string>, context: ReadContext) => AsyncIterable<Found[]>
