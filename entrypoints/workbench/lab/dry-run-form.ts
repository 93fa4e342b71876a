import { signal } from '@preact/signals'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { ConversationKind, Message } from '../../../lib/chat/message.ts'
import type { Segment } from '../../../lib/chat/segment.ts'
import { contentKinds } from '../../../lib/rules/content-kinds.ts'
import { SOMEBODY } from '../../../lib/rules/lab/event-draft.ts'
import type { Witness } from '../../../lib/rules/lab/finding.ts'
import type { ContentKind } from '../../../lib/rules/rule.ts'

/** Kinds of content that can be put into a made-up message beside its text. */
export const EXTRA_KINDS = ['face', 'picture', 'share', 'file', 'shake', 'join', 'system'] as const
export const PREVIOUS = ['archive', 'just-now', 'long-ago', 'never'] as const

/** What the user has put together for a dry run. */
export interface DryRunForm {
  text: string
  kind: ConversationKind
  /** The friend, group or discussion; null: somebody that no rule knows. */
  conversation: ContactId | null
  /** Who writes in the group or discussion; null: a member that no rule knows. */
  author: ContactId | null
  mentioned: boolean
  content: readonly ContentKind[]
  /** Local wall time `YYYY-MM-DDTHH:mm`; empty: now. */
  at: string
  /** When the author wrote there the time before. */
  previous: (typeof PREVIOUS)[number]
  /** What the rules remember: as it is now, or nothing. */
  memory: 'now' | 'nothing'
  away: boolean
  autoReply: boolean
  paused: boolean
  /** What chance is drawn from. */
  random: number
  /** The archived message that it began with: as long as text and content are its own, its segments stand as they were. */
  origin: { text: string; content: readonly ContentKind[]; segments: readonly Segment[] } | null
}

const EMPTY: DryRunForm = {
  text: '',
  kind: 'friend',
  conversation: null,
  author: null,
  mentioned: false,
  content: [],
  at: '',
  previous: 'archive',
  memory: 'nothing',
  away: false,
  autoReply: true,
  paused: false,
  random: 0,
  origin: null,
}

/** Outlives the view. */
export const dryRunForm = signal<DryRunForm>(EMPTY)

export function changeDryRun(change: Partial<DryRunForm>): void {
  dryRunForm.value = { ...dryRunForm.value, ...change }
}

/** Another kind of conversation is with somebody else. */
export function chooseKind(kind: ConversationKind): void {
  changeDryRun({ kind, conversation: null, author: null })
}

/** Begins with an archived message: what it says, who wrote it and where. The time stays as it is. */
export function tryMessage(message: Message): void {
  const { kind, conversation, author, mentionsMe, segments, text } = message
  const content = [...contentKinds(segments)].filter((one) => one !== 'text')
  changeDryRun({
    text,
    kind,
    conversation,
    author: kind === 'friend' ? null : author,
    mentioned: mentionsMe,
    content,
    origin: { text, content, segments },
  })
}

/** Begins with the message that shows a finding of the lint, under the circumstances that it names. */
export function tryWitness({ text, kind, mentioned, content, at, contact, author, away, previousAt }: Witness): void {
  dryRunForm.value = {
    ...EMPTY,
    text,
    kind,
    conversation: known(contact),
    author: kind === 'friend' ? null : known(author),
    mentioned,
    content: content.filter((one) => one !== 'text'),
    at: wallTime(at),
    previous: previousAt === null ? 'never' : 'just-now',
    away,
  }
}

/** The wall time of a moment (ms) in this computer's zone, as a time field has it. */
export function wallTime(at: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const time = new Date(at)
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`
}

function known(id: ContactId | undefined): ContactId | null {
  return id === undefined || id === SOMEBODY.contact || id === SOMEBODY.author ? null : id
}
