import type { ServerResponse } from 'node:http'

/** Waits. Milliseconds. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })

/** Shorter waits are not kept by timers. Milliseconds. */
const SHORTEST_WAIT = 4

/** Writes a body in small pieces, the last after `ms` milliseconds: byte by byte where the time allows it. Ends early when nobody reads. */
export async function drip(response: ServerResponse, body: Buffer, ms: number): Promise<void> {
  const pieces = Math.max(1, Math.min(body.length, Math.floor(ms / SHORTEST_WAIT)))
  const size = Math.ceil(body.length / pieces)
  const begun = performance.now()
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    const due = begun + (ms * Math.min(at + size, body.length)) / body.length
    await pause(Math.max(0, due - performance.now()))
    response.write(body.subarray(at, at + size))
  }
}
