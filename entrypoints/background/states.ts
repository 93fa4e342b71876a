import type { AccountId } from '../../lib/chat/handle.ts'
import { createQueue } from '../../lib/companion/queue.ts'
import type { ContactState } from '../../lib/companion/states.ts'
import { log } from '../../lib/log.ts'
import { statesItem } from '../../lib/settings.ts'
import type { States } from '../../lib/settings.ts'
import type { LinkState } from '../../lib/smartqq/link/ports.ts'

/** Keeps the item that says who is online: the only writer of it. */
export function createStates() {
  const inOrder = createQueue()

  function write(change: (stored: States | null) => States | null): void {
    inOrder(async () => {
      const stored = await statesItem.getValue()
      const next = change(stored)
      if (next !== stored) await statesItem.setValue(next)
    }).catch(() => log('states lost'))
  }

  return {
    /** What the service told; of everybody (`everybodyAt`, ms) it replaces all that was known. */
    told(account: AccountId, told: readonly ContactState[], everybodyAt: number | null): void {
      const people = Object.fromEntries(told.map(({ contact, state, client, at }) => [contact, { state, client, at }]))
      write((stored) => {
        if (everybodyAt !== null) return { account, at: everybodyAt, people }
        const before = stored?.account === account ? stored : { at: null, people: {} }
        return { account, at: before.at, people: { ...before.people, ...people } }
      })
    },
    /** Nothing is known any more when a login ends, when a page listens in another one, or when another account is logged in. */
    follow(state: LinkState): void {
      const isOver = state.state === 'logged-out' || state.state === 'page-only'
      const account = state.state === 'online' || state.state === 'page' ? state.account : null
      write((stored) => (isOver || (account !== null && stored?.account !== account) ? null : stored))
    },
  }
}
