/** An id that no block ever had: what is kept of a block in memory goes by it. */
export function newId(): string {
  return crypto.randomUUID()
}
