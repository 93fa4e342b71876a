/** A piece of a message in order. `face.name` is the Chinese name of the built-in picture, null when it is not known. */
export type Segment =
  | { type: 'text'; text: string }
  | { type: 'face'; code: number; name: string | null }
  | { type: 'picture' }
  /** The service delivered a message without content: a picture or a very long text that it withheld. */
  | { type: 'withheld' }
  | { type: 'unknown'; raw: unknown }

/** Plain text of a message for matching, lists and search: faces as `[微笑]`, pictures as `[图片]`. */
export function segmentsToText(segments: readonly Segment[]): string {
  return segments.map(segmentText).join('')
}

function segmentText(segment: Segment): string {
  switch (segment.type) {
    case 'text':
      return segment.text
    case 'face':
      return segment.name ? `[${segment.name}]` : '[表情]'
    case 'picture':
      return '[图片]'
    case 'withheld':
      return '[图片或长消息]'
    case 'unknown':
      return '[未知内容]'
  }
}
