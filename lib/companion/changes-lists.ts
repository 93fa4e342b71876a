import type { BackendEvent } from '../backend.ts'
import type { NoticeKind } from '../chat/segment.ts'

const ALWAYS = new Set<NoticeKind>([
  'friend-accepted',
  'friend-added',
  'group-created',
  'group-dissolved',
  'group-request-accepted',
])
/** Only when it happened to ourselves: then it has no author. */
const TO_OURSELVES = new Set<NoticeKind>(['group-joined', 'group-left', 'group-kicked'])

/** Whether what happened gave us a friend or group, or took one away. */
export function changesLists(event: BackendEvent): boolean {
  if (event.kind !== 'notice') return false
  const { what } = event.notice
  return ALWAYS.has(what) || (event.author === null && TO_OURSELVES.has(what))
}
