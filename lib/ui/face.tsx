import { faceEmoji } from '../chat/face-emoji.ts'
import { segmentsToText } from '../chat/segment.ts'

/** One of QQ's built-in faces: a drawing with its name, or the name in brackets when there is none. `code` as on the wire. */
export function Face({ name, code }: { name: string | null; code: number }) {
  const drawing = name === null ? null : faceEmoji(name)
  if (drawing === null) return <bdi class="face-name">{segmentsToText([{ type: 'face', code, name }])}</bdi>
  return (
    <span class="face" role="img" aria-label={name ?? undefined} title={name ?? undefined}>
      {drawing}
    </span>
  )
}
