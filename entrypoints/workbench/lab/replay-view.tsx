import { computed } from '@preact/signals'
import { formatDuration, formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { SECOND } from '../../../lib/time.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Choice } from '../../../lib/ui/choice.tsx'
import { now } from '../../../lib/ui/clock.ts'
import { Empty } from '../../../lib/ui/empty.tsx'
import { Field } from '../../../lib/ui/field.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { AccountField } from './account-field.tsx'
import { CONVERSATION_KINDS } from './conversation-kinds.ts'
import { labBook } from './dry-run-store.ts'
import { accounts, labAccount } from './lab-account.ts'
import { contactChoices } from './people-choices.ts'
import { Picker } from './picker.tsx'
import { changeReplayForm, isBackwards, replayForm, SPANS, toWish } from './replay-form.ts'
import { cancelReplay, forgetReplay, pauseReplay, replayJob, startReplay } from './replay-job.ts'
import type { ReplayJob } from './replay-job.ts'
import { ReplayResultView } from './replay-result.tsx'

const conversations = computed(() => contactChoices(labBook.value, CONVERSATION_KINDS))

/** Decides again about what the archive has, and says what would have come of it. Nothing is ever sent. */
export function ReplayView() {
  return (
    <>
      <p class="muted">{t('lab.replay.intro')}</p>
      <Job job={replayJob.value} />
    </>
  )
}

function Job({ job }: { job: ReplayJob }) {
  switch (job.state) {
    case 'none':
      return <Form />
    case 'running':
      return <Running job={job} />
    case 'done':
      return <ReplayResultView wish={job.wish} report={job.report} actions={<Again />} />
    case 'cancelled':
      return <Panel role="status" title={t('lab.replay.cancelled')} actions={<Again />} />
    case 'failed':
      return (
        <Panel tone="bad" role="alert" title={t('lab.replay.failed')} actions={<Again />}>
          <p>{t(`failed.archive.${job.why}`)}</p>
        </Panel>
      )
  }
}

function Again() {
  return <Button onClick={forgetReplay}>{t('lab.replay.again')}</Button>
}

function Form() {
  const form = replayForm.value
  const account = labAccount.value
  const known = accounts.value
  if (known === null) return <Skeleton lines={6} />
  if (typeof known === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${known}`)} />
  if (account === null) return <Empty title={t('lab.replay.empty')} text={t('lab.replay.empty.text')} />
  const problems = isBackwards(form) ? [t('lab.replay.backwards')] : []
  return (
    <form
      class="form-card lab-replay-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (problems.length === 0) void startReplay(toWish(form, account, Date.now()))
      }}
    >
      <AccountField id="replay-account" />
      <div class="field">
        <span class="field-label">{t('lab.replay.span')}</span>
        <Choice
          label={t('lab.replay.span')}
          chosen={form.span}
          onChoose={(span) => changeReplayForm({ span })}
          options={SPANS.map((span) => ({ value: span, text: t(`lab.replay.span.${span}`) }))}
        />
      </div>
      {form.span === 'days' ? <Days problems={problems} /> : null}
      <Picker
        id="replay-conversations"
        label={t('lab.replay.conversations')}
        hint={t('lab.replay.conversations.all')}
        choices={conversations.value}
        chosen={form.conversations}
        onChange={(chosen) => changeReplayForm({ conversations: chosen })}
      />
      {form.conversations.length > 0 ? <p class="field-hint">{t('lab.replay.conversations.hint')}</p> : null}
      <div class="field">
        <span class="field-label">{t('lab.replay.rules')}</span>
        <Choice
          label={t('lab.replay.rules')}
          chosen={form.rules}
          onChoose={(rules) => changeReplayForm({ rules })}
          options={[
            { value: 'now', text: t('lab.replay.rules.now') },
            { value: 'then', text: t('lab.replay.rules.then') },
          ]}
        />
      </div>
      <div class="field">
        <span class="field-label">{t('lab.replay.against')}</span>
        <Choice
          label={t('lab.replay.against')}
          chosen={form.against}
          onChoose={(against) => changeReplayForm({ against })}
          options={[
            { value: 'happened', text: t('lab.replay.against.happened') },
            { value: 'other-rules', text: t(`lab.replay.rules.${form.rules === 'now' ? 'then' : 'now'}`) },
          ]}
        />
      </div>
      <div>
        <button class="button button-primary" type="submit" disabled={problems.length > 0}>
          {t('lab.replay.start')}
        </button>
      </div>
    </form>
  )
}

function Days({ problems }: { problems: readonly string[] }) {
  const { from, to } = replayForm.value
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <div class="lab-days">
      <Field id="replay-from" label={t('lab.replay.from')}>
        <input
          id="replay-from"
          class="input"
          type="date"
          value={from}
          onInput={(event) => changeReplayForm({ from: event.currentTarget.value })}
        />
      </Field>
      <Field id="replay-to" label={t('lab.replay.to')} hint={t('lab.at.hint', { zone })} problems={problems}>
        <input
          id="replay-to"
          class="input"
          type="date"
          aria-describedby="replay-to-hint replay-to-problem"
          aria-invalid={problems.length > 0}
          value={to}
          onInput={(event) => changeReplayForm({ to: event.currentTarget.value })}
        />
      </Field>
    </div>
  )
}

function Running({ job }: { job: Extract<ReplayJob, { state: 'running' }> }) {
  const { done, total, rate, isPaused, soFar, wish } = job
  // Looked at so that the time left moves on also while a page takes long.
  void now.value
  const left = rate === null || rate === 0 ? null : Math.ceil((total - done) / rate) * SECOND
  return (
    <>
      <Panel
        title={t(isPaused ? 'lab.replay.paused' : 'lab.replay.running')}
        actions={
          <>
            <Button onClick={() => pauseReplay(!isPaused)}>
              {t(isPaused ? 'lab.replay.resume' : 'lab.replay.pause')}
            </Button>
            <Button onClick={cancelReplay}>{t('lab.replay.cancel')}</Button>
          </>
        }
      >
        {total === 0 ? (
          <progress class="bar" aria-label={t('lab.replay.running')} />
        ) : (
          <progress class="bar" value={done} max={total} aria-label={t('lab.replay.running')} />
        )}
        <p class="number">
          {t('lab.replay.progress', { done, total })}
          {rate === null ? null : ` · ${t('lab.replay.rate', { rate: formatNumber(rate) })}`}
          {left === null || left <= 0 || isPaused ? null : ` · ${t('lab.replay.left', { time: formatDuration(left) })}`}
        </p>
      </Panel>
      {soFar && soFar.messages > 0 ? <ReplayResultView wish={wish} report={soFar} isPartial /> : null}
    </>
  )
}
