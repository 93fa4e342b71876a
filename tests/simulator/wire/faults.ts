import { ControlError } from '../find-by-key.ts'
import { isOneOf } from '../narrow.ts'
import { createRandom } from '../random.ts'
import type { Random } from '../random.ts'
import { EMPTY_FORMS } from '../settings.ts'
import type { EmptyForm } from '../settings.ts'

/** These stand in place of the call: it is not carried out, a poll's queue is left alone. */
const EARLY_KINDS = [
  'html',
  'empty',
  'malformed',
  'unknown-shape',
  'empty-form',
  'reset',
  'reset-before',
  'http-403',
  'http-404',
  'http-502',
  'http-503',
  'http-504',
  'portal',
  'portal-redirect',
  'retcode',
  'ptui',
  'hang',
] as const
/** These are the business of the send calls: they say whether the message goes out and what the client is told. */
const SEND_KINDS = ['uncertain-delivered', 'uncertain-lost', 'reset-delivered', 'dropped'] as const
/** These happen to the reply of a call that was carried out; to a poll's only once it brings something. */
const LATE_KINDS = [
  'reset-after-dequeue',
  'http-502-after-dequeue',
  'http-504-after-dequeue',
  'duplicate',
  'retcode-with-data',
  'raw-controls',
  'drip',
  'slow',
] as const

export const FAULT_KINDS = [...EARLY_KINDS, ...SEND_KINDS, ...LATE_KINDS] as const
export type EarlyKind = (typeof EARLY_KINDS)[number]
export type SendKind = (typeof SEND_KINDS)[number]
export type LateKind = (typeof LATE_KINDS)[number]
export type FaultKind = (typeof FAULT_KINDS)[number]

/** A planned failure: the next `times` requests (-1 = all) whose path contains `path` fail this way. */
export type Fault = {
  path: string
  kind: FaultKind
  /** For `retcode`, `retcode-with-data` and `ptui`. */
  retcode: number
  times: number
  /** For `drip` and `slow` how long the reply takes, for `duplicate` after how long it comes again. Milliseconds. */
  ms: number
  /** For `empty-form`. */
  form: EmptyForm
}

/** Random failures: of all requests whose path contains one of `paths`, the share `rate` fails in one of the ways. */
export type Storm = { paths: string[]; kinds: FaultKind[]; rate: number; retcode: number; ms: number; seed: string }

export type Faults = {
  add(fault: Fault): void
  /** Forgets the plan and the storm. */
  clear(): void
  /** The fault that meets this request on its way in, counted as used; null when there is none. */
  take(path: string): Fault | null
  /** The fault that meets the reply on its way out. */
  takeLate(path: string): Fault | null
  storm(storm: Storm | null): void
  list(): readonly Fault[]
  currentStorm(): Storm | null
}

export const isEarly = (kind: FaultKind): kind is EarlyKind => isOneOf<string>(EARLY_KINDS, kind)
export const isLate = (kind: FaultKind): kind is LateKind => isOneOf<string>(LATE_KINDS, kind)
const isSendPath = (path: string): boolean => path.includes('/send_')

export function createFaults(): Faults {
  let planned: Fault[] = []
  let storm: Storm | null = null
  let dice: Random = createRandom('storm')

  function fromPlan(path: string, late: boolean): Fault | null {
    const fault = planned.find((candidate) => path.includes(candidate.path) && isLate(candidate.kind) === late)
    if (fault === undefined) return null
    if (fault.times > 0 && --fault.times === 0) planned = planned.filter((candidate) => candidate !== fault)
    return fault
  }

  function fromStorm(path: string, late: boolean): Fault | null {
    if (storm === null || !storm.paths.some((part) => path.includes(part))) return null
    const kinds = storm.kinds.filter(
      (kind) => isLate(kind) === late && (isSendPath(path) || isEarly(kind) || isLate(kind)),
    )
    // Both looks at one request together fail the wanted share.
    const share = (storm.rate * kinds.length) / storm.kinds.length
    if (kinds.length === 0 || dice.below(1_000_000) >= share * 1_000_000) return null
    const { retcode, ms } = storm
    return { path, kind: dice.pick(kinds), retcode, times: 1, ms, form: '100012' }
  }

  return {
    add: (fault) => void planned.push(fault),
    clear() {
      planned = []
      storm = null
    },
    take: (path) => fromPlan(path, false) ?? fromStorm(path, false),
    takeLate: (path) => fromPlan(path, true) ?? fromStorm(path, true),
    storm(next) {
      storm = next
      dice = createRandom(`${next?.seed ?? ''}/storm`)
    },
    list: () => planned,
    currentStorm: () => storm,
  }
}

/** Faults of a send that is worked on all the same: the client cannot tell whether it went out. */
export const isUncertain = ({ kind }: Fault): boolean => isOneOf<string>(SEND_KINDS, kind)

/** Whether a send that meets this fault reaches nobody. */
export const isLost = (fault: Fault | null): boolean => fault?.kind === 'uncertain-lost' || fault?.kind === 'dropped'

/** Whether a send that meets this fault is told that all went well. */
export const isToldOk = (fault: Fault | null): boolean => fault === null || fault.kind === 'dropped'

function numbers(body: Record<string, unknown>, what: string): { retcode: number; ms: number } {
  const { retcode = 0, ms = 0 } = body
  if (typeof retcode !== 'number') throw new ControlError(`${what}: retcode must be a number`)
  if (typeof ms !== 'number' || !(ms >= 0)) throw new ControlError(`${what}: ms must be a number of milliseconds`)
  return { retcode, ms }
}

/** Reads a fault as the control API gives it. @throws ControlError */
export function parseFault(body: Record<string, unknown>): Fault {
  const { path, kind, times = 1, form = '100012' } = body
  if (typeof path !== 'string' || path === '') throw new ControlError('fault: path must be a part of a URL path')
  if (!isOneOf(FAULT_KINDS, kind)) throw new ControlError(`fault: kind must be one of ${FAULT_KINDS.join(', ')}`)
  const { retcode, ms } = numbers(body, 'fault')
  if ((kind.startsWith('retcode') || kind === 'ptui') && body['retcode'] === undefined)
    throw new ControlError('fault: retcode is missing')
  if (!isOneOf(EMPTY_FORMS, form)) throw new ControlError(`fault: form must be one of ${EMPTY_FORMS.join(', ')}`)
  if (typeof times !== 'number' || times === 0 || times < -1)
    throw new ControlError('fault: times must be 1 or more, or -1')
  return { path, kind, retcode, times, ms, form }
}

/** Reads a storm as the control API gives it; a rate of 0 ends it. @throws ControlError */
export function parseStorm(body: Record<string, unknown>): Storm | null {
  const { rate, seed = 'storm', paths = [''], kinds = ['reset', 'http-502', 'http-504'] } = body
  if (typeof rate !== 'number' || rate < 0 || rate > 1) throw new ControlError('storm: rate must be from 0 to 1')
  if (typeof seed !== 'string' && typeof seed !== 'number') throw new ControlError('storm: seed must be a text')
  const isText = (value: unknown): value is string => typeof value === 'string'
  if (!Array.isArray(paths) || !paths.every(isText)) throw new ControlError('storm: paths must be a list of texts')
  const isKind = (value: unknown): value is FaultKind => isOneOf(FAULT_KINDS, value)
  if (!Array.isArray(kinds) || kinds.length === 0 || !kinds.every(isKind)) {
    throw new ControlError(`storm: kinds must be a list of these: ${FAULT_KINDS.join(', ')}`)
  }
  return rate === 0 ? null : { paths, kinds, rate, seed: String(seed), ...numbers(body, 'storm') }
}
