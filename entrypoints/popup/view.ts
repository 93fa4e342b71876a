import { signal } from '@preact/signals'
import type { Rule } from '../../lib/rules/rule.ts'
import { focusLater } from '../../lib/ui/focus-later.ts'
import type { RuleStart } from '../pages/editor/blank-rule.ts'

export type Tab = 'rules' | 'recent' | 'export'
export type DecisionFilter = 'all' | 'replied' | 'heldBack' | 'draft' | 'uncertain'

/** What fills the popup under its header: the tabs, or a page in their place. */
export type View = { name: 'tabs' } | { name: 'settings' } | { name: 'editor'; rule: Rule | null; start?: RuleStart }

export const view = signal<View>({ name: 'tabs' })
export const tab = signal<Tab>('rules')
/** What the tab of recent things shows: conversations, or decisions through a filter. */
export const recent = signal<{ list: 'conversations' | 'decisions'; filter: DecisionFilter }>({
  list: 'conversations',
  filter: 'all',
})

/** Opens the editor on a rule, or on a new one that begins with `start`. */
export function openEditor(rule: Rule | null, start?: RuleStart): void {
  focusLater('page')
  view.value = { name: 'editor', rule, ...(start ? { start } : {}) }
}

/** Opens the list of today's decisions that a count stands for. */
export function showDecisions(filter: DecisionFilter): void {
  recent.value = { list: 'decisions', filter }
  tab.value = 'recent'
  view.value = { name: 'tabs' }
}
