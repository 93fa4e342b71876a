import { contentKinds } from '../content-kinds.ts'
import type { ContentKind } from '../rule.ts'
import { metBy } from './matcher.ts'
import type { Matcher } from './matcher.ts'

/** Met when the message has at least one of these kinds in it. The detail is the code of the kind. */
export function content(kinds: readonly ContentKind[]): Matcher {
  return (reading) => {
    const present = contentKinds(reading.segments)
    const hit = kinds.find((kind) => present.has(kind))
    return hit ? metBy([hit]) : null
  }
}
