import type { PageEnd } from './ports.ts'

export type Connect = (name: string, sender: object, page: { heard(message: unknown): void; lost(): void }) => PageEnd

/** How long a script waits before it calls the next worker, ms. */
const RECONNECT_AFTER = 250

/**
 * What our scripts do in a document: connect, again after each worker that died, and keep what is lasting until it was
 * taken.
 * @param ifRunning runs it now, or when the document is no longer frozen
 */
export function openRelay(
  connect: Connect,
  name: string,
  sender: object,
  ifRunning: (work: () => void) => void,
  greeting: () => object[],
) {
  const untaken = new Map<number, object>()
  let isHere = true
  let last = 0
  let end: PageEnd | null = null

  function open(): void {
    if (!isHere || end) return
    end = connect(name, sender, {
      heard(message) {
        untaken.delete((message as { n: number }).n)
      },
      lost() {
        end = null
        setTimeout(() => ifRunning(open), RECONNECT_AFTER)
      },
    })
    for (const report of [...greeting(), ...untaken.values()]) end.post(report)
  }
  queueMicrotask(open)

  return {
    say: (report: object) => end?.post(report),
    keep(report: object) {
      const n = ++last
      untaken.set(n, { ...report, n })
      end?.post(untaken.get(n))
    },
    /** What goes with the document when it goes now: nobody has it, and nobody listens. */
    unheard: () => (end?.isHeard() ? [] : [...untaken.values()]),
    close() {
      isHere = false
      end?.disconnect()
      end = null
    },
    open() {
      isHere = true
      open()
    },
  }
}
