import { log } from '../log.ts'
import type { ArchiveChange } from './port.ts'

type Listener = (change: ArchiveChange) => void

/** Carries news of commits to the listeners of this archive and, by a BroadcastChannel, to those of other contexts. */
export interface ChangeNews {
  tell(change: ArchiveChange): void
  /** Returns the way to stop. */
  listen(listener: Listener): () => void
  close(): void
}

export function openChangeNews(name: string): ChangeNews {
  const listeners = new Set<Listener>()
  const channel = new BroadcastChannel(`${name}/changes`)
  let isClosed = false

  function deliver(change: ArchiveChange): void {
    for (const listener of listeners) {
      try {
        listener(change)
      } catch {
        // What is written is written: a broken view must not make the commit look failed.
        log('archive.listener-failed')
      }
    }
  }

  channel.addEventListener('message', (event: MessageEvent<ArchiveChange>) => deliver(event.data))
  return {
    tell(change) {
      if (isClosed) return
      try {
        channel.postMessage(change)
      } catch {
        // The context is being torn down, as when the extension starts again. What is written is written.
        log('archive.news-lost')
      }
      deliver(change)
    },
    listen(listener) {
      // Wrapped, so that the same function given twice is two listeners.
      const mine: Listener = (change) => listener(change)
      listeners.add(mine)
      return () => void listeners.delete(mine)
    },
    close() {
      isClosed = true
      listeners.clear()
      channel.close()
    },
  }
}
