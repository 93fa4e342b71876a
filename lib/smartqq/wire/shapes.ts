import * as z from 'zod/mini'
import { decodeText } from './entities.ts'

/** A whole number; the service writes some of them as strings. */
export const wireNumber = z.union([
  z.int(),
  z.pipe(
    z.string().check(z.regex(/^-?\d{1,15}$/)),
    z.transform((digits) => Number(digits)),
  ),
])

/** A number that names somebody or something: uin, gid, code, did, a real number. They go beyond 2^31 and 2^32. */
export const wireId = wireNumber.check(z.positive())

/** A name or other text of a list or profile, decoded. A name of digits alone has been seen as a number. */
export const wireText = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((text) => decodeText(String(text))),
)

/** A field that may be missing or broken without costing the entry it is in: then `fallback` stands for it. */
export const orElse = z.catch

/** A number that may be missing or broken. */
export const maybeNumber = orElse(z.nullable(wireNumber), null)

/** A text that may be missing or broken; then it is empty. */
export const maybeText = orElse(wireText, '')

/** A list that may be missing or broken; `readEach` takes that for an empty one. */
export const maybeList = z.optional(z.unknown())

/** Whether at least one of these lists is there: then the reply has its data, whatever else it lacks. */
export function hasAList(...lists: unknown[]): boolean {
  return lists.some(Array.isArray)
}
