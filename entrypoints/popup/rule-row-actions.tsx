import { t } from '../../lib/i18n/t.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { Button } from '../../lib/ui/button.tsx'
import { focusLater } from '../../lib/ui/focus-later.ts'
import { moveRule } from '../pages/move-rule.ts'
import { deleteRule, duplicateRule } from '../pages/rule-actions.ts'
import { rules } from '../pages/stored-rules.ts'
import { openEditor } from './view.ts'

interface RuleRowActionsProps {
  rule: Rule
  place: number
  /** The rule will be gone. */
  onDone: () => void
}

/** What can be done to a rule beside switching and moving it. */
export function RuleRowActions({ rule, place, onDone }: RuleRowActionsProps) {
  const count = rules.value.length
  const move = (to: number) => {
    focusLater(`handle ${rule.id}`)
    void moveRule(rule.id, to)
  }
  return (
    <div class="rule-actions">
      <Button look="quiet" onClick={() => openEditor(rule)}>
        {t('action.edit')}
      </Button>
      <Button look="quiet" disabled={place === 0} onClick={() => move(place - 1)}>
        {t('rule.up')}
      </Button>
      <Button look="quiet" disabled={place === count - 1} onClick={() => move(place + 1)}>
        {t('rule.down')}
      </Button>
      <Button look="quiet" onClick={() => void duplicateRule(rule)}>
        {t('rule.duplicate')}
      </Button>
      <Button
        look="quiet-danger"
        onClick={() => {
          onDone()
          void deleteRule(rule)
        }}
      >
        {t('action.delete')}
      </Button>
    </div>
  )
}
