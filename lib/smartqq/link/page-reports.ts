import * as z from 'zod/mini'
import { endpointAt } from '../wire/endpoints.ts'
import type { EndpointName } from '../wire/endpoints.ts'

/** Longest texts that are taken from a page, in UTF-16 units. A friend list of 5,000 people has about 1,000,000. */
const MAX_REPLY = 8_000_000
const MAX_REQUEST = 1_000_000
const MAX_URL = 10_000

const text = (max: number) => z.string().check(z.maxLength(max))
const duration = z.number().check(z.gte(0))
const requestFields = { id: text(200), method: text(20), url: text(MAX_URL), body: z.nullable(text(MAX_REQUEST)) }

const tapSchema = z.union([
  z.object({ kind: z.literal('hello'), tapped: z.boolean() }),
  z.object({ kind: z.literal('request'), ageMs: duration, ...requestFields }),
  z.object({
    kind: z.literal('reply'),
    status: z.int(),
    text: text(MAX_REPLY),
    date: z.nullable(text(100)),
    ...requestFields,
  }),
  z.object({ kind: z.literal('failed'), why: z.enum(['error', 'timeout', 'abort']), ...requestFields }),
])
export type TapSaid = z.infer<typeof tapSchema>

/** What a hidden frame reported, or null when it is nothing that it could have said. The page may have written it. */
export function readTapReport(report: unknown): TapSaid | null {
  return tapSchema.safeParse(report).data ?? null
}

const number = z.union([z.number(), text(200)])
const askedSchema = z.object({
  id: number,
  uri: z.optional(text(MAX_URL)),
  option: z.object({ uri: z.optional(text(MAX_URL)), data: z.nullish(text(MAX_REQUEST)) }),
})
const answeredSchema = z.object({
  id: number,
  type: z.enum(['onSuccess', 'onError', 'onTimeout', 'onComplete']),
  option: z.nullish(z.object({ responseText: z.nullish(text(MAX_REPLY)), status: z.nullish(z.number()) })),
})

/** A message between the page and its https frame. Request and reply share an `id` that counts from 0 in a document. */
export type Envelope =
  | { kind: 'request'; id: string; url: string; body: string | null }
  | { kind: 'reply'; id: string; status: number; text: string }
  | { kind: 'failed'; id: string; why: 'error' | 'timeout' }
  /** Said beside one of the others. */
  | { kind: 'complete' }

/** A message to (`frame`) or from (`page`) the https frame (page script 20161220); null when it is none. */
export function readEnvelopeMessage(data: string, heardIn: 'page' | 'frame'): Envelope | null {
  const message = data.length > MAX_REPLY ? undefined : parsed(data)
  if (heardIn === 'frame') {
    const asked = askedSchema.safeParse(message).data
    const url = asked?.option.uri ?? asked?.uri
    if (!asked || url === undefined) return null
    return { kind: 'request', id: String(asked.id), url, body: asked.option.data ?? null }
  }
  const answered = answeredSchema.safeParse(message).data
  if (!answered) return null
  const id = String(answered.id)
  switch (answered.type) {
    case 'onSuccess':
      return { kind: 'reply', id, status: answered.option?.status ?? 200, text: answered.option?.responseText ?? '' }
    case 'onError':
    case 'onTimeout':
      return { kind: 'failed', id, why: answered.type === 'onError' ? 'error' : 'timeout' }
    case 'onComplete':
      return { kind: 'complete' }
  }
}

/** One call of a page, judged by where it goes. */
export interface PageCall {
  endpoint: EndpointName
  /** The fields of `r`, or of the query; nothing in them is checked. */
  fields: Readonly<Record<string, unknown>>
}

/** The call that a request makes; null when we do not know it, and it is none of our business. */
export function readCall(request: { url: string; body: string | null }, base: string): PageCall | null {
  const url = URL.parse(request.url, base)
  const endpoint = url && endpointAt(url)
  if (!endpoint) return null
  const r = request.body === null ? null : new URLSearchParams(request.body).get('r')
  const fields = r === null ? Object.fromEntries(url.searchParams) : parsed(r)
  return { endpoint, fields: typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>) : {} }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // Its own text may quote what is private.
    return undefined
  }
}
