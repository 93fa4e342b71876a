/**
 * Pairs two rows in order, only where there is no choice: pairing as early as can be and as late as can be must give the
 * same. What fits with one must lie together, and move on from one to the next.
 * @returns for each of `rows` its partner, or null
 */
export function surePairs(
  rows: readonly number[],
  others: readonly number[],
  fits: (row: number, other: number) => boolean,
): (number | null)[] {
  const early = pairEarly(rows, others, fits)
  const late = pairEarly([...rows].reverse(), [...others].reverse(), fits).reverse()
  return early.map((other, index) => (other === late[index] ? other : null))
}

function pairEarly(
  rows: readonly number[],
  others: readonly number[],
  fits: (row: number, other: number) => boolean,
): (number | null)[] {
  let next = 0
  return rows.map((row) => {
    const found = others.findIndex((other, index) => index >= next && fits(row, other))
    if (found < 0) return null
    next = found + 1
    return others[found] ?? null
  })
}
