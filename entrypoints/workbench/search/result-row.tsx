import type { Message } from '../../../lib/chat/message.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import { t } from '../../../lib/i18n/t.ts'
import { excerpt } from '../../../lib/search/mark.ts'
import { chatNoticeWords } from '../../../lib/ui/chat-notice-words.ts'
import { isolate } from '../../../lib/ui/isolate.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { archive } from '../../pages/archive.ts'
import { chatAddress } from '../route.ts'
import { Marked } from './highlighted.tsx'
import { markerOf } from './marker.ts'
import { createNeighbours } from './neighbours.ts'
import { nameOf } from './search-names.ts'
import type { SearchNames } from './search-names.ts'

/** More of a text than a line can show, UTF-16 units. */
const SHOWN = 120

const around = createNeighbours(archive)

interface HitProps {
  message: Message
  query: string
  names: SearchNames
  withNeighbours: boolean
  /** It stands below the name of its conversation: says who wrote it instead. */
  isBelowName: boolean
}

/** A message that was found: where, who, when, and the words around the first mark. Leads to it. */
export function Hit({ message, query, names, withNeighbours, isBelowName }: HitProps) {
  const conversation = names.resolve.canonical(message.conversation)
  const author = isBelowName ? authorOf(message, names) : null
  const neighbours = withNeighbours ? around(message, conversation).value : null
  return (
    <a class="search-hit" href={chatAddress(conversation, { from: { key: message.key }, query })}>
      <span class="row-head">
        <strong class="one-line">
          <Name text={author ?? conversationName(names, conversation, message)} />
        </strong>
        <span class="muted small">
          <Time at={message.sentAt} />
        </span>
      </span>
      {withNeighbours ? <Line message={neighbours?.before ?? null} names={names} query={null} isSigned /> : null}
      <Line message={message} names={names} query={query} isSigned={author === null} />
      {withNeighbours ? <Line message={neighbours?.after ?? null} names={names} query={null} isSigned /> : null}
    </a>
  )
}

interface LineProps {
  message: Message | null
  names: SearchNames
  query: string | null
  /** With its author in front, where the conversation does not say it. */
  isSigned: boolean
}

/** One message on one line; an empty one where there is none. */
function Line({ message, names, query, isSigned }: LineProps) {
  if (message === null) return <span class="search-line">{'\u00A0'}</span>
  const [only] = message.segments
  // A notice was found by its archived words, which are Chinese: it is shown in the user's.
  const words = only?.type === 'notice' ? chatNoticeWords(only) : message.text
  const cut = excerpt(words, query === null ? [] : markerOf(query)(words), SHOWN)
  const author = isSigned ? authorOf(message, names) : null
  return (
    <span class={query === null ? 'search-line muted' : 'search-line'}>
      {author === null ? null : <span class="muted">{t('search.said', { author: isolate(author) })}</span>}
      <bdi>
        {cut.isCut ? '…' : ''}
        <Marked text={cut.text} marks={cut.marks} />
      </bdi>
    </span>
  )
}

/** Who wrote it, where the conversation does not say so already. */
function authorOf({ direction, kind, author, authorName, segments }: Message, names: SearchNames): string | null {
  if (segments[0]?.type === 'notice') return null
  if (direction === 'out') return t('search.me')
  if (kind === 'friend') return null
  return authorName ?? (author === null ? null : nameOf(names, author))
}

/** The name to show for the conversation of a message, also when the archive has lost its contact. */
export function conversationName(names: SearchNames, id: ContactId, { kind }: Pick<Message, 'kind'>): string {
  return nameOf(names, id) ?? t(`unknown.${kind === 'friend' ? 'person' : kind}`)
}
