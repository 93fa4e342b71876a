import type { NoticeKind, Segment } from '../chat/segment.ts'
import type { ContentKind } from './rule.ts'

/**
 * What a message is made of. Text counts when there is more than blanks of it. Content that the service withheld counts as
 * a picture, which it nearly always is.
 */
export function contentKinds(segments: readonly Segment[]): ReadonlySet<ContentKind> {
  return new Set(segments.flatMap(kindOf))
}

/** The kind of a message that is a notice: something that happened and that nobody wrote. null: it is none. */
export function noticeContent(segments: readonly Segment[]): ContentKind | null {
  const [only] = segments
  return segments.length === 1 && only?.type === 'notice' ? noticeKind(only.what) : null
}

function kindOf(segment: Segment): ContentKind[] {
  switch (segment.type) {
    case 'text':
      return segment.text.trim() === '' ? [] : ['text']
    case 'face':
      return ['face']
    case 'picture':
    case 'withheld':
      return ['picture']
    case 'notice':
      return [noticeKind(segment.what)]
    // Of imported messages, which no rule is asked about.
    case 'attachment':
      return segment.what === 'file' ? ['file'] : []
    case 'quote':
    case 'unknown':
      return []
  }
}

function noticeKind(what: NoticeKind): ContentKind {
  if (what === 'share' || what === 'shake') return what
  if (what === 'group-joined') return 'join'
  return what.startsWith('file-') || what.startsWith('offline-file') ? 'file' : 'system'
}
