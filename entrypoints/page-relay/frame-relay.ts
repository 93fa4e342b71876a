import { TAP_PORT } from '../../lib/ports.ts'
import type { TappedRequest, TapReport } from '../../lib/ports.ts'
import { envelopeText } from '../../lib/smartqq/page/envelope-text.ts'
import { isFromPage } from '../../lib/smartqq/page/frames.ts'
import { readTapMessage } from '../../lib/smartqq/page/tap-messages.ts'
import { createUntaken } from '../../lib/smartqq/page/untaken.ts'
import { openLine } from './line.ts'
import type { Line } from './line.ts'
import { meetTap } from './meet-tap.ts'
import { KEPT_TEXT } from './kept-text.ts'

type Lasting = Extract<TapReport, { n: number }>

/** Passes on what one hidden frame asks and is answered. `hasEnvelopes`: its requests come as messages. */
export function relayFrame(hasEnvelopes: boolean): void {
  const onTheirWay = new Map<string, { request: TappedRequest; since: number }>()
  let line: Line<TapReport, Lasting> | undefined

  const open = (tapped: boolean) => {
    line = openLine<TapReport, Lasting>({
      name: TAP_PORT,
      greeting: () => [
        { kind: 'hello', tapped },
        ...[...onTheirWay.values()].map(({ request, since }) => ({
          kind: 'request' as const,
          ...request,
          ageMs: Math.round(performance.now() - since),
        })),
      ],
      untaken: createUntaken<Lasting>(KEPT_TEXT, weigh),
    })
  }
  const heard = (message: string) => {
    const read = readTapMessage(message)
    if (!read || !line) return
    const { head, text } = read
    if (head.kind === 'request') {
      const { kind, ...request } = head
      onTheirWay.set(head.id, { request, since: performance.now() })
      line.say({ kind, ...request, ageMs: 0 })
      return
    }
    onTheirWay.delete(head.id)
    line.keep(head.kind === 'reply' ? { ...head, text } : head)
  }

  meetTap({ settled: open, heard })
  if (!hasEnvelopes) return
  addEventListener('message', ({ origin, data }) => {
    const text = isFromPage(origin) ? envelopeText(data) : null
    if (text !== null) line?.keep({ kind: 'envelope', data: text })
  })
}

const weigh = (report: Lasting) => {
  if (report.kind === 'envelope') return { size: report.data.length, isPoll: false }
  const size = report.url.length + (report.body?.length ?? 0) + (report.kind === 'reply' ? report.text.length : 0)
  return { size, isPoll: report.kind === 'reply' && report.url.includes('/poll2') }
}
