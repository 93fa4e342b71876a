import { lines, selected } from './rules-store.ts'

/** The rule that was ticked or unticked last: where a range begins. */
let last: string | null = null

/** Ticks a rule, or takes its tick away; with `range` the same for all shown rules from the one before to this one. */
export function tick(id: string, on: boolean, range: boolean): void {
  const next = new Set(selected.value)
  for (const other of range ? between(last, id) : [id]) {
    if (on) next.add(other)
    else next.delete(other)
  }
  last = id
  selected.value = next
}

/** Ticks every rule that is shown, or none. */
export function tickAll(on: boolean): void {
  selected.value = new Set(on ? shownRules() : [])
}

function shownRules(): string[] {
  return lines.value.flatMap((line) => (line.kind === 'rule' ? [line.rule.id] : []))
}

function between(from: string | null, to: string): string[] {
  const ids = shownRules()
  const [a, b] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)]
  return a < 0 || b < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1)
}
