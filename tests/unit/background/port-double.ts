import type { browser } from 'wxt/browser'

type Port = ReturnType<typeof browser.runtime.connect>
type Sender = NonNullable<Port['sender']>

/** The background's end of a port, and what the other end does with it. */
export function portDouble(name: string, sender: Partial<Omit<Sender, 'tab'>> & { tab?: object } = {}) {
  const hearers: ((message: unknown) => void)[] = []
  const closing: (() => void)[] = []
  const said: unknown[] = []
  const other = { said, isClosed: false }
  const port = {
    name,
    sender,
    postMessage(message: unknown) {
      if (other.isClosed) throw new Error('Attempting to use a disconnected port object')
      said.push(structuredClone(message))
    },
    // Who disconnects is not told of it.
    disconnect: () => void (other.isClosed = true),
    onMessage: { addListener: (listener: (message: unknown) => void) => void hearers.push(listener) },
    onDisconnect: { addListener: (listener: () => void) => void closing.push(listener) },
  } as unknown as Port
  return Object.assign(other, {
    port,
    /** The other end says something. */
    says: (message: unknown) => hearers.forEach((hear) => hear(structuredClone(message))),
    /** The other end is gone. */
    closes() {
      other.isClosed = true
      closing.forEach((close) => close())
    },
  })
}
