/**
 * What ChatLab's own reader makes necessary beyond its documents. It looks for the list of members and the title in the
 * beginning of the file by searching for brackets, without regard to strings; it tells files apart by words that may stand
 * anywhere in the beginning; and it splits lines where JSON allows more than it does.
 */

/** How much of a JSON file is searched for its members, in bytes, less some room. */
export const HEAD_BYTES = 195_000

/** Writes brackets inside the strings of this flat JSON as escapes, so that a search for the closing one finds the real one. */
export function withoutBracketsInStrings(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"/g, (string) => string.replace(/[[\]{}]/g, escaped))
}

/**
 * Hides the name of another exporter, with which somebody's words could make the file look like one of its, and line
 * separators, at which lines are wrongly split. The JSON says the same.
 */
export function withoutTraps(json: string): string {
  return json.replace(/QQChatExporter/g, '\\u0051QChatExporter').replace(/[\u0085\u2028\u2029]/g, escaped)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
