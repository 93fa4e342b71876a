import type { CookieJar } from '../cookie-jar.ts'
import { setCookies } from '../cookie-jar.ts'

/**
 * A jar that knows no domains, paths or ends: every cookie goes to every host, and of a name that one reply sets twice the first
 * counts, also when it is empty.
 */
export function createFlatJar(): CookieJar {
  const values = new Map<string, string>()
  return {
    keep(reply) {
      const seen = new Set<string>()
      for (const { name, value } of setCookies(reply)) {
        if (!seen.has(name)) values.set(name, value)
        seen.add(name)
      }
    },
    headerFor: () => [...values].map(([name, value]) => `${name}=${value}`).join('; '),
    value: (name) => values.get(name) ?? '',
  }
}
