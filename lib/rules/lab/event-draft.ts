import type { ContactId } from '../../chat/contact.ts'
import type { ConversationKind } from '../../chat/message.ts'
import { segmentsToText } from '../../chat/segment.ts'
import type { NoticeKind, Segment } from '../../chat/segment.ts'
import type { ChatEvent, Now } from '../event.ts'
import { withoutMention } from '../mention.ts'
import type { ContentKind } from '../rule.ts'

/**
 * A message made up to try rules with. What is left out is harmless: a known friend, nobody's machine, who wrote a minute
 * before as well.
 */
export interface EventDraft {
  text: string
  kind: ConversationKind
  /** In groups and discussions: the message names me. */
  mentioned: boolean
  /** What else the message is, beside its text. One of share, file, shake, join and system makes it a notice. */
  content: readonly ContentKind[]
  /** When it was sent, by the server's clock, ms. */
  at: number
  /** The friend, group or discussion it is in. */
  contact?: ContactId
  author?: ContactId
  names?: Partial<ChatEvent['names']>
  authorNumber?: string | null
  category?: string | null
  role?: ChatEvent['role']
  /** When the author wrote there the time before, ms; null: never. */
  previousAt?: number | null
  /** My own names there, so that what follows a mention of me in the text can match by itself. */
  ownNames?: readonly string[]
}

/** Who a made-up message is from, when nobody was chosen. No real contact has these ids. */
export const SOMEBODY = { contact: 'lab:contact', author: 'lab:author' }

/** What the variables stand for when nobody was chosen: they name themselves, so that tests of rules can be written. */
export const SAMPLE_NAMES = { nick: '昵称', remark: '备注', card: '群名片', group: '群名' }

/** The notice that stands for a kind of content in a made-up message. */
const NOTICES: Partial<Record<ContentKind, NoticeKind>> = {
  share: 'share',
  file: 'file-offered',
  shake: 'shake',
  join: 'group-joined',
  system: 'group-admin-made',
}

/** The message as the rules see it. */
export function eventFrom(draft: EventDraft): ChatEvent {
  const isFriend = draft.kind === 'friend'
  const conversation = draft.contact ?? SOMEBODY.contact
  const segments = segmentsOf(draft)
  const text = segmentsToText(segments)
  const isNotice = segments[0]?.type === 'notice'
  const mentionsMe = !isFriend && draft.mentioned && !isNotice
  const addressed = mentionsMe && draft.ownNames ? withoutMention(text, draft.ownNames) : text
  return {
    messageKey: 'lab',
    account: '10000',
    conversation,
    kind: draft.kind,
    author: draft.author ?? (isFriend ? conversation : SOMEBODY.author),
    own: 'no',
    authorIsKnown: true,
    names: {
      nick: SAMPLE_NAMES.nick,
      remark: SAMPLE_NAMES.remark,
      card: draft.kind === 'group' ? SAMPLE_NAMES.card : null,
      group: isFriend ? null : SAMPLE_NAMES.group,
      ...draft.names,
    },
    authorNumber: draft.authorNumber ?? null,
    category: draft.category ?? null,
    role: draft.role ?? (draft.kind === 'group' ? 'member' : null),
    previousAt: draft.previousAt === undefined ? draft.at - 60_000 : draft.previousAt,
    text,
    segments,
    mentionsMe,
    ...(addressed === text ? {} : { addressed }),
    sentAt: draft.at,
  }
}

/** Everything on and nothing in the way, at the moment `at` (ms) by both clocks. */
export function nowFrom(at: number, zone: string, changes: Partial<Now> = {}): Now {
  const switches = { autoReply: true, pausedUntil: null, stopped: null }
  return { at, serverAt: at, zone, random: 0, switches, away: false, ...changes }
}

function segmentsOf({ text, content }: EventDraft): Segment[] {
  for (const kind of content) {
    const what = NOTICES[kind]
    if (what) return [{ type: 'notice', what, facts: text === '' || what !== 'share' ? {} : { text } }]
  }
  const segments: Segment[] = text === '' ? [] : [{ type: 'text', text }]
  if (content.includes('face')) segments.push({ type: 'face', code: 14, name: '微笑' })
  if (content.includes('picture')) segments.push({ type: 'picture' })
  return segments
}
