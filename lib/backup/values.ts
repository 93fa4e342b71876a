import { fromBase64, toBase64 } from './base64.ts'

/**
 * Values of a structured clone as JSON. What JSON has no word for stands as `{"$": kind, "v": …}`; an object that itself has a
 * member `$` stands as `{"$": "object", "v": [[name, value] …]}`, so that nothing is taken for what it is not.
 */
const MARK = '$'

const TYPED = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
}
type TypedName = keyof typeof TYPED

/**
 * A value ready for `JSON.stringify`. What is JSON already comes back as it is, not copied.
 *
 * @throws TypeError for what no archive holds (functions, files, symbols): a backup must not leave out anything in silence.
 */
export function toPlain(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : marked('number', Object.is(value, -0) ? '-0' : String(value))
    case 'undefined':
      return marked('undefined', null)
    case 'bigint':
      return marked('bigint', String(value))
    case 'object':
      return value === null ? null : plainObject(value)
    case 'function':
    case 'symbol':
      throw new TypeError(`Backup: a ${typeof value} cannot be written`)
  }
}

function plainObject(value: object): unknown {
  if (Array.isArray(value)) return plainItems(value)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return plainMembers(value)
  if (value instanceof Date) return marked('date', value.getTime())
  if (value instanceof Map) return marked('map', [...value].map(plainItems))
  if (value instanceof Set) return marked('set', plainItems([...value]))
  if (value instanceof ArrayBuffer) return marked('ArrayBuffer', toBase64(new Uint8Array(value)))
  const name = Object.prototype.toString.call(value).slice(8, -1)
  if (ArrayBuffer.isView(value) && Object.hasOwn(TYPED, name)) {
    return marked(name, toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)))
  }
  // An object of another realm (a row read through another window) has another prototype of the same make.
  if (name === 'Object') return plainMembers(value)
  throw new TypeError(`Backup: a ${name} cannot be written`)
}

function plainItems(items: readonly unknown[]): readonly unknown[] {
  const plain = Array.from(items, toPlain)
  return plain.every((item, index) => item === items[index]) ? items : plain
}

function plainMembers(value: object): unknown {
  const members = Object.entries(value)
  const plain = members.map(([name, member]) => [name, toPlain(member)] as const)
  if (Object.hasOwn(value, MARK)) return marked('object', plain)
  return plain.every(([, member], index) => member === members[index]?.[1]) ? value : fromMembers(plain)
}

function marked(kind: string, value: unknown): object {
  return { [MARK]: kind, v: value }
}

/** Not by assignment: `__proto__` is a name like any other. */
function fromMembers(members: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(members)
}

/** The value that {@link toPlain} gave this for. @throws TypeError when it cannot have given it. */
export function fromPlain(plain: unknown): unknown {
  if (typeof plain !== 'object' || plain === null) return plain
  if (Array.isArray(plain)) return plain.map(fromPlain)
  const members = Object.entries(plain)
  if (!Object.hasOwn(plain, MARK)) return fromMembers(members.map(([name, member]) => [name, fromPlain(member)]))
  const { $: kind, v } = plain as { $: unknown; v?: unknown }
  if (members.length !== 2 || typeof kind !== 'string') throw unreadable()
  return unmarked(kind, v)
}

function unmarked(kind: string, v: unknown): unknown {
  switch (kind) {
    case 'undefined':
      return undefined
    case 'number':
      if (v === '-0') return -0
      if (v === 'NaN' || v === 'Infinity' || v === '-Infinity') return Number(v)
      throw unreadable()
    case 'bigint':
      if (typeof v !== 'string' || !/^-?\d+$/.test(v)) throw unreadable()
      return BigInt(v)
    case 'date':
      return new Date(typeof v === 'number' ? v : Number.NaN)
    case 'object':
      return fromMembers(pairs(v).map(([name, member]) => [String(name), fromPlain(member)]))
    case 'map':
      return new Map(pairs(v).map(([key, member]) => [fromPlain(key), fromPlain(member)]))
    case 'set':
      if (!Array.isArray(v)) throw unreadable()
      return new Set(v.map(fromPlain))
    case 'ArrayBuffer':
      return bytesOf(v).buffer
    default:
      return typedArray(kind, bytesOf(v))
  }
}

function typedArray(kind: string, bytes: Uint8Array<ArrayBuffer>): unknown {
  if (!Object.hasOwn(TYPED, kind)) throw unreadable()
  const Typed = TYPED[kind as TypedName]
  if (bytes.length % Typed.BYTES_PER_ELEMENT !== 0) throw unreadable()
  return new Typed(bytes.buffer)
}

function bytesOf(v: unknown): Uint8Array<ArrayBuffer> {
  if (typeof v !== 'string') throw unreadable()
  try {
    return fromBase64(v)
  } catch {
    throw unreadable()
  }
}

function pairs(v: unknown): [unknown, unknown][] {
  if (!Array.isArray(v)) throw unreadable()
  return v.map((pair: unknown) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw unreadable()
    return [pair[0], pair[1]]
  })
}

function unreadable(): TypeError {
  return new TypeError('Backup: a value that no backup writes')
}
