/** A row and where its upper edge stands in the box, px: what stays when others come and go. */
export interface HeldPlace {
  key: string
  top: number
}

/** Height of the line with the day, which lies over the top of the box, px. */
export const LINE_HEIGHT = 36

/** The rows of the box, in order. */
export function rowsOf(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('[data-key]')]
}

/** The row of a message; null when it is not drawn. */
export function findRow(box: HTMLElement, key: string): HTMLElement | null {
  return rowsOf(box).find((row) => row.dataset.key === key) ?? null
}

/** The uppermost row that can be seen, or the first below so much (px) at the top; null when there is none. */
export function heldPlace(box: HTMLElement, covered = 0): HeldPlace | null {
  const rows = rowsOf(box)
  const edge = box.getBoundingClientRect().top
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]!.getBoundingClientRect().bottom > edge + covered) high = middle
    else low = middle + 1
  }
  const row = rows[low]
  const key = row?.dataset.key
  return row === undefined || key === undefined ? null : { key, top: row.getBoundingClientRect().top - edge }
}

/** Scrolls so that the row stands where it stood. A row that is gone is not looked for. */
export function restorePlace(box: HTMLElement, { key, top }: HeldPlace): void {
  const row = findRow(box, key)
  if (!row) return
  const moved = row.getBoundingClientRect().top - box.getBoundingClientRect().top - top
  if (Math.abs(moved) >= 1) box.scrollTop += moved
}

/** Scrolls to a row: into the middle, or below the line with the day. */
export function scrollToRow(box: HTMLElement, key: string, align: 'middle' | 'top'): void {
  const row = findRow(box, key)
  if (!row) return
  const place = row.getBoundingClientRect()
  const room = Math.max(LINE_HEIGHT, (box.clientHeight - place.height) / 2)
  box.scrollTop += place.top - box.getBoundingClientRect().top - (align === 'middle' ? room : LINE_HEIGHT)
}
