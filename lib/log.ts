/**
 * The one logger. It takes a fixed event name and plain facts (codes, counts, names of calls), never message text,
 * nicknames, URLs with queries or tickets: what is not handed in cannot leak out.
 */
export function log(event: string, facts: Record<string, string | number | boolean | null> = {}): void {
  console.info(`[companion] ${event}`, facts)
}
