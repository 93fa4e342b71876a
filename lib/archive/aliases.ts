import type { IDBPObjectStore } from 'idb'
import type { Alias, ContactId } from '../chat/contact.ts'
import type { ArchiveSchema, StoreName } from './schema.ts'

/** Where each merged contact id leads. One step; chains are followed by `canonicalId`. */
export type AliasMap = ReadonlyMap<ContactId, ContactId>

type AliasStore = IDBPObjectStore<ArchiveSchema, StoreName[], 'aliases', IDBTransactionMode>

export function toAliasMap(aliases: readonly Pick<Alias, 'from' | 'to'>[]): AliasMap {
  return new Map(aliases.map((alias) => [alias.from, alias.to]))
}

/** The id at the end of the chain; of a cycle, the smallest id in it, so that all its members agree. */
export function canonicalId(aliases: AliasMap, id: ContactId): ContactId {
  const path = [id]
  for (;;) {
    const next = aliases.get(path.at(-1)!)
    if (next === undefined) return path.at(-1)!
    const start = path.indexOf(next)
    if (start >= 0) return path.slice(start).reduce((least, member) => (member < least ? member : least))
    path.push(next)
  }
}

/** All ids that mean the same as `id`, itself included, the canonical one first. */
export function sameIds(aliases: AliasMap, id: ContactId): ContactId[] {
  const canonical = canonicalId(aliases, id)
  const others = new Set([...aliases.keys(), id].filter((other) => canonicalId(aliases, other) === canonical))
  others.delete(canonical)
  return [canonical, ...others]
}

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
