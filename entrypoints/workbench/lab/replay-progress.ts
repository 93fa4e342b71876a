import { signal } from '@preact/signals'

/** How far the running replay is, in messages; null when none runs. In a file of its own: the navigation needs no more. */
export const replayProgress = signal<{ done: number; total: number } | null>(null)
