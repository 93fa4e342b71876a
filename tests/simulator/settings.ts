import { ControlError } from './find-by-key.ts'
import { isOneOf } from './narrow.ts'

/** Shapes of a poll reply that says "nothing new"; see docs/SIMULATOR.md for the bodies and their years. */
export const EMPTY_FORMS = [
  '100012',
  'retmsg-ok',
  'error!!!',
  '102',
  '1202',
  '100100',
  'ok-string',
  'empty-list',
  'null-result',
  'empty-body',
  '502',
  '504',
  'reset',
] as const
export type EmptyForm = (typeof EMPTY_FORMS)[number]

/** What the control API can change while the simulator runs. */
export type Settings = {
  /** How long a poll with no news is held. */
  holdSeconds: number
  /** The reply when the hold runs out. */
  emptyForm: EmptyForm
  /** Order of several items in one reply. */
  batchOrder: 'newest' | 'oldest'
  /** Whether a delivered send comes back through the poll (since 2017-05-24). */
  echo: boolean
  /** Added to the machine's clock, in milliseconds: the `Date` header, `time` of messages. */
  clockOffset: number
  /** What https://w.qq.com/ answers. */
  httpsPage: 'redirect' | 'serve'
  /** Whether a new login gets new handles. */
  uinMode: 'shuffle' | 'same'
  /** Whether poll items show other uins than the lists (reported once: an account used from two regions). */
  listUinDiffers: boolean
  /** Whether the login sets a `ptwebqq` cookie (until the end of 2017) or none (2018). */
  ptwebqq: 'none' | 'issued'
  /** Sends closer together than this are answered with success and dropped; 0 = never. Milliseconds. */
  minSendGapMs: number
}

/** The service as it was in 2018. */
export const defaultSettings = (): Settings => ({
  holdSeconds: 60,
  emptyForm: '100012',
  batchOrder: 'newest',
  echo: true,
  clockOffset: 0,
  httpsPage: 'redirect',
  uinMode: 'shuffle',
  listUinDiffers: false,
  ptwebqq: 'none',
  minSendGapMs: 0,
})

const CHOICES: Record<string, readonly string[]> = {
  emptyForm: EMPTY_FORMS,
  batchOrder: ['newest', 'oldest'],
  httpsPage: ['redirect', 'serve'],
  uinMode: ['shuffle', 'same'],
  ptwebqq: ['none', 'issued'],
}

/**
 * Applies a change as it came in; nothing is changed when any part of it is wrong.
 * @throws ControlError for an unknown name or a value of the wrong kind
 */
export function changeSettings(settings: Settings, change: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(change)) {
    const now = new Map<string, unknown>(Object.entries(settings)).get(name)
    if (now === undefined) {
      throw new ControlError(`settings: "${name}" is not known (${Object.keys(settings).join(', ')})`)
    }
    const choices = CHOICES[name]
    if (choices !== undefined && !isOneOf<unknown>(choices, value)) {
      throw new ControlError(`settings: ${name} must be one of ${choices.join(', ')}`)
    }
    if (typeof value !== typeof now) throw new ControlError(`settings: ${name} must be a ${typeof now}`)
    if (typeof value === 'number' && (!Number.isFinite(value) || (value < 0 && name !== 'clockOffset'))) {
      throw new ControlError(`settings: ${name} is out of range`)
    }
  }
  Object.assign(settings, change)
}
