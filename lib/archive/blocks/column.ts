/**
 * One property of all messages of a block, as JSON: `same` when all have it alike, `of` and `at` when only few values occur (`at`
 * says which one each message has), otherwise `each`. Texts that are all different stand in `joined`, one behind the other, with where
 * each one ends, or how long all of them are (UTF-16 units): engines read that several times as fast, and make only the texts that
 * somebody asks for.
 */
export type Column<T> = { same: T } | { of: T[]; at: number[] } | { each: T[] } | JoinedTexts
export interface JoinedTexts {
  joined: string
  ends: number[] | number
}

/** Beyond as many different values a list of them saves nothing; of texts, which are longer than their numbers, beyond half of all. */
const FEW = 64

export function packColumn<T>(values: readonly T[]): Column<T> {
  const places = new Map<T, number>()
  const at: number[] = []
  for (const value of values) {
    let place = places.get(value)
    if (place === undefined) {
      const isMuch = places.size >= (typeof value === 'string' ? values.length / 2 : FEW)
      if (isMuch) return areTexts(values) ? joinTexts(values) : { each: [...values] }
      place = places.size
      places.set(value, place)
    }
    at.push(place)
  }
  const [first] = places.keys()
  return places.size === 1 ? { same: first as T } : { of: [...places.keys()], at }
}

function areTexts(values: readonly unknown[]): values is readonly string[] {
  return values.every((value) => typeof value === 'string')
}

export function joinTexts(texts: readonly string[]): JoinedTexts {
  const joined = texts.join('')
  const [{ length } = ''] = texts
  if (texts.every((text) => text.length === length)) return { joined, ends: length }
  let end = 0
  return { joined, ends: texts.map((text) => (end += text.length)) }
}

/** The value of each message. */
export type ReadColumn<T> = (index: number) => T

/** @throws Error when it does not have a value for each of `count` messages. */
export function openColumn<T>(column: Column<T>, count: number): ReadColumn<T> {
  if ('same' in column) return () => column.same
  if ('of' in column) {
    const { of, at } = column
    if (at.length !== count || !areIn(at, of)) throw new Error('a column has holes')
    return (index) => of[at[index]!]!
  }
  if ('joined' in column) return openJoined(column, count) as ReadColumn<T>
  const { each } = column
  if (each.length !== count) throw new Error('a column has the wrong length')
  return (index) => each[index]!
}

/** A loop: a function called for each of them takes as long as parsing them. */
function areIn(places: readonly number[], of: readonly unknown[]): boolean {
  for (let index = 0; index < places.length; index++) if (of[places[index]!] === undefined) return false
  return true
}

function openJoined({ joined, ends }: JoinedTexts, count: number): ReadColumn<string> {
  const end = typeof ends === 'number' ? ends * count : ends.at(-1)
  if (end !== joined.length || (typeof ends !== 'number' && ends.length !== count))
    throw new Error('a column has the wrong length')
  if (typeof ends === 'number') return (index) => joined.slice(index * ends, (index + 1) * ends)
  return (index) => joined.slice(index === 0 ? 0 : ends[index - 1], ends[index])
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
