import { createQueue } from '../../lib/companion/queue.ts'
import { log } from '../../lib/log.ts'
import { statusItem } from '../../lib/settings.ts'
import type { Status } from '../../lib/settings.ts'
import type { LinkState } from '../../lib/smartqq/link/ports.ts'
import type { Lease } from '../../lib/smartqq/link/lease.ts'
import type { KeepAlive } from './keep-alive.ts'

/** Turns what the link tells into the status that the pages show, and into whether the background must stay awake. */
export function createStatus(keepAlive: KeepAlive, lease: Pick<Lease, 'anyPage'>) {
  const inOrder = createQueue()
  let offlineSince: number | null = null
  /** Whom a page listens for, and since when. */
  let beside: { account: string; since: number } | null = null

  function toStatus(state: LinkState): Status {
    if (state.state !== 'offline') offlineSince = null
    if (state.state !== 'page') beside = null
    switch (state.state) {
      case 'page':
        if (beside?.account !== state.account) beside = { account: state.account, since: Date.now() }
        return { ...state, state: 'online', listener: 'page', since: beside.since }
      case 'online':
        return { ...state, listener: 'background' }
      case 'offline':
        offlineSince ??= Date.now()
        return { ...state, since: offlineSince }
      case 'blocked':
        return { ...state, detail: null }
      case 'page-only':
      case 'page-stopped':
      case 'logged-out':
      case 'connecting':
        return state
    }
  }

  return {
    follow(state: LinkState): void {
      const status = toStatus(state)
      // With a page there, the end of its listening is an event that wakes us: its port closes.
      keepAlive.set(
        'line',
        state.state === 'online' || state.state === 'connecting' || state.state === 'offline' || lease.anyPage(),
      )
      inOrder(() => statusItem.setValue(status)).catch(() => log('status lost', { state: status.state }))
    },
  }
}
