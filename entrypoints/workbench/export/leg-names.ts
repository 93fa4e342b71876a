import type { Archive } from '../../../lib/archive/port.ts'
import { isObject } from '../../../lib/rules/is-object.ts'
import type { RunStore } from './run-store.ts'

/**
 * Everybody of an account as they were when its part of an export began: one that goes on after a death has to call people as it
 * did before, or its files would not be those of an undisturbed run.
 */
export interface LegNames {
  contacts: Awaited<ReturnType<Archive['contacts']>>
  aliases: Awaited<ReturnType<Archive['aliases']>>
}

/** The names of an account as they are. @throws {ArchiveError} */
export async function namesNow(archive: Pick<Archive, 'contacts' | 'aliases'>, account: string): Promise<LegNames> {
  const [contacts, aliases] = await Promise.all([archive.contacts(account), archive.aliases(account)])
  return { contacts, aliases }
}

/**
 * The names of the part `leg` of an export: those that were written down when it began, or now. They are on disk when it resolves.
 *
 * @param isBegun - something of the part is in the files already.
 * @throws {ArchiveError}
 */
export async function legNames(
  archive: Archive,
  store: Pick<RunStore, 'names' | 'saveNames'>,
  { leg, account, isBegun }: { leg: number; account: string; isBegun: boolean },
): Promise<LegNames> {
  const before = isBegun ? await store.names() : undefined
  // As our own store gave them back: nobody else writes there.
  if (isObject(before) && before.leg === leg) return before as unknown as LegNames
  const names = await namesNow(archive, account)
  await store.saveNames({ leg, ...names })
  return names
}
