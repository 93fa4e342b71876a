import { signal } from '@preact/signals'
import { t } from '../../../lib/i18n/t.ts'
import type { RuleGroup } from '../../../lib/rules/rule.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { duplicateRule } from '../../pages/rule-actions.ts'
import { rules } from '../../pages/stored-rules.ts'
import { exportRules } from './export-rules.ts'
import { focusBack } from './focus-back.ts'
import { GroupNameForm } from './group-name-form.tsx'
import { newGroupFor } from './list-wishes.ts'
import { addGroup, changeGroup, deleteGroup, deleteRules, enableRules, groupRules } from './rule-changes.ts'
import { moveGroupBy, moveRuleBy } from './rule-drag.ts'
import { tickAll } from './rule-ticks.ts'
import { groups, isNarrowed, lines, openGroup, rulesById, selected } from './rules-store.ts'

/** Under the list: what can be done to the ticked rules, or to the group whose actions are open. */
export function ListBar() {
  const group = groups.value.find(({ id }) => id === openGroup.value)
  if (newGroupFor.value !== null) return <NewGroup ids={newGroupFor.value} />
  if (group) return <GroupBar key={group.id} group={group} />
  return selected.value.size > 0 ? <SelectionBar ids={selected.value} /> : null
}

function NewGroup({ ids }: { ids: ReadonlySet<string> }) {
  return (
    <GroupNameForm
      name=""
      label={t('ruleList.group.new')}
      onCancel={() => (newGroupFor.value = null)}
      onSave={(name) => {
        newGroupFor.value = null
        void addGroup(name, ids)
      }}
    />
  )
}

const renaming = signal<string | null>(null)

function GroupBar({ group }: { group: RuleGroup }) {
  const members = new Set(rules.value.filter((rule) => rule.group === group.id).map(({ id }) => id))
  if (renaming.value === group.id)
    return (
      <GroupNameForm
        name={group.name}
        label={t('ruleList.group.rename')}
        onCancel={() => (renaming.value = null)}
        onSave={(name) => {
          renaming.value = null
          void changeGroup(group, { name })
        }}
      />
    )
  return (
    <div class="list-bar" role="toolbar" aria-label={t('ruleList.group.actions', { group: group.name })}>
      <bdi class="one-line list-bar-what">{group.name}</bdi>
      <Button look="quiet" onClick={() => (renaming.value = group.id)}>
        {t('ruleList.group.rename')}
      </Button>
      <Button look="quiet" disabled={isNarrowed.value} onClick={() => moveGroupBy(group.id, -1)}>
        {t('rule.up')}
      </Button>
      <Button look="quiet" disabled={isNarrowed.value} onClick={() => moveGroupBy(group.id, 1)}>
        {t('rule.down')}
      </Button>
      <Button look="quiet" disabled={members.size === 0} onClick={() => void exportRules(members, group.name)}>
        {t('export.verb')}
      </Button>
      <Button
        look="quiet-danger"
        title={t('ruleList.group.delete.title')}
        onClick={() => {
          openGroup.value = null
          void deleteGroup(group)
        }}
      >
        {t('ruleList.group.delete')}
      </Button>
      <Button
        look="quiet"
        onClick={() => {
          openGroup.value = null
          focusBack()
        }}
      >
        {t('ruleList.done')}
      </Button>
    </div>
  )
}

function SelectionBar({ ids }: { ids: ReadonlySet<string> }) {
  const [only, ...others] = ids
  const one = others.length === 0 && only !== undefined ? rulesById.value.get(only) : undefined
  const shown = lines.value.filter(({ kind }) => kind === 'rule').length
  return (
    <div class="list-bar" role="toolbar" aria-label={t('ruleList.selection')}>
      <span class="list-bar-what number" role="status">
        {t('ruleList.selected', { count: ids.size })}
      </span>
      {ids.size < shown ? (
        <Button look="link" onClick={() => tickAll(true)}>
          {t('ruleList.selectAll')}
        </Button>
      ) : null}
      <Button look="quiet" onClick={() => void enableRules(ids, true)}>
        {t('ruleList.switchOn')}
      </Button>
      <Button look="quiet" onClick={() => void enableRules(ids, false)}>
        {t('ruleList.switchOff')}
      </Button>
      {one === undefined ? null : (
        <>
          <Button look="quiet" onClick={() => void duplicateRule(one)}>
            {t('rule.duplicate')}
          </Button>
          <Button look="quiet" disabled={isNarrowed.value} onClick={() => moveRuleBy(one.id, -1)}>
            {t('rule.up')}
          </Button>
          <Button look="quiet" disabled={isNarrowed.value} onClick={() => moveRuleBy(one.id, 1)}>
            {t('rule.down')}
          </Button>
        </>
      )}
      <GroupChoice ids={ids} />
      <Button look="quiet" onClick={() => void exportRules(ids)}>
        {t('export.verb')}
      </Button>
      <Button look="quiet-danger" onClick={() => void deleteRules(ids)}>
        {t('action.delete')}
      </Button>
      <Button
        look="quiet"
        onClick={() => {
          tickAll(false)
          focusBack()
        }}
      >
        {t('ruleList.done')}
      </Button>
    </div>
  )
}

/** Names of the choices that are no group; ids of groups stand behind a sign of their own. */
const CHOOSE = 'choose'
const NEW = 'new'
const OUT = 'out'

function GroupChoice({ ids }: { ids: ReadonlySet<string> }) {
  return (
    <select
      class="input list-bar-group"
      aria-label={t('ruleList.toGroup')}
      value={CHOOSE}
      onChange={(event) => {
        const { value } = event.currentTarget
        event.currentTarget.value = CHOOSE
        if (value === NEW) newGroupFor.value = ids
        else if (value !== CHOOSE) void groupRules(ids, value === OUT ? null : value.slice(1))
      }}
    >
      <option value={CHOOSE}>{t('ruleList.toGroup')}</option>
      <option value={NEW}>{t('ruleList.toGroup.new')}</option>
      <option value={OUT}>{t('ruleList.toGroup.none')}</option>
      {groups.value.map(({ id, name }) => (
        <option key={id} value={`#${id}`}>
          {name}
        </option>
      ))}
    </select>
  )
}
