import * as z from 'zod/mini'
import { CONTENT_KINDS, hoursSchema, ruleSchema, ruleTestSchema, TEXT_MATCHES } from '../../../lib/rules/rule.ts'
import type { DraftFields } from './draft-fields.ts'

/** Storage has no NaN: a number that was none comes back as null. */
const number = z.pipe(
  z.nullable(z.number()),
  z.transform((value) => value ?? Number.NaN),
)
const texts = z.array(z.string())
const join = z.enum(['all', 'any'])
const { who, what, when, reply } = ruleSchema.shape
const choice = z.object({ texts, typing: z.string(), reply: z.string(), again: z.boolean() })
const condition = z.object({
  look: z.enum([...TEXT_MATCHES, 'pattern', 'content']),
  not: z.boolean(),
  texts,
  typing: z.string(),
  pattern: z.string(),
  kinds: z.array(z.enum(CONTENT_KINDS)),
})

/** Fields as they were left: of the right kinds, but with everything in them that keeps a rule from being saved. */
const fieldsSchema = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  group: z.nullable(z.string()),
  who: z.extend(who, { kinds: z.array(z.enum(['friend', 'group', 'discuss'])) }),
  what: z.object({
    join,
    groups: z.array(z.object({ join, conditions: z.array(condition) })),
    fold: what.shape.fold,
  }),
  when: z.extend(when, {
    hours: z.array(
      z.extend(hoursSchema, {
        on: z.union([z.array(z.number()), z.enum(['workdays', 'days-off'])]),
        from: number,
        to: number,
      }),
    ),
    dates: z.nullable(z.object({ from: z.nullable(z.string()), to: z.nullable(z.string()) })),
    silenceDays: number,
  }),
  reply: z.extend(reply, {
    texts: z.array(z.object({ text: z.string(), weight: number })),
    delay: z.nullable(z.object({ fromMs: number, toMs: number })),
    followUp: z.nullable(z.object({ choices: z.array(choice), waitMs: number, otherwise: z.nullable(z.string()) })),
  }),
  cooldownMs: number,
  goOn: z.boolean(),
  tests: z.array(ruleTestSchema),
  chosenOnly: z.boolean(),
})

/** What stood in the fields of an editor that went away; undefined when it cannot be read. */
export function resumedFields(stored: unknown): DraftFields | undefined {
  const read = fieldsSchema.safeParse(stored)
  return read.success ? read.data : undefined
}
