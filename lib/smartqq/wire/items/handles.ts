import type { LoginId } from '../../../backend.ts'
import type { Handle, HandleKind } from '../../../chat/handle.ts'
import { realNumber } from './real-number.ts'

/** A real number that an item gives, and whose it is. */
export interface KnownNumber {
  handle: Handle
  number: string
}

/** Turns the wire's numbers into handles of one login. Numbers that cannot name anybody give null. */
export interface Handles {
  /** The own account, which the wire names by its real number. */
  readonly own: Handle
  /** Whether it means the own account: its number, or 0, which an own message from another device has. */
  isSelf(uin: number): boolean
  person(uin: number | null): Handle | null
  group(gid: number | null): Handle | null
  discuss(did: number | null): Handle | null
  /** A person who is not ourselves; null for ourselves too. */
  other(uin: number | null): Handle | null
  /** The real numbers among these, for `numbers` of an event: an empty object when there are none. */
  numbers(...found: [whose: Handle | null, number: unknown][]): { numbers?: KnownNumber[] }
}

/** Never a group or discussion: `from_uin` of whatever the service itself says. */
const SERVICE = 10000

export function handlesOf({ account, epoch }: LoginId): Handles {
  const handle = (kind: HandleKind, number: number): Handle => ({ account, epoch, kind, number })
  const place = (kind: HandleKind, number: number | null) =>
    number === null || number <= 0 || number === SERVICE ? null : handle(kind, number)
  const isSelf = (uin: number) => uin === 0 || String(uin) === account
  const person = (uin: number | null) => (uin === null || uin < 0 ? null : handle('person', uin))
  return {
    own: handle('person', Number(account)),
    isSelf,
    person,
    group: (gid) => place('group', gid),
    discuss: (did) => place('discuss', did),
    other: (uin) => (uin === null || isSelf(uin) ? null : person(uin)),
    numbers(...found) {
      const numbers = found.flatMap(([whose, raw]) => {
        const number = realNumber(raw)
        return whose && number ? [{ handle: whose, number }] : []
      })
      return numbers.length > 0 ? { numbers } : {}
    },
  }
}
