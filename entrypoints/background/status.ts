import { createQueue } from '../../lib/companion/queue.ts'
import { log } from '../../lib/log.ts'
import { statusItem } from '../../lib/settings.ts'
import type { Status } from '../../lib/settings.ts'
import type { LinkState } from '../../lib/smartqq/link/ports.ts'
import type { Presence } from '../../lib/smartqq/link/presence.ts'
import type { KeepAlive } from './keep-alive.ts'

/** Turns what the link tells into the status that the pages show, and into whether the background must stay awake. */
export function createStatus(keepAlive: KeepAlive, presence: Presence) {
  const inOrder = createQueue()
  let offlineSince: number | null = null

  function toStatus(state: LinkState): Status {
    if (state.state !== 'offline') offlineSince = null
    switch (state.state) {
      case 'page':
        return state.account
          ? { state: 'online', account: state.account, nick: state.nick ?? '', listener: 'page', since: Date.now() }
          : { state: 'page-only' }
      case 'online':
        return { ...state, listener: 'background' }
      case 'offline':
        offlineSince ??= Date.now()
        return { ...state, since: offlineSince }
      case 'blocked':
        return { ...state, detail: null }
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
        state.state === 'online' || state.state === 'connecting' || state.state === 'offline' || presence.anyPage(),
      )
      inOrder(() => statusItem.setValue(status)).catch(() => log('status lost', { state: status.state }))
    },
  }
}
