/** A copy of plain data with U+FFFD for each half of a surrogate pair, also in names of members. */
export function wellFormed<T>(value: T): T {
  const text = JSON.stringify(value, (_name, inner: unknown) => {
    if (typeof inner === 'string') return inner.toWellFormed()
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).map(([name, member]) => [name.toWellFormed(), member as unknown]))
  })
  return JSON.parse(text) as T
}

/** JSON without blanks, of well-formed strings. */
export function wellFormedJson(value: unknown): string {
  const json = JSON.stringify(value)
  return json.includes('\\ud') ? JSON.stringify(wellFormed(value)) : json
}
