import { signal } from '@preact/signals'
import { focusLater } from '../../../lib/ui/focus-later.ts'
import { applyOutline } from './rule-changes.ts'
import { dropRule, stepGroup, stepRule } from './rule-outline.ts'
import type { Drop } from './rule-outline.ts'
import { entries, folded } from './rules-store.ts'

/** Id of the rule that is being dragged, and where it would fall now; null: none, nowhere. */
export const dragged = signal<string | null>(null)
export const dropAt = signal<Drop | null>(null)

/** Name of a rule's handle, of a rule and of a group for `focusLater`. */
export const handleName = (id: string) => `handle ${id}`
export const ruleName = (id: string) => `rule ${id}`
export const groupName = (id: string) => `group ${id}`

/** Marks where the dragged rule would fall: above or below the line that it is over. Does nothing when none is dragged. */
export function dragOver(event: DragEvent, target: { rule: string } | { group: string }): void {
  if (dragged.value === null || !(event.currentTarget instanceof HTMLElement)) return
  event.preventDefault()
  if ('group' in target) {
    dropAt.value = { at: 'into', group: target.group }
    return
  }
  const { top, height } = event.currentTarget.getBoundingClientRect()
  const at = event.clientY < top + height / 2 ? 'before' : 'after'
  const before = dropAt.value
  if (before?.at !== at || before.rule !== target.rule) dropAt.value = { at, rule: target.rule }
}

/** Puts the dragged rule where it was marked to fall. */
export function dropHere(event: DragEvent): void {
  const [id, at] = [dragged.value, dropAt.value]
  endDrag()
  if (id === null || at === null) return
  event.preventDefault()
  void applyOutline(dropRule(entries.value, id, at), id)
}

export function endDrag(): void {
  dragged.value = null
  dropAt.value = null
}

/** Moves a rule one line up (-1) or down (1), into groups and out of them; its handle keeps the focus. */
export function moveRuleBy(id: string, step: -1 | 1): void {
  const moved = stepRule(entries.value, id, step, folded.value)
  if (moved === null) return
  focusLater(handleName(id))
  void applyOutline(moved, id)
}

/** Moves a group with its rules one line up or down. */
export function moveGroupBy(id: string, step: -1 | 1): void {
  const moved = stepGroup(entries.value, id, step)
  if (moved !== null) void applyOutline(moved)
}
