import { ControlError } from '../find-by-key.ts'
import { isOneOf } from '../narrow.ts'
import { failure, html, json, nginxPage } from './message.ts'
import type { WireReply } from './message.ts'

export const FAULT_KINDS = [
  'html',
  'empty',
  'malformed',
  'unknown-shape',
  'reset',
  'http-502',
  'http-504',
  'retcode',
  'hang',
  'uncertain-delivered',
  'uncertain-lost',
  'reset-delivered',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** A planned failure: the next `times` requests (-1 = all) whose path contains `path` fail this way. */
export type Fault = { path: string; kind: FaultKind; retcode: number; times: number }

export type Faults = {
  add(fault: Fault): void
  clear(): void
  /** The fault for this path, counted as used; null when none is planned. */
  take(path: string): Fault | null
  list(): readonly Fault[]
}

export function createFaults(): Faults {
  let planned: Fault[] = []
  return {
    add: (fault) => void planned.push(fault),
    clear() {
      planned = []
    },
    take(path) {
      const fault = planned.find((candidate) => path.includes(candidate.path))
      if (fault === undefined) return null
      if (fault.times > 0 && --fault.times === 0) planned = planned.filter((candidate) => candidate !== fault)
      return fault
    },
    list: () => planned,
  }
}

/** Faults of a send that is worked on all the same: the client cannot tell whether it went out. */
export const isUncertain = ({ kind }: Fault): boolean =>
  kind === 'uncertain-delivered' || kind === 'uncertain-lost' || kind === 'reset-delivered'

/** The reply that a fault gives in place of the real one; the uncertain kinds are the business of the send calls. */
export function faultReply(fault: Fault): WireReply {
  switch (fault.kind) {
    case 'html':
      return html(
        '<!DOCTYPE html>\n<html><head><title>系统繁忙</title></head><body><p>服务器开小差了</p></body></html>\n',
      )
    case 'empty':
      return { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: '' }
    case 'malformed':
      return {
        status: 200,
        headers: { 'Content-Type': 'text/plain; charset=utf-8' },
        body: '{"result":[{"poll_type":"message","value":{"content":[["font",{"col',
      }
    case 'unknown-shape':
      return json({ retcode: 0, result: { surprise: [1, { two: null }], list: 'not a list' } })
    case 'http-502':
      return nginxPage(502)
    case 'http-504':
      return nginxPage(504)
    case 'retcode':
      return failure(fault.retcode)
    case 'reset':
    case 'reset-delivered':
      return 'reset'
    case 'hang':
      return 'hang'
    case 'uncertain-delivered':
    case 'uncertain-lost':
      return failure(1202)
  }
}

/** Reads a fault as the control API gives it. @throws ControlError */
export function parseFault(body: Record<string, unknown>): Fault {
  const { path, kind, retcode = 0, times = 1 } = body
  if (typeof path !== 'string' || path === '') throw new ControlError('fault: path must be a part of a URL path')
  if (!isOneOf(FAULT_KINDS, kind)) throw new ControlError(`fault: kind must be one of ${FAULT_KINDS.join(', ')}`)
  if (typeof retcode !== 'number') throw new ControlError('fault: retcode must be a number')
  if (kind === 'retcode' && body['retcode'] === undefined) throw new ControlError('fault: retcode is missing')
  if (typeof times !== 'number' || times === 0 || times < -1)
    throw new ControlError('fault: times must be 1 or more, or -1')
  return { path, kind, retcode, times }
}
