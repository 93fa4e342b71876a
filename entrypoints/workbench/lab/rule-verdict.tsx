import { t } from '../../../lib/i18n/t.ts'
import type { RuleLine } from '../../../lib/rules/lab/dry-run.ts'
import { ruleAddress } from '../route.ts'
import { presentRules } from './present-rules.ts'
import { placeOf, titleOf } from './rule-title.ts'
import { Steps } from './steps.tsx'

const TONES = { answers: 'good', stopped: 'warn', 'not-matched': 'off', 'not-asked': 'off' } as const

/** What one rule made of the message, condition by condition. */
export function RuleVerdict({ line: { ruleId, verdict, steps }, isOpen }: { line: RuleLine; isOpen: boolean }) {
  const place = placeOf(ruleId)
  const title = titleOf(ruleId)
  return (
    <li class="lab-rule" data-verdict={verdict}>
      <details open={isOpen}>
        <summary class={`tone-${TONES[verdict]}`}>
          <span class="dot" aria-hidden="true" /> <span>{t(`lab.verdict.${verdict}`)}</span>
          <span class="muted"> · {place === null ? null : `${t('trace.rule', { place: place + 1 })} · `}</span>
          <span>{title}</span>
        </summary>
        {steps.length === 0 ? (
          <p class="muted small">{t('lab.rule.notAsked')}</p>
        ) : (
          <Steps
            label={t('decision.why')}
            steps={steps}
            rule={place === null ? undefined : presentRules.value.rules[place]}
          />
        )}
        <a class="small lone-link" href={ruleAddress(ruleId)}>
          {t('lab.rule.edit')}
          <span class="unseen"> {title}</span>
        </a>
      </details>
    </li>
  )
}
