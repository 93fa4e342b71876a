import type { browser } from 'wxt/browser'

export type Port = ReturnType<typeof browser.runtime.connect>

/** The page's end of a connection. */
export interface PageEnd {
  post(message: unknown): void
  disconnect(): void
  /** Whether somebody is there who hears what was said. */
  isHeard(): boolean
}

/**
 * One connection between a document and the background. What is said arrives a moment later and in order; what is said
 * to somebody who has died is lost.
 * @param page what the document does about messages, and about the end that it did not bring about itself
 */
export function connectPort(
  name: string,
  sender: object,
  delay: () => number,
  isWorkerAlive: () => boolean,
  page: { heard(message: unknown): void; lost(): void },
): { port: Port; end: PageEnd; workerDied(): void } {
  const heard: ((message: unknown) => void)[] = []
  const gone: (() => void)[] = []
  let isOpen = true
  let lastAt = 0

  /** In order, whatever each takes. */
  function later(run: () => void): void {
    lastAt = Math.max(lastAt, Date.now() + delay())
    setTimeout(run, lastAt - Date.now())
  }

  const port = {
    name,
    sender,
    onMessage: { addListener: (listener: (message: unknown) => void) => void heard.push(listener) },
    onDisconnect: { addListener: (listener: () => void) => void gone.push(listener) },
    postMessage: (message: unknown) =>
      later(() => {
        if (isOpen) page.heard(message)
      }),
  }
  return {
    port: port as unknown as Port,
    end: {
      post: (message) =>
        later(() => {
          if (isWorkerAlive()) for (const listener of heard) listener(structuredClone(message))
        }),
      isHeard: isWorkerAlive,
      disconnect() {
        isOpen = false
        later(() => {
          if (isWorkerAlive()) for (const listener of gone) listener()
        })
      },
    },
    workerDied() {
      if (!isOpen) return
      isOpen = false
      setTimeout(page.lost, delay())
    },
  }
}
