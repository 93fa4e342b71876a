/** What lies at a path such as `result.info.0.uin` in a reply; undefined where there is nothing. */
export function dig(value: unknown, path: string): unknown {
  let here: unknown = value
  for (const key of path.split('.')) {
    if (typeof here !== 'object' || here === null) return undefined
    here = Reflect.get(here, key)
  }
  return here
}

/** The list at a path; empty where there is none. */
export function list(value: unknown, path: string): unknown[] {
  const found = dig(value, path)
  return Array.isArray(found) ? [...found] : []
}

/** One field of each entry of the list at a path. */
export const column = (value: unknown, path: string, field: string): unknown[] =>
  list(value, path).map((entry) => dig(entry, field))

/** The number at a path; NaN where there is none. */
export const number = (value: unknown, path: string): number => {
  const found = dig(value, path)
  return typeof found === 'number' ? found : Number.NaN
}

/** The text at a path; empty where there is none. */
export const text = (value: unknown, path: string): string => {
  const found = dig(value, path)
  return typeof found === 'string' ? found : ''
}
