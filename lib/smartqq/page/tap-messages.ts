import type { TappedRequest } from '../../ports.ts'

/**
 * How the two scripts in one frame find each other: whoever comes second is answered. The tap calls `TAP_CALLS`, the
 * relay calls `RELAY_CALLS` with the name of an event nobody else knows, and on that name the tap says `MET` and then
 * one message per event. Both stop listening for calls before the page's first script runs, so the page can neither
 * learn the name nor pass for one of the two.
 */
export const TAP_CALLS = 'smartqq-companion:tap'
export const RELAY_CALLS = 'smartqq-companion:relay'
export const MET = 'met'

/** Between a message's head, which is one line of JSON, and the text of a reply as it came. */
export const HEAD_END = '\n'

/** What became of one request of the frame. `text` is only there with a reply. */
export type TapMessage =
  | ({ kind: 'request' } & TappedRequest)
  | ({ kind: 'reply'; status: number; date: string | null } & TappedRequest)
  | ({ kind: 'failed'; why: 'error' | 'timeout' | 'abort' } & TappedRequest)

/**
 * Takes a message apart. Its values are the page's word: the background checks them.
 * @returns null when it is none.
 */
export function readTapMessage(message: string): { head: TapMessage; text: string } | null {
  const end = message.indexOf(HEAD_END)
  if (end < 0) return null
  try {
    const head: TapMessage | null = JSON.parse(message.slice(0, end))
    if (head?.kind !== 'request' && head?.kind !== 'reply' && head?.kind !== 'failed') return null
    return typeof head.id === 'string' ? { head, text: message.slice(end + HEAD_END.length) } : null
  } catch {
    return null
  }
}
