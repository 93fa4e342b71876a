import type { ComponentChildren, Ref } from 'preact'
import { t } from '../../lib/i18n/t.ts'
import { contactName } from '../../lib/ui/contact-name.ts'
import { Name } from '../../lib/ui/name.tsx'
import { Time } from '../../lib/ui/time.tsx'
import { contactNames } from './contact-names.ts'
import { outcomeWords, shownSteps, stepWords } from './decision-words.ts'
import type { DecisionRow } from './decision-rows.ts'
import { ruleTitle } from './rule-sentence.ts'
import { rules } from './stored-rules.ts'
import { WorkbenchLink } from './workbench-link.tsx'

interface DecisionItemProps {
  row: DecisionRow
  /** Who it came from, where that is not the conversation's own name. */
  name?: string | undefined
  /** The steps are shown from the start. */
  isOpen?: boolean
  itemRef?: Ref<HTMLLIElement>
  /** What can be done with the message. */
  children?: ComponentChildren
}

/** What came, what was decided, why, and step by step on request. */
export function DecisionItem({ row, name, isOpen, itemRef, children }: DecisionItemProps) {
  const { decision, message, contact, reply } = row
  const { text, tone, why } = outcomeWords(decision, reply)
  const unknown = t(`unknown.${decision.kind === 'friend' ? 'person' : decision.kind}`)
  const { outcome } = decision
  return (
    <li
      ref={itemRef}
      class={isOpen ? 'decision decision-asked' : 'decision'}
      data-outcome={outcome.kind === 'reply' ? (reply?.state ?? 'pending') : outcome.why}
    >
      <div class="row-head">
        <strong class="one-line">
          <Name text={name ?? (contact ? contactName(contact) : unknown)} />
        </strong>
        <span class="muted small">
          <Time at={decision.at} />
        </span>
      </div>
      <bdi class="decision-text">{message?.text ?? t('decision.noText')}</bdi>
      {outcome.kind === 'reply' ? (
        [outcome.text, ...(outcome.also ?? []).map(({ text: further }) => further)].map((said, index) => (
          <bdi key={index} class="decision-reply">
            {t('decision.reply', { text: said })}
          </bdi>
        ))
      ) : outcome.why === 'draft' && outcome.text !== undefined ? (
        <bdi class="decision-reply decision-draft">{t('decision.draft', { text: outcome.text })}</bdi>
      ) : null}
      <details open={isOpen}>
        <summary class={`decision-outcome tone-${tone}`}>
          <span class="dot" aria-hidden="true" />
          <span>
            {text}
            {why === null ? null : ` · ${why}`}
          </span>
        </summary>
        {outcome.ruleId === null ? null : <RuleLine ruleId={outcome.ruleId} />}
        <Trace decision={decision} />
        <p class="small">
          <WorkbenchLink place={`#/lab/why/${encodeURIComponent(decision.messageKey)}`} look="link">
            {t('decision.whyLink')}
          </WorkbenchLink>
        </p>
      </details>
      {children}
    </li>
  )
}

function RuleLine({ ruleId }: { ruleId: string }) {
  const rule = rules.value.find(({ id }) => id === ruleId)
  return (
    <p class="small">
      {rule ? t('decision.rule', { sentence: ruleTitle(rule, contactNames.value) }) : t('decision.ruleDeleted')}
    </p>
  )
}

function Trace({ decision }: { decision: DecisionRow['decision'] }) {
  return (
    <ol class="trace small" aria-label={t('decision.why')}>
      {shownSteps(decision.trace).map((step, index) => {
        const { what, verdict, detail } = stepWords(step)
        const place = step.ruleId === null ? -1 : rules.value.findIndex(({ id }) => id === step.ruleId)
        return (
          <li key={index} class={step.passed || step.check === 'rules' ? undefined : 'trace-stop'}>
            <span>
              {place >= 0 ? `${t('trace.rule', { place: place + 1 })} · ` : null}
              {what}
              {detail ? <bdi class="muted"> {detail}</bdi> : null}
            </span>
            <span class={step.passed ? 'muted' : 'word-warn'}>{verdict}</span>
          </li>
        )
      })}
    </ol>
  )
}
