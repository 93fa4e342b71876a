/**
 * One property of all messages of a block, as JSON: `same` when all have it alike, `of` and `at` when only few values occur (`at`
 * says which one each message has), otherwise `each`.
 */
export type Column<T> = { same: T } | { of: T[]; at: number[] } | { each: T[] }

/** Beyond as many different values a list of them saves nothing; of texts, which are longer than their numbers, beyond half of all. */
const FEW = 64

export function packColumn<T>(values: readonly T[]): Column<T> {
  const places = new Map<T, number>()
  const at: number[] = []
  for (const value of values) {
    let place = places.get(value)
    if (place === undefined) {
      const isMuch = places.size >= (typeof value === 'string' ? values.length / 2 : FEW)
      if (isMuch) return { each: [...values] }
      place = places.size
      places.set(value, place)
    }
    at.push(place)
  }
  const [first] = places.keys()
  return places.size === 1 ? { same: first as T } : { of: [...places.keys()], at }
}

/** The value of each message. */
export type ReadColumn<T> = (index: number) => T

/** @throws Error when it does not have a value for each of `count` messages. */
export function openColumn<T>(column: Column<T>, count: number): ReadColumn<T> {
  if ('same' in column) return () => column.same
  if ('of' in column) {
    const { of, at } = column
    if (at.length !== count || at.some((place) => !(place in of))) throw new Error('a column has holes')
    return (index) => of[at[index]!]!
  }
  const { each } = column
  if (each.length !== count) throw new Error('a column has the wrong length')
  return (index) => each[index]!
}

/** Whole numbers that grow slowly: the first one, then the step to each next one. Others as they are. */
export type Steps = { first: number; steps: number[] } | { each: number[] }

export function packSteps(values: readonly number[]): Steps {
  if (!values.every(Number.isSafeInteger)) return { each: [...values] }
  const [first = 0] = values
  return { first, steps: values.slice(1).map((value, index) => value - values[index]!) }
}

/** @throws Error when it does not have a number for each of `count` messages. */
export function openSteps(packed: Steps, count: number): number[] {
  if ('each' in packed) {
    if (packed.each.length !== count) throw new Error('a column has the wrong length')
    return packed.each
  }
  if (packed.steps.length !== count - 1) throw new Error('a column has the wrong length')
  const values = [packed.first]
  let value = packed.first
  for (const step of packed.steps) values.push((value += step))
  return values
}
