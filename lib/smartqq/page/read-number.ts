/** A number of the service as it stands in an attribute; null when it is none. */
export function readNumber(text: string | null): number | null {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : null
}
