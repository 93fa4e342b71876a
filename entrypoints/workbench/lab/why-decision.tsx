import { formatMoment } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { Given } from '../../../lib/chat/decision.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { outcomeWords } from '../../pages/decision-words.ts'
import type { DecisionRow } from '../../pages/decision-rows.ts'
import { Facts } from '../diagnostics/facts.tsx'
import type { Fact } from '../diagnostics/facts.tsx'
import { titleOf } from './rule-title.ts'
import { Steps } from './steps.tsx'

/** What was decided about the message when it came, step by step, and what was known then. */
export function WhyDecision({ row }: { row: DecisionRow | null }) {
  if (row === null) {
    return (
      <section aria-labelledby="why-decision">
        <h2 id="why-decision">{t('lab.why.decision')}</h2>
        <p class="muted">{t('lab.why.undecided')}</p>
      </section>
    )
  }
  const { decision, reply } = row
  const { outcome } = decision
  const { text, tone, why } = outcomeWords(decision, reply)
  const ruleId = outcome.ruleId
  return (
    <>
      <section class="lab-why-decision" aria-labelledby="why-decision">
        <h2 id="why-decision">{t('lab.why.decision')}</h2>
        <p class={`decision-outcome tone-${tone}`}>
          <span class="dot" aria-hidden="true" /> <strong>{text}</strong>
          {why === null ? null : <span>· {why}</span>}
        </p>
        {outcome.kind === 'reply' ? <bdi class="decision-reply">{outcome.text}</bdi> : null}
        {outcome.kind === 'none' && outcome.text ? <bdi class="decision-reply">{outcome.text}</bdi> : null}
        {ruleId === null ? null : <p class="small">{t('decision.rule', { sentence: titleOf(ruleId) })}</p>}
        <Steps label={t('decision.why')} steps={decision.trace} />
      </section>
      {decision.given ? (
        <Facts id="given" title={t('lab.why.given')} facts={circumstances(decision.given, decision.at)} />
      ) : (
        <p class="muted small">{t('lab.why.notRecorded')}</p>
      )}
    </>
  )
}

/** What the decision was made with, in words. */
function circumstances(given: Given, at: number): Fact[] {
  const { names, switches, away, category, role, previousAt, mutedUntil, takenOverAt, zone, own } = given
  const yes = (holds: boolean) => t(holds ? 'lab.yes' : 'lab.no')
  const called = [names.remark, names.card, names.nick].filter((name): name is string => Boolean(name))
  return [
    { name: t('lab.given.at'), value: formatMoment(at) },
    { name: t('lab.given.serverAt'), value: formatMoment(given.serverAt) },
    { name: t('diagnostics.zone'), value: zone },
    ...(called[0] === undefined ? [] : [{ name: t('lab.given.author'), value: <Name text={called[0]} /> }]),
    ...(names.group === null ? [] : [{ name: t('lab.given.group'), value: <Name text={names.group} /> }]),
    ...(category === null ? [] : [{ name: t('lab.given.category'), value: <Name text={category} /> }]),
    ...(role === null ? [] : [{ name: t('lab.given.role'), value: t(`card.role.${role}`) }]),
    {
      name: t('lab.given.previousAt'),
      value: previousAt === null ? t('lab.given.never') : formatMoment(previousAt),
    },
    ...(own === 'no' ? [] : [{ name: t('lab.given.own'), value: t(`why.${own === 'self' ? 'own-message' : 'echo'}`) }]),
    { name: t('lab.switches.autoReply'), value: yes(switches.autoReply && switches.stopped === null) },
    { name: t('lab.switches.paused'), value: yes(switches.pausedUntil !== null && switches.pausedUntil > at) },
    { name: t('lab.switches.away'), value: yes(away) },
    ...(takenOverAt === null ? [] : [{ name: t('lab.given.takenOverAt'), value: formatMoment(takenOverAt) }]),
    ...(mutedUntil === null ? [] : [{ name: t('lab.given.muted'), value: yes(mutedUntil > at) }]),
  ]
}
