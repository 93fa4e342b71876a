import { t } from '../../../lib/i18n/t.ts'
import { randomId } from '../../../lib/random-id.ts'
import { MAX_NAME_LENGTH } from '../../../lib/rules/rule.ts'
import type { Rule, RuleGroup } from '../../../lib/rules/rule.ts'
import { isolate } from '../../../lib/ui/isolate.ts'
import { request } from '../../../lib/ui/request.ts'
import { showToast } from '../../../lib/ui/toast.tsx'
import { rules } from '../../pages/stored-rules.ts'
import { flatten } from './rule-outline.ts'
import type { Entry } from './rule-outline.ts'
import { groups, titleOf } from './rules-store.ts'

/** Longest part of a rule's title that a line of ours quotes, characters. */
const QUOTED = 40

/** A rule's title as it stands inside a sentence of ours. */
export function shortTitle(rule: Rule): string {
  const title = titleOf(rule)
  return isolate(title.length > QUOTED ? `${title.slice(0, QUOTED)}…` : title)
}

/** Brings rules into the order and groups of an outline, and says where `moved` (of a rule) stands now. */
export async function applyOutline(wanted: readonly Entry[], moved: string | null = null): Promise<void> {
  const { order, groupOf } = flatten(wanted)
  const changed = rules.value.filter((rule) => groupOf.has(rule.id) && groupOf.get(rule.id) !== homeOf(rule))
  const isOrdered = order.every((id, index) => rules.value[index]?.id === id)
  if (changed.length === 0 && isOrdered) return
  let steps = 0
  if (changed.length > 0) {
    const asked = changed.map((rule) => ({ ...rule, group: groupOf.get(rule.id) ?? null }))
    if (!(await replaceRules(asked))) return
    steps += 1
  }
  if (!isOrdered) {
    if (!(await request('orderRules', order)).answered) return
    steps += 1
  }
  if (moved !== null) sayMoved(moved, order, groupOf.get(moved) ?? null, steps)
}

/** The group a rule stands in; a group that is not there counts as none. */
function homeOf(rule: Rule): string | null {
  return groups.value.some(({ id }) => id === rule.group) ? rule.group : null
}

function sayMoved(id: string, order: readonly string[], group: string | null, steps: number): void {
  const place = { place: order.indexOf(id) + 1, count: order.length }
  const name = groups.value.find((other) => other.id === group)?.name
  const text =
    name === undefined ? t('ruleList.moved', place) : t('ruleList.movedInto', { ...place, group: isolate(name) })
  showToast({ text, action: undo(steps) })
}

/** Takes back as many changes as one action of the user made. */
function undo(steps = 1): { text: string; run: () => void } {
  return { text: t('action.undo'), run: () => void undoLast(steps) }
}

/** Takes the last changes of the rules or groups back, and says when there is none left. */
export async function undoLast(steps = 1): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    const undone = await request('undoRules', undefined)
    if (!undone.answered) return
    if (!undone.value) return showToast({ text: t('ruleList.nothingToUndo') })
  }
  showToast({ text: t('ruleList.undone') })
}

/** Rules as one change; resolves with whether all of them were taken. */
async function replaceRules(changed: readonly Rule[], newGroups: readonly RuleGroup[] = []): Promise<boolean> {
  const done = await request('importRules', { rules: [...changed], groups: [...newGroups] })
  if (!done.answered) return false
  const { refused } = done.value
  if (refused.length > 0) showToast({ text: t('ruleList.refused', { count: refused.length }) })
  return refused.length === 0
}

/** Switches several rules, as one change. */
export async function enableRules(ids: ReadonlySet<string>, enabled: boolean): Promise<void> {
  const changed = rules.value.filter((rule) => ids.has(rule.id) && rule.enabled !== enabled)
  if (changed.length === 0) return
  if (!(await replaceRules(changed.map((rule) => ({ ...rule, enabled }))))) return
  showToast({
    text: t(enabled ? 'ruleList.switchedOn' : 'ruleList.switchedOff', { count: changed.length }),
    action: undo(),
  })
}

/** Puts several rules into a group (null: out of all), behind those that are there, in their order. */
export async function groupRules(ids: ReadonlySet<string>, group: string | null): Promise<void> {
  const moving = rules.value.filter((rule) => ids.has(rule.id) && homeOf(rule) !== group)
  if (moving.length === 0) return
  if (!(await replaceRules(moving.map((rule) => ({ ...rule, group }))))) return
  const name = groups.value.find(({ id }) => id === group)?.name
  const text =
    name === undefined
      ? t('ruleList.ungrouped', { count: moving.length })
      : t('ruleList.grouped', { count: moving.length, group: isolate(name) })
  showToast({ text, action: undo() })
}

/** Makes a group and puts these rules into it, as one change. Resolves with its id, or null when that failed. */
export async function addGroup(name: string, ids: ReadonlySet<string>): Promise<string | null> {
  const group: RuleGroup = { id: randomId(), name: name.trim().slice(0, MAX_NAME_LENGTH), enabled: true }
  const members = rules.value.filter((rule) => ids.has(rule.id)).map((rule) => ({ ...rule, group: group.id }))
  if (members.length === 0) {
    const saved = await request('saveRuleGroup', group)
    if (!saved.answered) return null
    if (!saved.value) showToast({ text: t('ruleList.group.refused') })
    if (!saved.value) return null
  } else if (!(await replaceRules(members, [group]))) return null
  showToast({ text: t('ruleList.group.added', { group: isolate(group.name) }), action: undo() })
  return group.id
}

/** Changes the name or the switch of a group. */
export async function changeGroup(group: RuleGroup, change: Partial<Omit<RuleGroup, 'id'>>): Promise<void> {
  const saved = await request('saveRuleGroup', { ...group, ...change })
  if (saved.answered && !saved.value) showToast({ text: t('ruleList.group.refused') })
}

/** Takes a group away; its rules stay. */
export async function deleteGroup(group: RuleGroup): Promise<void> {
  if (!(await request('deleteRuleGroup', group.id)).answered) return
  showToast({ text: t('ruleList.group.deleted', { group: isolate(group.name) }), action: undo(), takesFocus: true })
}

/** Deletes rules at once and offers to take that back: all of them, in their old places. */
export async function deleteRules(ids: ReadonlySet<string>): Promise<void> {
  const doomed = rules.value.filter((rule) => ids.has(rule.id))
  const order = rules.value.map(({ id }) => id)
  const [first] = doomed
  if (!first) return
  const title = shortTitle(first)
  for (const { id } of doomed) if (!(await request('deleteRule', id)).answered) return
  showToast({
    text:
      doomed.length === 1
        ? t('ruleList.deleted.one', { rule: title })
        : t('ruleList.deleted', { count: doomed.length }),
    action: { text: t('action.undo'), run: () => void restore(doomed, order) },
    takesFocus: true,
  })
}

async function restore(deleted: readonly Rule[], order: string[]): Promise<void> {
  if (!(await replaceRules(deleted))) return
  await request('orderRules', order)
}
