import { vi } from 'vitest'

/** The background's end of one connection of a script on the page. */
export interface Connection {
  name: string
  /** What the page has said on it, in order. */
  said: object[]
  answer(message: unknown): void
  /** The background died, or was ended by the browser. */
  die(): void
  isOpen(): boolean
}

/** The extension as a content script sees it: `chrome.runtime` with a background that hears ports of this name, or all. */
export function aBackground(only?: string): { connections: Connection[]; last(): Connection; goAway(): void } {
  const connections: Connection[] = []
  const runtime: { id: string | undefined; connect(options: { name: string }): object } = {
    id: 'companion',
    connect({ name }) {
      const said: object[] = []
      const listeners = { message: [] as ((message: unknown) => void)[], disconnect: [] as (() => void)[] }
      let isOpen = true
      const connection = {
        name,
        said,
        answer: (message: unknown) => listeners.message.forEach((run) => run(message)),
        die() {
          isOpen = false
          listeners.disconnect.forEach((run) => run())
        },
        isOpen: () => isOpen,
      }
      if (only === undefined || name === only) connections.push(connection)
      return {
        postMessage(message: object) {
          if (!isOpen) throw new Error('Attempting to use a disconnected port object')
          said.push(structuredClone(message))
        },
        // As in both browsers, the end that hangs up is not told of it.
        disconnect() {
          isOpen = false
        },
        onMessage: { addListener: (run: (message: unknown) => void) => listeners.message.push(run) },
        onDisconnect: { addListener: (run: () => void) => listeners.disconnect.push(run) },
      }
    },
  }
  vi.stubGlobal('chrome', { runtime })
  return {
    connections,
    last() {
      const connection = connections.at(-1)
      if (!connection) throw new Error('nobody has connected')
      return connection
    },
    goAway() {
      runtime.id = undefined
    },
  }
}
