import { effect } from '@preact/signals'
import { t } from '../../lib/i18n/t.ts'
import { Button } from '../../lib/ui/button.tsx'
import { now } from '../../lib/ui/clock.ts'
import { Empty } from '../../lib/ui/empty.tsx'
import { PlusIcon } from '../../lib/ui/icons.tsx'
import { nameContacts } from '../pages/contact-names.ts'
import { takesFocus } from '../../lib/ui/focus-later.ts'
import { RuleRow } from './rule-row.tsx'
import { rules } from '../pages/stored-rules.ts'
import { sleeping, today } from './stored.ts'
import { countsToday } from './today-counts.ts'
import { openEditor } from './view.ts'

effect(() => {
  const chosen = rules.value.flatMap((rule) => rule.who.contacts)
  void nameContacts([...chosen, ...Object.values(sleeping.value).flat()])
})

/** The rules, highest priority first. */
export function RulesTab() {
  const list = rules.value
  const { byRule } = countsToday(today.value, now.value)
  if (list.length === 0) {
    return (
      <Empty title={t('rules.empty.title')} text={t('rules.empty.text')}>
        <Button look="primary" buttonRef={takesFocus('new rule')} onClick={() => openEditor(null)}>
          {t('rules.empty.button')}
        </Button>
      </Empty>
    )
  }
  return (
    <>
      <ul class="rules" aria-label={t('rules.label')}>
        {list.map((rule, place) => (
          <RuleRow key={rule.id} rule={rule} place={place} hits={byRule[rule.id] ?? 0} />
        ))}
      </ul>
      <div class="rules-new">
        <Button look="quiet" buttonRef={takesFocus('new rule')} onClick={() => openEditor(null)}>
          <PlusIcon />
          {t('rules.new')}
        </Button>
      </div>
    </>
  )
}
