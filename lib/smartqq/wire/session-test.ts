import { WireError } from './errors.ts'
import { meaningOf } from './return-codes/meaning-of.ts'

/**
 * Whether the session works, by a call that needs one (get_online_buddies2). A call that says `false` is taken at its word.
 * @throws {WireError} when nobody knows: no answer, or a service that is overloaded
 */
export async function sessionWorks(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    return (await ask()) !== false
  } catch (error) {
    if (!(error instanceof WireError) || meaningOf('session', error.answer).do === 'retry-later') throw error
    return false
  }
}
