import * as z from 'zod/mini'
import type { ExportedCompleteness } from '../../../lib/export/format.ts'
import { FORMAT_IDS } from '../../../lib/export/ports.ts'
import { isObject } from '../../../lib/rules/is-object.ts'
import { orderSchema } from './order.ts'

/** Where a conversation stood when a task last ran: the next part goes on from there. */
export const continuesSchema = z.record(z.string(), z.object({ hash: z.string(), count: z.number() }))
export type Continues = z.infer<typeof continuesSchema>

export const runSchema = z.object({
  id: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  order: orderSchema,
  /** The name of the one chat, or of the task; null when it is told by its number of chats. */
  title: z.nullable(z.string()),
  /** What is read, account by account, in the order of the files; fixed when it begins. */
  legs: z.array(
    z.object({
      account: z.string(),
      nick: z.nullable(z.string()),
      conversations: z.array(z.object({ id: z.string(), kind: z.enum(['friend', 'group', 'discuss']) })),
    }),
  ),
  /** ms. What is archived later is not in it, so that going on after a death gives the same files. */
  startedAt: z.number(),
  /** ms; earlier than that when messages that came before were still on their way into the archive: they are for the next part. */
  archivedBefore: z.optional(z.number()),
  generator: z.object({ name: z.string(), version: z.string() }),
  /** The saved task it belongs to. */
  task: z.nullable(z.string()),
  /** Only what came since the last run of the task; null: everything. */
  since: z.nullable(z.object({ archivedFrom: z.number(), part: z.number(), continues: continuesSchema })),
})

/** One export, from its beginning: written down before anything else, so that it can be gone on with. Plain JSON. */
export type ExportRun = z.infer<typeof runSchema>
export type ExportLeg = ExportRun['legs'][number]

/** A file that an export has written. */
const fileSchema = z.object({
  /** With its folders, as users see it. */
  name: z.string(),
  format: z.enum(FORMAT_IDS),
  mediaType: z.string(),
  /** Its name in the run's folder. */
  stored: z.string(),
  bytes: z.number(),
  messages: z.number(),
})
export type RunFile = z.infer<typeof fileSchema>

/** Reports and failures are taken as they are: nobody but an export writes them, and what is shown of them is shown as text. */
export const resultSchema = z.object({
  /** ms */
  endedAt: z.number(),
  files: z.array(fileSchema),
  /** The one file with all of them, when there are several. */
  zip: z.nullable(z.object({ name: z.string(), bytes: z.number() })),
  conversations: z.number(),
  messages: z.number(),
  /** By account: what the files cannot show. */
  reports: z.array(z.object({ account: z.string(), report: z.custom<ExportedCompleteness>(isObject) })),
  /** Where each conversation stands now, for the next part. */
  ends: continuesSchema,
  /** Conversations that are missing or cut short, by canonical id. */
  failed: z.array(z.string()),
})

/** How an export ended that has files. */
export type RunResult = z.infer<typeof resultSchema>
