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

/** A name or other text of a list or profile, decoded. */
export const wireText = z.pipe(z.string(), z.transform(decodeText))

/** A field that may be missing or broken without costing the entry it is in: then `fallback` stands for it. */
export const orElse = z.catch
