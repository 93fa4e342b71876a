import { t } from '../../../lib/i18n/t.ts'
import type { RuleGroup } from '../../../lib/rules/rule.ts'
import { IconButton } from '../../../lib/ui/button.tsx'
import { takesFocus } from '../../../lib/ui/focus-later.ts'
import { ExpandIcon, MoreIcon } from '../../../lib/ui/icons.tsx'
import { isolate } from '../../../lib/ui/isolate.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Switch } from '../../../lib/ui/switch.tsx'
import { changeGroup } from './rule-changes.ts'
import { dragged, dragOver, dropAt, dropHere, groupName } from './rule-drag.ts'
import { folded, openGroup } from './rules-store.ts'

/** The heading of a group in the list: folds its rules, switches all of them, opens its actions. */
export function GroupLine({ group, total }: { group: RuleGroup; total: number }) {
  const isFolded = folded.value.has(group.id)
  const mark = dropAt.value
  const takesDrop = dragged.value !== null && mark?.at === 'into' && mark.group === group.id
  const name = isolate(group.name)
  return (
    <div
      class={`rl rl-group${group.enabled ? '' : ' rl-off'}${takesDrop ? ' rl-drop-into' : ''}`}
      onDragOver={(event) => dragOver(event, { group: group.id })}
      onDrop={dropHere}
    >
      <Switch
        on={group.enabled}
        label={t('ruleList.group.enable', { group: name })}
        onChange={(enabled) => void changeGroup(group, { enabled })}
      />
      <button
        type="button"
        class="rl-fold"
        aria-expanded={!isFolded}
        ref={takesFocus(groupName(group.id))}
        onClick={() => fold(group.id, !isFolded)}
      >
        <ExpandIcon open={!isFolded} />
        <Name text={group.name} class="one-line rl-name" />
        <span class="muted small number rl-count">{t('ruleList.count', { count: total })}</span>
      </button>
      <IconButton
        icon={<MoreIcon />}
        label={t('ruleList.group.actions', { group: name })}
        title={t('action.more')}
        expanded={openGroup.value === group.id}
        onClick={() => (openGroup.value = openGroup.value === group.id ? null : group.id)}
      />
    </div>
  )
}

function fold(id: string, on: boolean): void {
  const next = new Set(folded.value)
  if (on) next.add(id)
  else next.delete(id)
  folded.value = next
}
