import type * as z from 'zod/mini'
import { log } from '../../log.ts'
import type { EndpointName } from './endpoints.ts'

/** The entries of a list that could be read, and how many could not. */
export interface Read<T> {
  entries: T[]
  skipped: number
}

/**
 * Reads a list entry by entry, so that a broken one costs only itself.
 * @param list what the reply has in the list's place; anything but an array counts as an empty list
 */
export function readEach<S extends z.ZodMiniType>(endpoint: EndpointName, schema: S, list: unknown): Read<z.infer<S>> {
  const all = Array.isArray(list) ? (list as unknown[]) : []
  const entries = all.flatMap((entry) => {
    const read = schema.safeParse(entry)
    return read.success ? [read.data] : []
  })
  const skipped = all.length - entries.length
  if (skipped > 0) log('list entries skipped', { call: endpoint, skipped })
  return { entries, skipped }
}

/**
 * The entries by what they are about. Of several about the same one the first counts, unless it is bare and a later one
 * is not: a broken copy takes nothing away.
 */
export function oneEach<T>(
  entries: readonly T[],
  idOf: (entry: T) => number,
  isBare: (entry: T) => boolean = () => false,
): Map<number, T> {
  const each = new Map<number, T>()
  for (const entry of entries) {
    const first = each.get(idOf(entry))
    if (first === undefined || (isBare(first) && !isBare(entry))) each.set(idOf(entry), entry)
  }
  return each
}
