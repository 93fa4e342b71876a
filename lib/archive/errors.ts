import { ArchiveError } from './port.ts'

/** Names of engine errors that mean "there is no database to be had here", as opposed to one write that went wrong. */
const UNAVAILABLE = new Set(['InvalidStateError', 'SecurityError', 'NotSupportedError'])

/**
 * The engine's error as ours. An ArchiveError passes through.
 *
 * `doing` is the plain name of what was tried, for the message. It must not hold stored content.
 */
export function toArchiveError(error: unknown, doing: string): ArchiveError {
  if (error instanceof ArchiveError) return error
  const name = nameOf(error)
  return new ArchiveError(whyOf(name), `Archive: ${doing} failed (${name})`, { cause: error })
}

/** The engine's name of an error (`QuotaExceededError`, `AbortError` …), read without trusting its class. */
export function nameOf(error: unknown): string {
  const isNamed = typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string'
  return isNamed ? String(error.name) : 'unnamed error'
}

function whyOf(name: string): ArchiveError['why'] {
  if (name === 'QuotaExceededError') return 'full'
  if (name === 'VersionError') return 'outdated'
  // Without indexedDB (a browser set to keep nothing) idb fails on the missing global.
  return UNAVAILABLE.has(name) || name === 'ReferenceError' ? 'unavailable' : 'failed'
}
