import type { TapMessage } from '../../lib/smartqq/page/tap-messages.ts'

/** One request of the frame while it is on its way. `url`: null when only the reply will tell it. */
export interface OnItsWay {
  id: string
  method: string
  url: string | null
  body: string | null
}

export type Failure = (TapMessage & { kind: 'failed' })['why']

/** Numbers the frame's requests and says what becomes of them. */
export interface Requests {
  begun(method: string, url: string | null, body: string | null): OnItsWay
  /** `from`: where the reply came from, or null when that is not the service. */
  replied(request: OnItsWay, from: string | null, reply: { status: number; date: string | null; text: string }): void
  failed(request: OnItsWay, why: Failure): void
}

/** @param tell Passes one message on. */
export function createRequests(tell: (message: TapMessage, text?: string) => void): Requests {
  let count = 0
  return {
    begun(method, url, body) {
      const id = `${++count}`
      if (url !== null) tell({ kind: 'request', id, method, url, body })
      return { id, method, url, body }
    },
    replied({ id, method, url, body }, from, { status, date, text }) {
      if (from !== null) tell({ kind: 'reply', id, method, url: url ?? from, body, status, date }, text)
      // It was led away from the service: a reply, but none of the service's.
      else if (url !== null) tell({ kind: 'failed', id, method, url, body, why: 'error' })
    },
    failed({ id, method, url, body }, why) {
      if (url !== null) tell({ kind: 'failed', id, method, url, body, why })
    },
  }
}
