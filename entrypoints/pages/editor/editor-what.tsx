import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { PlusIcon } from '../../../lib/ui/icons.tsx'
import { MAX_CONDITIONS } from '../../../lib/rules/rule.ts'
import { ConditionFields } from './condition-fields.tsx'
import { BLANK_CONDITION } from './draft-fields.ts'
import { FoldFields } from './editor-fold.tsx'
import { JoinChoice } from './join-choice.tsx'
import type { EditorPartProps } from './part-props.ts'
import type { RuleDraft } from './rule-draft.ts'

/** What the message has to say: conditions, joined; in the workbench also groups of them, and what makes no difference. */
export function WhatFields({ draft, problems, full }: EditorPartProps & { full: boolean }) {
  const { join, groups } = draft.fields.value.what
  return (
    <fieldset class="sentence-part">
      <legend>{t('editor.what')}</legend>
      {groups.map((_, at) => (
        <div key={at} class="stack">
          {at > 0 ? (
            <JoinChoice
              label={t('editor.groups.join')}
              join={join}
              isSaid={at > 1}
              onChange={(next) => draft.change((fields) => ({ ...fields, what: { ...fields.what, join: next } }))}
            />
          ) : null}
          <GroupFields draft={draft} problems={problems} at={at} />
        </div>
      ))}
      {full && groups.length < MAX_CONDITIONS ? (
        <div>
          <Button look="quiet" onClick={() => addGroup(draft)}>
            <PlusIcon />
            {t('editor.group.add')}
          </Button>
        </div>
      ) : null}
      <FoldFields draft={draft} full={full} />
    </fieldset>
  )
}

function GroupFields({ draft, problems, at }: EditorPartProps & { at: number }) {
  const { groups } = draft.fields.value.what
  const group = groups[at]
  if (!group) return null
  const several = groups.length > 1
  return (
    <div
      class={several ? 'condition-group' : 'stack'}
      {...(several ? { role: 'group', 'aria-label': t('editor.group', { place: at + 1 }) } : {})}
    >
      {several ? <span class="muted small">{t('editor.group', { place: at + 1 })}</span> : null}
      {group.conditions.map((condition, index) => (
        <div key={index} class="stack">
          {index > 0 ? (
            <JoinChoice
              label={t('editor.conditions.join')}
              join={group.join}
              isSaid={index > 1}
              onChange={(join) => changeGroup(draft, at, (before) => ({ ...before, join }))}
            />
          ) : null}
          <ConditionFields
            draft={draft}
            problems={problems}
            place={[at, index]}
            condition={condition}
            onRemove={several || group.conditions.length > 1 ? () => removeCondition(draft, at, index) : null}
          />
        </div>
      ))}
      {group.conditions.length < MAX_CONDITIONS ? (
        <div>
          <Button look="quiet" onClick={() => addCondition(draft, at)}>
            <PlusIcon />
            {t('editor.condition.add')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

type Group = RuleDraft['fields']['value']['what']['groups'][number]

function changeGroup(draft: RuleDraft, at: number, change: (group: Group) => Group): void {
  draft.change((fields) => {
    const groups = fields.what.groups.map((group, place) => (place === at ? change(group) : group))
    return { ...fields, what: { ...fields.what, groups } }
  })
}

function addCondition(draft: RuleDraft, at: number): void {
  changeGroup(draft, at, (group) => ({ ...group, conditions: [...group.conditions, BLANK_CONDITION] }))
}

/** A group without a condition is none. */
function removeCondition(draft: RuleDraft, at: number, index: number): void {
  draft.change((fields) => {
    const groups = fields.what.groups.flatMap((group, place) => {
      if (place !== at) return group
      const conditions = group.conditions.filter((_, other) => other !== index)
      return conditions.length === 0 ? [] : { ...group, conditions }
    })
    return { ...fields, what: { ...fields.what, groups } }
  })
}

function addGroup(draft: RuleDraft): void {
  draft.change((fields) => ({
    ...fields,
    what: { ...fields.what, groups: [...fields.what.groups, { join: 'all', conditions: [BLANK_CONDITION] }] },
  }))
}
