/**
 * 128 random bits, in hex. `crypto.randomUUID` is missing where a page of ours stands in a frame of a page that came over
 * http: to Firefox that is no secure context.
 */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
