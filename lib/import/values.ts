import { LIMITS } from './limits.ts'

/** A plain object out of a file. Only members that are asked for by name are ever read from it. */
export type Fields = Readonly<Record<string, unknown>>

/** The value as an object; null when it is none. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

/** A member that the object itself has: nothing is ever taken from a prototype. */
export function memberOf(value: unknown, name: string): unknown {
  const fields = fieldsOf(value)
  return fields !== null && Object.hasOwn(fields, name) ? fields[name] : undefined
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Text without halves of surrogate pairs; null when it is no text. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.toWellFormed() : null
}

/** A name; null when there is none or only blanks. */
export function nameOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const name = (value.length > LIMITS.name ? value.slice(0, LIMITS.name) : value).toWellFormed()
  return name.trim() === '' ? null : name
}

/** An id that some service gave out, a number or text, as text; null when it is neither. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value.toWellFormed() : null
}

/** A real QQ number, as decimal digits; null when it cannot be one. */
export function qqNumberOf(value: unknown): string | null {
  const id = idOf(value)
  return id !== null && /^[1-9]\d{4,11}$/.test(id) ? id : null
}

/** The earliest time a message can have, and how far ahead of now one may be: clocks are wrong by a day, not by a year. */
const EARLIEST = Date.UTC(1990, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)

/** A time in ms that a message can have; null for anything else. */
export function timeOf(ms: unknown): number | null {
  return typeof ms === 'number' && ms >= EARLIEST && ms < LATEST ? Math.floor(ms) : null
}

/** An instant as ISO 8601 with its zone, in ms. */
export function instantOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]{5,16}(?:Z|[+-]\d\d:?\d\d)$/.test(value)) return null
  return timeOf(Date.parse(value))
}

/** Seconds since the epoch, as a number or as digits, in ms; larger than any such second: it is ms already. */
export function secondsOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,16}(?:\.\d+)?$/.test(value) ? Number(value) : value
  if (typeof number !== 'number') return null
  return timeOf(number > LATEST / 1_000 ? number : number * 1_000)
}
