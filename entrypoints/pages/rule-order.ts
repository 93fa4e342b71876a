/** The ids with `id` moved to the place `to` (0 is first, clamped). Unchanged when it is not among them. */
export function moveTo(ids: readonly string[], id: string, to: number): string[] {
  if (!ids.includes(id)) return [...ids]
  const rest = ids.filter((other) => other !== id)
  return rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, id)
}
