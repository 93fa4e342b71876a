import { computed, signal } from '@preact/signals'
import { splitText } from '../../../lib/chat/split-text.ts'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { DryRun, RuleLine } from '../../../lib/rules/lab/dry-run.ts'
import type { PlannedReply, Verdict } from '../../../lib/rules/verdict.ts'
import { SECOND } from '../../../lib/time.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Empty } from '../../../lib/ui/empty.tsx'
import { changeDryRun, dryRunForm } from './dry-run-form.ts'
import { dryRunResult } from './dry-run-store.ts'
import { verdictWords } from './outcome-words.ts'
import { presentRules } from './present-rules.ts'
import { titleOf } from './rule-title.ts'
import { RuleVerdict } from './rule-verdict.tsx'
import { Steps } from './steps.tsx'

/** Most of the rules that did not match drawn at once; the search narrows the rest down. */
const MOST_SHOWN = 50

const search = signal('')
const showsOthers = signal(false)

/** Rules whose words matched, and the others. */
const sorted = computed(() => {
  const { rules } = dryRunResult.value
  return {
    hits: rules.filter(({ verdict, steps }) => verdict === 'answers' || verdict === 'stopped' || wordsMatched(steps)),
    others: rules.filter(
      ({ verdict, steps }) => verdict !== 'answers' && verdict !== 'stopped' && !wordsMatched(steps),
    ),
  }
})

/** The whole of a rule's words matched, though something else about it may not have. */
function wordsMatched(steps: RuleLine['steps']): boolean {
  return steps.some(({ check, passed, at }) => check === 'rule:match' && at === undefined && passed)
}

/** What would become of the message: the reply, each guard, each rule. Follows the form at once. */
export function DryRunResult({ asked }: { asked: string | null }) {
  const result = dryRunResult.value
  const isEmpty = dryRunForm.value.text === '' && dryRunForm.value.content.length === 0
  if (presentRules.value.rules.length === 0) return <Empty title={t('lab.noRules')} text={t('lab.noRules.text')} />
  return (
    <section class="lab-result" aria-label={t('lab.result')}>
      <OutcomePanel result={result} isEmpty={isEmpty} />
      <section aria-labelledby="lab-guards">
        <h2 id="lab-guards">{t('lab.guards')}</h2>
        <Steps
          isWide
          label={t('lab.guards')}
          steps={result.guards.map(({ why, passed, detail }) => ({
            check: `guard:${why}` as const,
            ruleId: null,
            passed,
            ...(detail === '' ? {} : { detail }),
          }))}
        />
      </section>
      <Rules asked={asked} />
    </section>
  )
}

function OutcomePanel({ result: { outcome, replies }, isEmpty }: { result: DryRun; isEmpty: boolean }) {
  if (isEmpty) return <p class="lab-outcome muted">{t('lab.outcome.empty')}</p>
  const { text, tone, why } = verdictWords(outcome)
  return (
    <div class={`lab-outcome tone-${tone}`} data-outcome={outcome.kind === 'reply' ? 'reply' : outcome.why}>
      <p role="status">
        <span class="dot" aria-hidden="true" /> <strong>{text}</strong>
        {why === null ? null : ` · ${why}`}
      </p>
      <RuleOf outcome={outcome} />
      {replies.map((reply, index) => (
        <Reply key={index} reply={reply} />
      ))}
      {outcome.kind === 'none' && outcome.text ? <bdi class="decision-reply">{outcome.text}</bdi> : null}
      {replies.length > 0 ? (
        <div class="lab-again">
          <Button look="link" onClick={() => changeDryRun({ random: Math.floor(Math.random() * 2 ** 32) })}>
            {t('lab.random')}
          </Button>
        </div>
      ) : null}
      <p class="muted small">{t('lab.nothingSent')}</p>
    </div>
  )
}

function RuleOf({ outcome }: { outcome: Verdict['outcome'] }) {
  const ids = outcome.kind === 'reply' ? outcome.replies.map(({ ruleId }) => ruleId) : [outcome.ruleId]
  return (
    <>
      {ids.map((id) =>
        id === null ? null : (
          <p key={id} class="small">
            {t('decision.rule', { sentence: titleOf(id) })}
          </p>
        ),
      )}
    </>
  )
}

/** The text in the pieces it would be sent in, and when. */
function Reply({ reply: { text, delayMs } }: { reply: PlannedReply }) {
  const pieces = splitText(text)
  const seconds = formatNumber(Math.round(delayMs / (SECOND / 10)) / 10)
  return (
    <>
      {pieces.map((piece, index) => (
        <bdi key={index} class="decision-reply">
          {piece}
        </bdi>
      ))}
      <p class="muted small lab-when">
        {delayMs === 0 ? t('lab.delay.none') : t('lab.delay', { seconds })}
        {pieces.length > 1 ? ` · ${t('lab.pieces', { count: pieces.length })}` : null}
      </p>
    </>
  )
}

function Rules({ asked }: { asked: string | null }) {
  const { hits, others } = sorted.value
  const meant = others.find(({ ruleId }) => ruleId === asked)
  const shown = meant ? [meant, ...hits] : hits
  const rest = meant ? others.filter((line) => line !== meant) : others
  return (
    <section aria-labelledby="lab-rules">
      <h2 id="lab-rules">{t('lab.rules')}</h2>
      {shown.length === 0 ? <p class="muted">{t('lab.rules.none')}</p> : null}
      <ul class="lab-rules">
        {shown.map((line) => (
          <RuleVerdict key={line.ruleId} line={line} isOpen={line.verdict !== 'not-asked' || line === meant} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <>
          <Button look="link" expanded={showsOthers.value} onClick={() => (showsOthers.value = !showsOthers.value)}>
            {t('lab.rules.others', { count: rest.length })}
          </Button>
          {showsOthers.value ? <Others lines={rest} /> : null}
        </>
      )}
    </section>
  )
}

function Others({ lines }: { lines: readonly RuleLine[] }) {
  const wanted = search.value.trim().toLowerCase()
  const found = lines.filter(({ ruleId }) => wanted === '' || titleOf(ruleId).toLowerCase().includes(wanted))
  return (
    <>
      <input
        class="input"
        type="search"
        placeholder={t('lab.rules.search')}
        aria-label={t('lab.rules.search')}
        value={search.value}
        onInput={(event) => (search.value = event.currentTarget.value)}
      />
      <ul class="lab-rules">
        {found.slice(0, MOST_SHOWN).map((line) => (
          <RuleVerdict key={line.ruleId} line={line} isOpen={false} />
        ))}
      </ul>
      {found.length > MOST_SHOWN ? (
        <p class="field-hint">{t('lab.pick.more', { count: found.length - MOST_SHOWN })}</p>
      ) : null}
    </>
  )
}
