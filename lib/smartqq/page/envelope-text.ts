/**
 * The text of a message event between the page and its https frame. Page script 20161220 sends text and takes text or
 * an object (the frame's own script decides).
 * @returns null when there is none in it.
 */
export function envelopeText(data: unknown): string | null {
  if (typeof data === 'string') return data
  if (typeof data !== 'object' || data === null) return null
  try {
    return JSON.stringify(data) ?? null
  } catch {
    return null
  }
}
