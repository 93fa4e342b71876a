import { useSignal } from '@preact/signals'
import { attachmentText } from '../../../lib/chat/attachment-text.ts'
import type { Message } from '../../../lib/chat/message.ts'
import type { Segment } from '../../../lib/chat/segment.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { chatNoticeWords } from '../../../lib/ui/chat-notice-words.ts'
import { Face } from '../../../lib/ui/face.tsx'
import { Highlighted } from '../search/highlighted.tsx'

/** Longer texts (UTF-16 units) are cut to {@link SHOWN} until the user wants all of it. */
const LONG = 2_000
const SHOWN = 1_200

interface MessageContentProps {
  segments: readonly Segment[]
  /** What is searched for: marked. */
  query: string | null
  /** All of it, however long. */
  isWhole: boolean
}

/** What a message says, piece by piece, isolated: nothing in it can reorder or style what is around it. */
export function MessageContent({ segments, query, isWhole }: MessageContentProps) {
  const wantsAll = useSignal(isWhole)
  const length = segments.reduce((sum, segment) => sum + lengthOf(segment), 0)
  const isCut = length > LONG && !wantsAll.value
  if (segments.every((segment) => segment.type === 'text' && segment.text.trim() === ''))
    return <span class="muted">{t('chats.empty')}</span>
  return (
    <>
      <bdi class="message-text" dir="auto">
        {(isCut ? cut(segments, SHOWN) : segments).map((segment, index) => (
          <Piece key={index} segment={segment} query={query} />
        ))}
        {isCut ? '…' : null}
      </bdi>
      {isCut ? (
        <Button look="link" onClick={() => (wantsAll.value = true)}>
          {t('chats.all', { count: length })}
        </Button>
      ) : null}
    </>
  )
}

function Piece({ segment, query }: { segment: Segment; query: string | null }) {
  switch (segment.type) {
    case 'text':
      return <Text text={segment.text} query={query} />
    case 'face':
      return <Face name={segment.name} code={segment.code} />
    case 'picture':
      return <span class="piece">{t('chats.picture')}</span>
    case 'withheld':
      return <span class="piece">{t('chats.withheld')}</span>
    case 'notice':
      return <bdi>{chatNoticeWords(segment)}</bdi>
    case 'attachment':
      return (
        <span class="piece">
          {t(`chats.attachment.${segment.what}`)}
          {segment.name === null ? null : (
            <>
              {' '}
              <bdi>
                <Text text={segment.name} query={query} />
              </bdi>
            </>
          )}
        </span>
      )
    case 'quote':
      return (
        <span class="piece-quote">
          <span class="unseen">{t('chats.quote')}</span>
          <bdi>
            <Text text={segment.text} query={query} />
          </bdi>
        </span>
      )
    case 'unknown':
      return <span class="piece">{t('chats.unknown')}</span>
  }
}

function Text({ text, query }: { text: string; query: string | null }) {
  return query ? <Highlighted text={text} query={query} /> : <>{text}</>
}

function lengthOf(segment: Segment): number {
  if (segment.type === 'text' || segment.type === 'quote') return segment.text.length
  return segment.type === 'attachment' ? attachmentText(segment).length : 1
}

/** The first pieces, the last of them cut so that they have `most` units; never inside a pair of surrogates. */
function cut(segments: readonly Segment[], most: number): Segment[] {
  const kept: Segment[] = []
  let left = most
  for (const segment of segments) {
    if (left <= 0) break
    const text = segment.type === 'text' || segment.type === 'quote' ? segment.text : null
    kept.push(
      text === null ? segment : ({ ...segment, text: text.slice(0, left).replace(/[\uD800-\uDBFF]$/u, '') } as Segment),
    )
    left -= lengthOf(segment)
  }
  return kept
}

/** What a message says as plain text, for the clipboard: notices and attachments in the user's language. */
export function plainText({ segments, text }: Pick<Message, 'segments' | 'text'>): string {
  const [only] = segments
  return segments.length === 1 && only?.type === 'notice' ? chatNoticeWords(only) : text
}
