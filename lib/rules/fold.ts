/**
 * The form in which keywords and messages are compared: composed (NFC, so that the same letters typed on different
 * systems are equal) and, when asked, in lower case.
 */
export function fold(text: string, ignoreCase: boolean): string {
  const composed = text.normalize('NFC')
  return ignoreCase ? composed.toLowerCase() : composed
}
