import { NetworkError } from '../../../../lib/smartqq/wire/errors.ts'
import { poll, type PollParts, type PollTrouble } from '../../../../lib/smartqq/wire/poller.ts'
import type { WireReply } from '../../../../lib/smartqq/wire/transport.ts'
import { r, reply, tickets } from './scripted.ts'

/** A message as a poll brings it. */
export const item = { poll_type: 'message', value: { content: ['在吗'], from_uin: 1, time: 2 } }
export const items = reply({ result: [item], retcode: 0 })
export const empty = reply({ errmsg: 'error', retcode: 0, retmsg: 'ok' })
export const code = (retcode: number) => reply({ retcode })
/** The connection is lost. */
export const LOST = null
export type PollAnswer = WireReply | null

/**
 * A world with its own clock, where each poll takes as long as the script says. When the script is at its end the loop
 * is aborted, unless it has ended before.
 */
export function world(script: [answer: PollAnswer, tookMs?: number][], change: Partial<PollParts> = {}) {
  const stop = new AbortController()
  const polls: { at: number; r: unknown }[] = []
  const kept: unknown[][] = []
  const troubles: (PollTrouble | null)[] = []
  const calls: string[] = []
  let clock = 0
  let current = tickets

  const parts: PollParts = {
    async transport(request) {
      const [answer, tookMs = 10] = script.shift() ?? [undefined]
      if (answer === undefined) {
        stop.abort()
        throw new NetworkError('poll', 'aborted')
      }
      polls.push({ at: clock, r: r(request) })
      calls.push('poll')
      clock += tookMs
      if (answer === LOST) throw new NetworkError('poll', 'scripted')
      return answer
    },
    tickets: () => current,
    async adopt(renewed) {
      calls.push('adopt')
      current = { ...current, ...renewed }
    },
    async testSession() {
      calls.push('test')
      return true
    },
    async relink() {
      calls.push('relink')
      return { kind: 'in' }
    },
    async keep(news) {
      calls.push('keep')
      kept.push(news)
    },
    mayPoll: () => true,
    onTrouble: (trouble) => troubles.push(trouble),
    now: () => clock,
    async sleep(ms, signal) {
      // A sleep with a signal of its own goes on beside a poll: no poll of the script is held that long.
      if (signal !== stop.signal) return new Promise(() => undefined)
      clock += ms
    },
    pause: (ms, signal) => parts.sleep(ms, signal),
    ...change,
  }
  return {
    run: () => poll(parts, stop.signal),
    polls,
    kept,
    troubles,
    calls,
    stop,
    clock: () => clock,
    pass: async (ms: number) => void (clock += ms),
  }
}
