import type { Alias, ContactId } from './contact.ts'

/** Where each merged contact id leads. One step; chains are followed by `canonicalId`. */
export type AliasMap = ReadonlyMap<ContactId, ContactId>

export function toAliasMap(aliases: readonly Pick<Alias, 'from' | 'to'>[]): AliasMap {
  return new Map(aliases.map((alias) => [alias.from, alias.to]))
}

/** The id at the end of the chain; of a cycle, the smallest id in it, so that all its members agree. */
export function canonicalId(aliases: AliasMap, id: ContactId): ContactId {
  if (!aliases.has(id)) return id
  const path = [id]
  for (;;) {
    const next = aliases.get(path.at(-1)!)
    if (next === undefined) return path.at(-1)!
    const start = path.indexOf(next)
    if (start >= 0) return path.slice(start).reduce((least, member) => (member < least ? member : least))
    path.push(next)
  }
}

/** For each canonical id that others were merged into all ids that stand for it, itself first. */
export function aliasFamilies(aliases: AliasMap): ReadonlyMap<ContactId, ContactId[]> {
  const families = new Map<ContactId, ContactId[]>()
  for (const id of aliases.keys()) {
    const canonical = canonicalId(aliases, id)
    const family = families.get(canonical) ?? [canonical]
    if (id !== canonical) family.push(id)
    families.set(canonical, family)
  }
  return families
}

/** All ids that mean the same as `id`, itself included, the canonical one first. */
export function sameIds(aliases: AliasMap, id: ContactId): ContactId[] {
  const canonical = canonicalId(aliases, id)
  const others = new Set([...aliases.keys(), id].filter((other) => canonicalId(aliases, other) === canonical))
  others.delete(canonical)
  return [canonical, ...others]
}
