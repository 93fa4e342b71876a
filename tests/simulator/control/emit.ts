import type { ItemContext, PollItem } from '../account/poll-items.ts'
import { ControlError } from '../find-by-key.ts'
import type { Service } from '../service.ts'
import { livingLogin } from './speak.ts'

type Body = Record<string, unknown>

/** What items are written with, in the living login. @throws ControlError when nobody is logged in */
export const itemContext = (service: Service): ItemContext => ({ ...service, handles: livingLogin(service).handles })

/**
 * Delivers an item of a kind that the service of late years kept to itself: only if `oldKinds` or the request's `deliver`
 * says so. Tells which.
 */
export function emit(service: Service, item: PollItem, { deliver }: Body): { delivered: boolean } {
  const delivered = typeof deliver === 'boolean' ? deliver : service.settings.oldKinds === 'delivered'
  if (delivered) service.polls.deliver([item])
  return { delivered }
}

/** A text of a request. @throws ControlError when it is none */
export function textOf(body: Body, name: string, fallback: string): string {
  const { [name]: value = fallback } = body
  if (typeof value !== 'string') throw new ControlError(`${name} must be a string`)
  return value
}

/** A number of a request. @throws ControlError when it is none */
export function numberOf(body: Body, name: string, fallback: number): number {
  const { [name]: value = fallback } = body
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ControlError(`${name} must be a number`)
  return value
}
