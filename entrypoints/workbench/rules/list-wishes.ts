import { signal } from '@preact/signals'

/** Ids of the rules that a new group is being named for; empty: a group without rules; null: none is being named. */
export const newGroupFor = signal<ReadonlySet<string> | null>(null)
