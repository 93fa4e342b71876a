import * as z from 'zod/mini'
import type { DrawerReport, HostReport, PagePart } from '../../lib/ports.ts'

/** Longest of each, in characters: what the page shows is the page's, and may be anything. */
const TITLE = 1_000
const KEY = 300
/** The page itself sets no limit to a message; beyond this nobody types. */
const TEXT = 20_000
/** Authors on screen: a page that shows more has been at it for days. */
const AUTHORS = 5_000

const PARTS: Record<PagePart, true> = {
  'http-frame': true,
  'https-frame': true,
  envelopes: true,
  replies: true,
  'chat-title': true,
  'chat-menu': true,
  'chat-body': true,
  'chat-message': true,
  'chat-box': true,
  'list-item': true,
}
const isPart = (value: unknown): value is PagePart => typeof value === 'string' && Object.hasOwn(PARTS, value)

const numberOnPage = z.int().check(z.nonnegative())

const evidenceSchema = z.object({
  title: z.string().check(z.maxLength(TITLE)),
  kind: z.nullable(z.enum(['friend', 'many'])),
  chosen: z.nullable(z.object({ kind: z.enum(['friend', 'group', 'discuss']), number: numberOnPage })),
  authors: z.array(numberOnPage).check(z.maxLength(AUTHORS)),
})

const hostSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('chat'), chat: z.nullable(evidenceSchema) }),
  z.object({ kind: z.literal('typing'), chat: evidenceSchema }),
  z.object({
    kind: z.literal('health'),
    broken: z.array(z.custom<PagePart>(isPart)).check(z.maxLength(Object.keys(PARTS).length)),
  }),
  z.object({ kind: z.literal('opening') }),
  z.object({ kind: z.literal('closed') }),
  z.object({ kind: z.literal('filled'), outcome: z.enum(['filled', 'other-chat', 'no-box', 'not-empty']) }),
  z.object({ kind: z.literal('why'), key: z.string().check(z.maxLength(KEY)) }),
])

const drawerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('claim'), token: z.string().check(z.maxLength(KEY)) }),
  z.object({ kind: z.literal('close') }),
  z.object({
    kind: z.literal('fill'),
    text: z.string().check(z.maxLength(TEXT)),
    contact: z.string().check(z.maxLength(KEY)),
  }),
])

/** What the script on the page says: it stands on hostile ground. Null: it is nothing we know. */
export function readHostReport(message: unknown): HostReport | null {
  return hostSchema.safeParse(message).data ?? null
}

/** What a drawer says: anybody may put that page of ours into a frame. Null: it is nothing we know. */
export function readDrawerReport(message: unknown): DrawerReport | null {
  return drawerSchema.safeParse(message).data ?? null
}
