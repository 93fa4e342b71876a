import { t } from '../../lib/i18n/t.ts'
import type { RuleGroup } from '../../lib/rules/rule.ts'
import { isolate } from '../../lib/ui/isolate.ts'
import { Name } from '../../lib/ui/name.tsx'
import { request } from '../../lib/ui/request.ts'
import { Switch } from '../../lib/ui/switch.tsx'
import { rules } from '../pages/stored-rules.ts'

/** A group of rules, over its rules: one switch for all of them. */
export function GroupLine({ group }: { group: RuleGroup }) {
  const count = rules.value.filter((rule) => rule.group === group.id).length
  return (
    <li class="rule-group">
      <Switch
        on={group.enabled}
        label={t('ruleGroup.enable', { name: isolate(group.name) })}
        onChange={(enabled) => void request('saveRuleGroup', { ...group, enabled })}
      />
      <strong class="one-line">
        <Name text={group.name} />
      </strong>
      <span class="muted small">
        {t('ruleGroup.count', { count })}
        {group.enabled ? null : ` · ${t('ruleGroup.off')}`}
      </span>
    </li>
  )
}
