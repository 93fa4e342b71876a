import type { Part } from '../account/poll-items.ts'
import type { Session } from '../account/sessions.ts'
import { isRecord } from '../narrow.ts'
import type { Service } from '../service.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code, failure, html } from '../wire/message.ts'
import { sessionOfTicket } from './checks.ts'

/** Longer texts are answered with success and never arrive. UTF-8 bytes. */
export const LONGEST_TEXT_BYTES = 720

/** What looked like SQL to the service: a joining word or sign, then a quote, or a number and a blank (Yinzo). */
const LIKE_SQL = /(?:\b(?:and|or|xor)\b|&&|\|\|)\s*(?:['"]|\d+\s)/i

/** Whether the service's filter swallows a text. */
export const isFiltered = (text: string): boolean => LIKE_SQL.test(text)

/** A message as it was sent, with the login that sends it. */
export type SendBody = {
  r: Record<string, unknown>
  session: Session
  /** The number in the target's field: uin, gid or did. */
  id: number
  msgId: number
  parts: Part[]
  /** All text parts joined; faces as `[face:N]`. */
  text: string
  /** The parsed content, font included. */
  raw: unknown[]
}

/** What the back end says when `r` or `content` is not JSON. */
const INVALID_JSON = (text: string): WireReply =>
  html(
    '<html><head><title>Error</title></head><body><h1>Error occured:</h1><pre>{{case_clause,{invalid_json,' +
      `&lt;&lt;${text.slice(0, 40).replace(/[^\w ]/g, '.')}&gt;&gt;}},\n [{send_msg,parse,2,[]}]}</pre></body></html>\n`,
    500,
  )

/**
 * The php-sdk puts a second pair of brackets around the list and names its sends among what works: a list whose only entry
 * is a list that ends with the font is taken for that list.
 */
function unwrapped(raw: unknown[]): unknown[] {
  const [only, ...more] = raw
  const last: unknown = Array.isArray(only) ? only.at(-1) : undefined
  return more.length === 0 && Array.isArray(only) && Array.isArray(last) && last[0] === 'font' ? only : raw
}

function parseContent(value: string): Pick<SendBody, 'parts' | 'text' | 'raw'> | null {
  let raw: unknown
  try {
    raw = JSON.parse(value)
  } catch {
    return null
  }
  if (!Array.isArray(raw)) return null
  const list = unwrapped(raw)
  const parts = list.filter(
    (part): part is Part => typeof part === 'string' || (Array.isArray(part) && typeof part[0] === 'string'),
  )
  const text = parts
    .map((part) => (typeof part === 'string' ? part : part[0] === 'face' ? `[face:${String(part[1])}]` : ''))
    .join('')
  return { parts, text, raw }
}

const toId = (value: unknown): number | null => {
  const id = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null
}

/** Reads a send whose target stands in `field`, or says what is wrong with it. */
export function readSend(service: Service, request: WireRequest, field: string): SendBody | WireReply {
  const text = request.form.get('r')
  if (text === null) return code(100006)
  let r: unknown
  try {
    r = JSON.parse(text)
  } catch {
    return INVALID_JSON(text)
  }
  if (!isRecord(r)) return code(100006)

  const session = sessionOfTicket(service, r['psessionid'])
  if (session === null || session.ended !== null) return failure(103)
  const id = toId(r[field])
  const msgId = toId(r['msg_id'])
  if (id === null || msgId === null || typeof r['content'] !== 'string' || r['clientid'] === undefined)
    return code(100006)
  const content = parseContent(r['content'])
  if (content === null) return INVALID_JSON(r['content'])
  // Messages of faces alone fail; a blank beside them is enough.
  if (!content.parts.some((part) => typeof part === 'string')) return code(100006)
  return { r, session, id, msgId, ...content }
}

/** Whether reading ended in a reply. */
export const isRefused = (value: SendBody | WireReply): value is WireReply =>
  typeof value === 'string' || 'status' in value
