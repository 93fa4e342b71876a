/** One end of a connection to the background, as both browsers have it without a polyfill. */
export interface Port {
  postMessage(message: object): void
  disconnect(): void
  onMessage: { addListener(run: (message: unknown) => void): void }
  onDisconnect: { addListener(run: () => void): void }
}

/** The part of the extension API that the scripts on the page use; a polyfill would be most of their size. */
declare const chrome: { runtime?: { id?: string; connect(options: { name: string }): Port } }

/** Opens a port; null when this script is an orphan: the extension was updated, or is gone, and nobody answers it again. */
export function connect(name: string): Port | null {
  try {
    return chrome.runtime?.id ? chrome.runtime.connect({ name }) : null
  } catch {
    return null
  }
}
