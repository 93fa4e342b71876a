import type { IDBPObjectStore } from 'idb'
import type { AliasMap } from '../chat/alias.ts'
import type { ContactId } from '../chat/contact.ts'
import type { ArchiveSchema, StoreName } from './schema.ts'

type AliasStore = IDBPObjectStore<ArchiveSchema, StoreName[], 'aliases', IDBTransactionMode>

/** The aliases that have to do with `id`, however distant, without reading all the others. */
export async function readFamily(store: AliasStore, id: ContactId): Promise<AliasMap> {
  const family = new Map<ContactId, ContactId>()
  const seen = new Set<ContactId>()
  const waiting = [id]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const [onward, inward] = await Promise.all([store.get(next), store.index('byTo').getAll(next)])
    for (const alias of onward ? [onward, ...inward] : inward) {
      family.set(alias.from, alias.to)
      waiting.push(alias.from, alias.to)
    }
  }
  return family
}
