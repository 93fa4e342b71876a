import { storage } from 'wxt/utils/storage'
import { log } from '../../lib/log.ts'
import type { Rule, RuleGroup } from '../../lib/rules/rule.ts'

/** Rules in their order, and their groups. */
export interface RuleShelf {
  rules: readonly Rule[]
  groups: readonly RuleGroup[]
}

/** What takes one change back: the order that was, the rules that were otherwise or are gone since, the groups. */
interface Step {
  order: string[]
  rules: Rule[]
  groups: readonly RuleGroup[]
}

/** Changes that can be taken back; earlier ones are forgotten. */
const STEPS_KEPT = 20
/**
 * Most that they take, in characters of JSON, of which each is three bytes at the most: the session's storage has ten
 * megabytes, and whoever fills it keeps all else from being written there.
 */
const MOST_CHARACTERS = 2_000_000

/** In the session, so that a worker's death forgets nothing and a browser's does. Written here only, so not checked again. */
const stepsItem = storage.defineItem<Step[]>('session:ruleHistory', { fallback: [] })

/** Remembers that the shelf is about to change. Nothing when nothing changes. */
export async function rememberChange(before: RuleShelf, after: RuleShelf): Promise<void> {
  if (isSame(before, after)) return
  const now = new Map(after.rules.map((rule) => [rule.id, rule]))
  const step: Step = {
    order: before.rules.map(({ id }) => id),
    rules: before.rules.filter((rule) => !isSame(rule, now.get(rule.id))),
    groups: before.groups,
  }
  await keep([...(await stepsItem.getValue()), step].slice(-STEPS_KEPT))
}

/** The shelf as it was before the last change, which is forgotten with this; null when there is none to take back. */
export async function takeBackChange(now: RuleShelf): Promise<RuleShelf | null> {
  const steps = [...(await stepsItem.getValue())]
  for (let step = steps.pop(); step; step = steps.pop()) {
    const before = shelfBefore(step, now)
    // A change that was remembered and then not written has nothing to take back.
    if (isSame(before, now)) continue
    await keep(steps)
    return before
  }
  await keep([])
  return null
}

function shelfBefore({ order, rules, groups }: Step, now: RuleShelf): RuleShelf {
  const byId = new Map([...now.rules, ...rules].map((rule) => [rule.id, rule]))
  return { rules: order.flatMap((id) => byId.get(id) ?? []), groups }
}

/** The session's storage is small: what does not fit is forgotten, the oldest first. */
async function keep(steps: readonly Step[]): Promise<void> {
  for (let left = fitting(steps); ; left = left.slice(Math.ceil(left.length / 2))) {
    try {
      return await stepsItem.setValue(left)
    } catch {
      log('rule history does not fit', { steps: left.length })
      if (left.length === 0) return
    }
  }
}

/** The last of the steps, as many as there is room for. */
function fitting(steps: readonly Step[]): Step[] {
  let room = MOST_CHARACTERS
  const tooMuch = steps.findLastIndex((step) => (room -= JSON.stringify(step).length) < 0)
  return steps.slice(tooMuch + 1)
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
