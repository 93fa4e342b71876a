import { computed, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { SECOND } from '../../../lib/time.ts'

/** A value with the way back to what it was. */
export interface History<T> {
  readonly present: ReadonlySignal<T>
  readonly canUndo: ReadonlySignal<boolean>
  readonly canRedo: ReadonlySignal<boolean>
  /**
   * The value is another one from now on. Changes under the same `step` that follow each other closely are one: nobody
   * wants to take a word back letter by letter. An empty `step` always stands for itself.
   */
  set(next: T, step?: string): void
  undo(): void
  redo(): void
}

/** Changes under one name further apart than this are two. */
const SETTLES = SECOND
/** Steps that can be taken back. */
const DEPTH = 100

/** Keeps what `first` becomes. `now`: ms, of any clock that does not go back. */
export function createHistory<T>(first: T, now: () => number): History<T> {
  const before = signal<readonly T[]>([])
  const after = signal<readonly T[]>([])
  const present = signal(first)
  let last = { step: '', at: Number.NEGATIVE_INFINITY }

  function move(from: typeof before, to: typeof before): void {
    const value = from.value.at(-1)
    if (value === undefined) return
    from.value = from.value.slice(0, -1)
    to.value = [...to.value, present.value]
    present.value = value
    last = { step: '', at: Number.NEGATIVE_INFINITY }
  }

  return {
    present,
    canUndo: computed(() => before.value.length > 0),
    canRedo: computed(() => after.value.length > 0),
    set(next, step = '') {
      const at = now()
      const isSame = step !== '' && step === last.step && at - last.at < SETTLES
      if (!isSame) before.value = [...before.value, present.value].slice(-DEPTH)
      after.value = []
      last = { step, at }
      present.value = next
    },
    undo: () => move(before, after),
    redo: () => move(after, before),
  }
}
