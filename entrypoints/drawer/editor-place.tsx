import { signal } from '@preact/signals'
import type { Rule } from '../../lib/rules/rule.ts'
import { focusLater } from '../../lib/ui/focus-later.ts'
import { lazy } from '../../lib/ui/lazy.tsx'
import type { RuleStart } from '../pages/editor/blank-rule.ts'
import { deleteRule } from '../pages/rule-actions.ts'

/** The rule that is being edited in place of the chat; it stays when another chat is opened. */
export const editing = signal<{ key: number; rule: Rule | null; start?: RuleStart } | null>(null)

let opened = 0

/** Opens the editor: on a rule, or on a new one that begins with `start`. */
export function openEditor(rule: Rule | null, start?: RuleStart): void {
  focusLater('page')
  opened += 1
  editing.value = { key: opened, rule, ...(start ? { start } : {}) }
}

const RuleEditor = lazy(async () => (await import('../pages/editor/rule-editor.tsx')).RuleEditor, 8)

export function EditorPlace() {
  const edited = editing.value
  if (!edited) return null
  return (
    <RuleEditor
      rule={edited.rule}
      start={edited.start}
      onLeave={(focus) => {
        focusLater(focus)
        editing.value = null
      }}
      onDelete={(rule) => {
        editing.value = null
        void deleteRule(rule)
      }}
    />
  )
}
