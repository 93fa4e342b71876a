import { BackendError } from '../../lib/backend.ts'
import type { Backend } from '../../lib/backend.ts'
import { OWN_STATES } from '../../lib/chat/online-state.ts'
import type { OwnState } from '../../lib/chat/online-state.ts'
import { createQueue } from '../../lib/companion/queue.ts'
import { log } from '../../lib/log.ts'
import type { OwnStateOutcome } from '../../lib/messaging.ts'
import { ownStateItem } from '../../lib/settings.ts'
import type { LinkState } from '../../lib/smartqq/link/ports.ts'

const WHY = {
  network: 'offline',
  malformed: 'strange-reply',
  refused: 'refused',
  'login-lost': 'not-logged-in',
  'not-logged-in': 'not-logged-in',
} as const

/** What friends see the user as: set on request, kept while the login lasts, and said again when a new session begins. */
export function createOwnState(backend: Pick<Backend, 'login' | 'setOwnState'>) {
  const inOrder = createQueue()

  async function put(account: string, state: OwnState, signal: AbortSignal): Promise<OwnStateOutcome> {
    try {
      await backend.setOwnState(state, signal)
    } catch (error) {
      if (!(error instanceof BackendError)) throw error
      log('own state not set', { why: error.why })
      return { kind: 'failed', why: WHY[error.why] }
    }
    await ownStateItem.setValue({ account, state })
    return { kind: 'set' }
  }

  return {
    /** @throws {TypeError} when it is no state: our own pages never send such a thing */
    set(wanted: OwnState, signal: AbortSignal): Promise<OwnStateOutcome> {
      return inOrder(async () => {
        const state = OWN_STATES.find((known) => known === wanted)
        if (!state) throw new TypeError('not a state')
        const account = backend.login()?.account
        if (account === undefined) return { kind: 'failed', why: 'not-logged-in' }
        return put(account, state, signal)
      })
    },
    /**
     * A session began, of a new login or of the old one taken up again: the service has the user online (login2 says so),
     * whatever was chosen before. When it does not take the choice again, it no longer holds. Rejects only when storage
     * fails.
     */
    cameUp(signal: AbortSignal): Promise<void> {
      return inOrder(async () => {
        const chosen = await ownStateItem.getValue()
        if (!chosen || chosen.state === 'online' || chosen.account !== backend.login()?.account) return
        const outcome = await put(chosen.account, chosen.state, signal)
        if (outcome.kind === 'failed' && !signal.aborted) await ownStateItem.removeValue()
      })
    },
    /** The choice ends with its login. */
    follow({ state }: LinkState): void {
      if (state !== 'logged-out') return
      inOrder(() => ownStateItem.removeValue()).catch(() => log('own state not forgotten'))
    },
  }
}
