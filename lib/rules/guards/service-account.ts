import { PASSED } from './guard.ts'
import type { Guard } from './guard.ts'

/** Never answers the machines of the service itself, by their real numbers. */
export const serviceAccount: Guard = {
  why: 'service-account',
  check: ({ event: { authorNumber }, policy }) =>
    authorNumber !== null && policy.serviceAccounts.includes(authorNumber)
      ? { passed: false, detail: authorNumber }
      : PASSED,
}
