/** What more than a port this script uses of the extension API; see page-relay/runtime.ts. */
declare const chrome: { runtime?: { id?: string; getURL(path: string): string } }

/** False once the extension was updated, removed or switched off: this script is an orphan then. */
export const isExtensionThere = (): boolean => chrome.runtime?.id !== undefined

/** Address of a file of the extension, for a frame. */
export const addressOf = (path: string): string => chrome.runtime?.getURL(path) ?? 'about:blank'
