import * as fc from 'fast-check'
import type { WireReply } from '../../../../lib/smartqq/wire/transport.ts'
import { reply } from './scripted.ts'

/** What no server should put into a field, and some did. */
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown[]>(null, '', 0, -1, 1.5, 2 ** 31, 2 ** 53, 1e300, '0', 'NaN', true, [], {}, [[]], 'ok'),
  fc.constantFrom('\u0000', '&lt;', '\ud83d', '__proto__', 'toString', '<h1>Error</h1>', '99999999999999999999'),
)

/** One change somewhere in a value; `path` picks a field of what its last step led to. */
const change = fc.record({
  path: fc.array(fc.nat(50), { maxLength: 5 }),
  how: fc.constantFrom('drop', 'replace', 'swap', 'twice', 'reverse', 'wrap', 'insert', 'cut', 'controls', 'html'),
  junk,
  at: fc.nat(30),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

/** A good body changed in one to four places. */
export function mutated(body: object): fc.Arbitrary<unknown> {
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce<unknown>((value, one) => changed(value, one, one.path), body))
}

const GONE = Symbol('gone')

function changed(value: unknown, one: Change, [step, ...rest]: readonly number[]): unknown {
  const isBranch = typeof value === 'object' && value !== null && Object.keys(value).length > 0
  if (step === undefined || !isBranch) {
    const result = changedHere(value, one)
    return result === GONE ? null : result
  }
  const names = Object.keys(value)
  const name = names[step % names.length]!
  const inner = (value as Record<string, unknown>)[name]
  const isLeaf = rest.length === 0 || typeof inner !== 'object' || inner === null
  const result = isLeaf ? changedHere(inner, one) : changed(inner, one, rest)
  if (Array.isArray(value)) return value.toSpliced(Number(name), 1, ...(result === GONE ? [] : [result]))
  const { [name]: _old, ...others } = value as Record<string, unknown>
  return result === GONE ? others : { ...others, [name]: result }
}

function changedHere(value: unknown, { how, junk: strange, at }: Change): unknown {
  switch (how) {
    case 'drop':
      return GONE
    case 'replace':
      return strange
    case 'swap':
      return typeof value === 'number' ? String(value) : Number(value)
    case 'twice':
      return Array.isArray(value) ? [...value, ...(value as unknown[])] : [value, value]
    case 'reverse':
      return Array.isArray(value) ? value.toReversed() : value
    case 'wrap':
      return at % 2 === 0 ? [value] : { value }
    case 'insert':
      return Array.isArray(value) ? value.toSpliced(at % (value.length + 1), 0, strange) : strange
    case 'cut':
      return typeof value === 'string' ? value.slice(0, at) : value
    case 'controls':
      return typeof value === 'string' ? `\u0000${value}\n\t\u0002` : value
    case 'html':
      return `<html><body>${at}</body></html>`
  }
}

/** What happens to a text between the service and us. */
export const damage = fc.record({
  status: fc.constantFrom(200, 200, 200, 200, 0, 204, 302, 403, 404, 502, 504),
  redirected: fc.constantFrom(false, false, false, true),
  cutAt: fc.option(fc.nat(400)),
  controlAt: fc.option(fc.record({ at: fc.nat(400), what: fc.constantFrom('\u0000', '\n', '\t', '\u0007', '\uFEFF') })),
  instead: fc.option(
    fc.constantFrom('', ' \n', 'null', '[]', '"ok"', '<html>nginx</html>', '<h1>{{case_clause,{invalid_json,1}}}</h1>'),
    { freq: 9 },
  ),
})

/** A reply with that body as it arrives. */
export function damaged(
  body: unknown,
  { status, redirected, ...text }: typeof damage extends fc.Arbitrary<infer T> ? T : never,
): WireReply {
  let arrived = reply(body).body
  if (text.controlAt) {
    const { at, what } = text.controlAt
    arrived = arrived.slice(0, at) + what + arrived.slice(at)
  }
  if (text.cutAt !== null) arrived = arrived.slice(0, text.cutAt)
  return { ...reply(text.instead ?? arrived, status), redirected }
}
