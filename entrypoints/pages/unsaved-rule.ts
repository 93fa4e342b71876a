import { browser } from 'wxt/browser'
import { storage } from 'wxt/utils/storage'

/** A rule that was being written when its editor went away. `fields`: unread, as a `DraftFields`. `id`: of the rule, new or not. */
export interface Unsaved {
  id: string
  isNew: boolean
  fields: unknown
}

/**
 * The last rule that was left unsaved; written by the editors, gone with the browser session. A frame on a web page has
 * no such storage in Firefox: there nothing is kept.
 */
const item = hasSession() ? storage.defineItem<Unsaved | null>('session:unsavedRule', { fallback: null }) : null

function hasSession(): boolean {
  const { session }: { session?: unknown } = browser.storage
  return session !== undefined
}

export async function readUnsaved(): Promise<Unsaved | null> {
  return (await item?.getValue().catch(() => null)) ?? null
}

/** Resolves also when it could not be kept: nothing depends on it. */
export async function keepUnsaved(unsaved: Unsaved | null): Promise<void> {
  await item?.setValue(unsaved).catch(() => {})
}

/** Calls back whenever another one is kept, or none. Returns the way to stop. */
export function watchUnsaved(listener: (unsaved: Unsaved | null) => void): () => void {
  return item?.watch((next) => listener(next)) ?? (() => {})
}
