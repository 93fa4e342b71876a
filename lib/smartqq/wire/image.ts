/** How pictures of each kind begin, in base64. The service's Content-Type is not to be trusted. */
const BEGINNINGS = [
  ['/9j/', 'image/jpeg'],
  ['iVBORw0KGgo', 'image/png'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['Qk', 'image/bmp'],
] as const

/**
 * A data URL as the picture that it is, by its first bytes: pages and scripts under a picture's type are none.
 * @param maxBytes a larger one is none either
 */
export function imageOf(dataUrl: string, maxBytes: number): string | null {
  const base64 = /^data:[^,]*;base64,([A-Za-z0-9+/]+={0,2})$/.exec(dataUrl)?.[1]
  if (base64 === undefined || (base64.length / 4) * 3 > maxBytes + 2) return null
  const type = BEGINNINGS.find(([beginning]) => base64.startsWith(beginning))?.[1]
  return type ? `data:${type};base64,${base64}` : null
}
