import { idOf } from './values.ts'

const OURS = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** An id that our own exports gave to a person, a conversation or a message; null when it cannot be one. */
export function ourIdOf(value: unknown): string | null {
  const id = idOf(value)
  return id !== null && OURS.test(id) ? id : null
}
