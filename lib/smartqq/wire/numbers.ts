import * as z from 'zod/mini'

/** A whole number; the service writes some of them as strings. */
export const wireNumber = z.union([
  z.int(),
  z.pipe(
    z.string().check(z.regex(/^-?\d{1,15}$/)),
    z.transform((digits) => Number(digits)),
  ),
])
