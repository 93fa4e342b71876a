import * as z from 'zod/mini'
import type { ExportContent } from '../../../lib/export/ports.ts'
import { FORMAT_IDS } from '../../../lib/export/ports.ts'

/** Spans that move with the calendar, so that a saved task means the same every time. */
export const SPANS = ['all', 'today', 'week', 'thirty-days', 'month', 'year', 'days'] as const
export type Span = (typeof SPANS)[number]

export const CONTENT_KINDS = [
  'text',
  'face',
  'picture',
  'attachment',
  'notice',
  'unknown',
] as const satisfies ExportContent[]

/** How an export is divided into files. */
export const SPLITS = ['none', 'messages', 'bytes', 'day', 'month', 'year'] as const
export type Split = (typeof SPLITS)[number]

const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))
const id = z.string().check(z.minLength(1), z.maxLength(200))

export const orderSchema = z.object({
  /** All chats of an account (null: of all accounts) or these, by canonical id. */
  chats: z.union([
    z.object({ which: z.literal('all'), account: z.nullable(id) }),
    z.object({ which: z.literal('some'), ids: z.array(id) }),
  ]),
  formats: z.array(z.enum(FORMAT_IDS)).check(z.minLength(1)),
  span: z.enum(SPANS),
  /** With the span `days`: local days, both of them inside; null is unbounded. */
  firstDay: z.nullable(day),
  lastDay: z.nullable(day),
  /** IANA name of the zone whose days are meant and in which files show times. */
  timeZone: z.string(),
  /** Canonical ids; null in the list is the user. Null: everybody. */
  authors: z.nullable(z.array(z.nullable(id))),
  /** In the grammar of the search; empty: everything. */
  words: z.string().check(z.maxLength(1000)),
  /** Null: everything. */
  content: z.nullable(z.array(z.enum(CONTENT_KINDS)).check(z.minLength(1))),
  /** One file for each chat, also where a format could hold all of them. */
  filePerChat: z.boolean(),
  split: z.enum(SPLITS),
  /** Most messages in a file, or most bytes; for those two ways to split. */
  splitSize: z.number().check(z.gte(1), z.lte(10_000_000_000)),
  /** Null: the names that files have by themselves. */
  nameTemplate: z.nullable(z.string().check(z.maxLength(300))),
  redact: z.boolean(),
  avatars: z.boolean(),
  /** Of headings in the files. */
  language: z.enum(['zh-CN', 'en']),
})

/** What the user wants to export, and how. Plain JSON: it is kept in saved tasks and beside unfinished exports. */
export type ExportOrder = z.infer<typeof orderSchema>

/** What is exported when nobody chose anything: everything of an account, or of all, as one JSON file. */
export function plainOrder(timeZone: string, language: ExportOrder['language']): ExportOrder {
  return {
    chats: { which: 'all', account: null },
    formats: ['json'],
    span: 'all',
    firstDay: null,
    lastDay: null,
    timeZone,
    authors: null,
    words: '',
    content: null,
    filePerChat: false,
    split: 'none',
    splitSize: 100_000,
    nameTemplate: null,
    redact: false,
    avatars: false,
    language,
  }
}
