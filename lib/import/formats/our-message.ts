import { NOTICE_KINDS, ATTACHMENT_KINDS } from '../segment-kinds.ts'
import { importedReply } from '../../chat/imported-reply.ts'
import type { ImportedReply } from '../../chat/imported-reply.ts'
import type { Segment } from '../../chat/segment.ts'
import type { MessageSource } from '../../chat/message.ts'
import type { Found } from '../found.ts'
import { ourIdOf } from '../our-id.ts'
import { textOfSegments } from '../text-segments.ts'
import type { Fields } from '../values.ts'
import { fieldsOf, idOf, instantOf, listOf, memberOf, nameOf, textOf } from '../values.ts'

const SOURCES: readonly MessageSource[] = ['poll', 'page', 'outbox', 'import']

/** A message of our own formats, versions 1 to 3. */
export function readOurMessage(value: unknown, conversation: string, line: number, found: Found[]): void {
  const fields = fieldsOf(value)
  if (fields === null) return void found.push({ type: 'problem', what: 'not-a-message', line })
  const at = instantOf(fields.at)
  if (at === null)
    return void found.push({ type: 'problem', what: fields.at === undefined ? 'no-time' : 'bad-time', line })
  const text = textOf(fields.text)
  const segments = readSegments(fields.segments, text)
  if (segments === null) return void found.push({ type: 'problem', what: 'no-content', line })
  const autoReply = fieldsOf(fields.autoReply)
  const direction = fields.direction === 'in' || fields.direction === 'out' ? fields.direction : null
  const id = ourIdOf(fields.id)
  found.push({
    type: 'message',
    conversation,
    id: id ?? idOf(fields.id),
    exportId: id,
    direction,
    author: idOf(fields.author),
    authorName: typeof fields.authorName === 'string' ? fields.authorName.toWellFormed() : null,
    authorNumber: null,
    segments,
    text: textOfSegments(segments),
    mentionsMe: fields.mentionsMe === true,
    recalled: fields.recalled === true,
    at,
    precision: 1,
    source: SOURCES.find((one) => one === fields.source) ?? null,
    autoReply: autoReply === null ? null : replyOf(autoReply),
    raw: null,
    line,
  })
}

function replyOf({ ruleId, state }: Fields): ImportedReply {
  return (
    importedReply(`imported/${typeof state === 'string' ? state : ''}/${nameOf(ruleId) ?? ''}`) ?? {
      ruleId: null,
      state: 'unknown',
    }
  )
}

/** Null when there is neither a segment nor a text. */
function readSegments(value: unknown, text: string | null): Segment[] | null {
  const list = listOf(value)
  if (!Array.isArray(value)) return text === null ? null : [{ type: 'text', text }]
  return list.map(readSegment)
}

function readSegment(value: unknown): Segment {
  const text = textOf(memberOf(value, 'text'))
  const name = textOf(memberOf(value, 'name'))
  const what = memberOf(value, 'what')
  switch (memberOf(value, 'type')) {
    case 'text':
      return text === null ? { type: 'unknown', raw: null } : { type: 'text', text }
    case 'quote':
      return { type: 'quote', text: text ?? '' }
    case 'face': {
      const code = memberOf(value, 'code')
      return { type: 'face', code: typeof code === 'number' && Number.isSafeInteger(code) ? code : 0, name }
    }
    case 'picture':
      return { type: 'picture' }
    case 'withheld':
      return { type: 'withheld' }
    case 'attachment': {
      const kind = ATTACHMENT_KINDS.find((one) => one === what)
      return kind === undefined ? { type: 'unknown', raw: null } : { type: 'attachment', what: kind, name }
    }
    case 'notice': {
      const kind = NOTICE_KINDS.find((one) => one === what)
      return kind === undefined
        ? { type: 'unknown', raw: null }
        : { type: 'notice', what: kind, facts: factsOf(memberOf(value, 'facts')) }
    }
    default:
      return { type: 'unknown', raw: null }
  }
}

/** Only texts, under names that are no trap. */
function factsOf(value: unknown): Record<string, string> {
  const facts = Object.entries(fieldsOf(value) ?? {}).flatMap(([name, fact]) =>
    typeof fact === 'string' && /^[a-z]{1,20}$/i.test(name) ? [[name, fact.toWellFormed()] as const] : [],
  )
  return Object.fromEntries(facts)
}
