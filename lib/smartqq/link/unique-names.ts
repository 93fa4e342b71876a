/** Something with the names it goes by on one side. The empty name is none. */
export interface Named<T> {
  name: string
  value: T
}

/**
 * Joins two lists by name, where a name stands exactly once on each side; all others are left alone. A wrong join would
 * give somebody another's number for good.
 */
export function joinByName<A, B>(ours: readonly Named<A>[], theirs: readonly Named<B>[]): [A, B][] {
  const unique = uniqueNames(theirs)
  return [...uniqueNames(ours)].flatMap(([name, a]) => {
    const b = unique.get(name)
    return b === undefined ? [] : [[a.value, b.value] as [A, B]]
  })
}

function uniqueNames<T>(all: readonly Named<T>[]): Map<string, Named<T>> {
  const counts = new Map<string, number>()
  const named = all.map(({ name, value }) => ({ name: name.trim(), value })).filter(({ name }) => name !== '')
  for (const { name } of named) counts.set(name, (counts.get(name) ?? 0) + 1)
  return new Map(named.flatMap((one) => (counts.get(one.name) === 1 ? [[one.name, one]] : [])))
}
