import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'

/** Work that takes a while, as the bar at the bottom shows it. */
export interface Work {
  /** The same for all reports about the same work. */
  id: string
  /** What is done, in words of the page. */
  title: string
  /** How far, in `unit`; `total` is null while nobody knows. */
  done: number
  total: number | null
  unit: 'messages' | 'bytes'
  /** When it began, ms; when it was begun anew after a pause or a death, that time. What was `doneBefore` counts for no rate. */
  startedAt: number
  /** How much was done when it began (again); 0 when absent. */
  doneBefore?: number
  /** `ending`: it is being cancelled, or its last things are done. */
  state: 'running' | 'paused' | 'ending'
  pause?(): void
  resume?(): void
  cancel?(): void
  /** The place where it is shown whole, as `route.ts` gives it out. */
  address: string
}

const all = signal<readonly Work[]>([])

/** Everything long that is going on in this tab, in the order in which it began. It goes on while another view is open. */
export const works: ReadonlySignal<readonly Work[]> = all

/** Shows work, or how far it has come by now. Looks at no signal, so that an effect may call it. */
export function setWork(work: Work): void {
  const before = all.peek()
  const isThere = before.some(({ id }) => id === work.id)
  all.value = isThere ? before.map((other) => (other.id === work.id ? work : other)) : [...before, work]
}

/** It is over, well or not: takes it off the bar. */
export function endWork(id: string): void {
  if (all.peek().some((work) => work.id === id)) all.value = all.peek().filter((work) => work.id !== id)
}
