import type { JournalEntry } from '../archive/port.ts'
import type { Backend, LoginId } from '../backend.ts'

export function isSameLogin(a: LoginId | null, b: LoginId): boolean {
  return a?.account === b.account && a.epoch === b.epoch
}

/**
 * Whether what came to a login can be answered: undefined when that login is up here, or may be in a moment, because it
 * was the last one before a death. A page can listen in another login, of another account even, or where we have none.
 */
export async function loginNow(
  parts: { backend: Pick<Backend, 'login'>; lastLogin(): Promise<LoginId | null> },
  entry: JournalEntry,
): Promise<'other' | 'none' | undefined> {
  const up = parts.backend.login()
  if (up) return isSameLogin(up, entry) ? undefined : 'other'
  if (entry.source !== 'page') return undefined
  // The guards at sending time look again.
  return isSameLogin(await parts.lastLogin(), entry) ? undefined : 'none'
}
