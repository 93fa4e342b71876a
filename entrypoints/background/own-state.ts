import { storage } from 'wxt/utils/storage'
import { BackendError } from '../../lib/backend.ts'
import type { Backend } from '../../lib/backend.ts'
import { OWN_STATES } from '../../lib/chat/online-state.ts'
import type { AccountId } from '../../lib/chat/handle.ts'
import type { OwnState } from '../../lib/chat/online-state.ts'
import { createQueue } from '../../lib/companion/queue.ts'
import { log } from '../../lib/log.ts'
import type { OwnStateOutcome } from '../../lib/messaging.ts'
import { ownStateItem } from '../../lib/settings.ts'
import type { LinkState } from '../../lib/smartqq/link/ports.ts'

/**
 * What the user chose on the page, after whatever they chose here. Only looked at, never said to the service: what a page
 * reports makes us send nothing.
 */
const pageStateItem = storage.defineItem<{ account: AccountId; state: OwnState } | null>('session:pageState', {
  fallback: null,
})

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
    await pageStateItem.removeValue()
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
    /** The user has chosen on the page; the service knows it already. */
    chosenOnPage(account: AccountId, state: OwnState): Promise<void> {
      return inOrder(() => pageStateItem.setValue({ account, state }))
    },
    /** What friends see the user as, by their last choice, wherever they made it; null: they made none. */
    async current(account: AccountId): Promise<OwnState | null> {
      const choices = await Promise.all([pageStateItem.getValue(), ownStateItem.getValue()])
      return choices.find((choice) => choice?.account === account)?.state ?? null
    },
    /** The choice ends with its login. */
    follow({ state }: LinkState): void {
      if (state !== 'logged-out') return
      inOrder(async () => {
        await ownStateItem.removeValue()
        await pageStateItem.removeValue()
      }).catch(() => log('own state not forgotten'))
    },
  }
}
