import type { TraceStep } from '../../../lib/chat/decision.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { t } from '../../../lib/i18n/t.ts'
import { shownSteps, stepWords } from '../../pages/decision-words.ts'
import { conditionWords } from './condition-words.ts'
import { placeOf } from './rule-title.ts'

interface StepsProps {
  label: string
  steps: readonly TraceStep[]
  /** The rule that all steps are about, as it was asked: its conditions are named, and its place is not said again. */
  rule?: Rule | undefined
  /** In two columns where there is room. */
  isWide?: boolean
}

/** What was looked at, one step after the other, each passed or not. */
export function Steps({ label, steps, rule, isWide }: StepsProps) {
  const only = rule === undefined ? null : onlyCondition(rule)
  // With a single condition, it and all of them together are the same.
  const told = only === null ? shownSteps(steps) : steps.filter(({ at }) => at === undefined)
  return (
    <ol class={`trace small lab-steps${isWide ? ' lab-steps-wide' : ''}`} aria-label={label}>
      {told.map((step, index) => (
        <Step key={index} step={step} rule={rule} at={step.at ?? (step.check === 'rule:match' ? only : null)} />
      ))}
    </ol>
  )
}

function Step({ step, rule, at }: { step: TraceStep; rule: Rule | undefined; at: string | null }) {
  const { what, verdict, detail } = stepWords(step)
  const condition = rule && at !== null ? conditionWords(rule, at) : null
  const place = rule || step.ruleId === null ? null : placeOf(step.ruleId)
  // Rules whose words are not in the message are no obstacle.
  const isStop = !step.passed && step.check !== 'rules'
  return (
    <li class={isStop ? 'step-failed' : 'step-passed'}>
      <span class="step-mark" aria-hidden="true">
        {isStop ? '✗' : step.passed ? '✓' : '·'}
      </span>
      <span class="step-what">
        {place !== null ? `${t('trace.rule', { place: place + 1 })} · ` : null}
        {condition === null ? what : t('lab.step.condition', { what, condition })}
        {detail ? <bdi class="muted"> {detail}</bdi> : null}
      </span>
      <span class={step.passed ? 'muted' : 'word-warn'}>{verdict}</span>
    </li>
  )
}

/** Place of the rule's condition when it has one only. */
function onlyCondition({ what: { groups } }: Rule): string | null {
  return groups.length === 1 && groups[0]?.conditions.length === 1 ? '0.0' : null
}
