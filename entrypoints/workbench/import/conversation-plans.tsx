import { signal } from '@preact/signals'
import { formatDate, formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { ConversationKind } from '../../../lib/chat/message.ts'
import type { ConversationChoice } from '../../../lib/import/decisions.ts'
import type { SurveyedConversation } from '../../../lib/import/survey.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Fold } from '../../../lib/ui/fold.tsx'
import { isolate } from '../../../lib/ui/isolate.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { decide } from './import-job.ts'
import type { Plan, Preview } from './worker-words.ts'

/** Conversations drawn at once: an account's whole export has thousands. */
const STEP = 100
const shown = signal(STEP)
const KINDS: readonly ConversationKind[] = ['friend', 'group', 'discuss']

interface PlansProps {
  preview: Preview
  plan: Plan
  isStale: boolean
}

/** Every conversation of the files: whether it is taken, where it goes, and what of it is new. */
export function ConversationPlans({ preview, plan, isStale }: PlansProps) {
  const { conversations } = preview.found
  const full = conversations.flatMap((conversation, index) => (conversation.count > 0 ? [index] : []))
  const areAllTaken = full.every((index) => plan.decisions.conversations[index]?.take)
  return (
    <section aria-labelledby="import-conversations">
      <h2 id="import-conversations">{t('import.conversations', { count: full.length })}</h2>
      {full.length > 1 ? (
        <label class="check">
          <input type="checkbox" checked={areAllTaken} onChange={() => changeAll(plan, full, { take: !areAllTaken })} />
          {t('import.conversations.all')}
        </label>
      ) : null}
      <ul class="import-list">
        {full.slice(0, shown.value).map((index) => {
          const conversation = conversations[index]
          const choice = plan.decisions.conversations[index]
          return conversation && choice ? (
            <ConversationPlan
              key={index}
              index={index}
              conversation={conversation}
              choice={choice}
              plan={plan}
              isStale={isStale}
            />
          ) : null
        })}
      </ul>
      {full.length > shown.value ? (
        <Button onClick={() => (shown.value += STEP)}>{t('import.more', { count: full.length - shown.value })}</Button>
      ) : null}
    </section>
  )
}

function changeAll({ decisions }: Plan, indices: readonly number[], change: Partial<ConversationChoice>): void {
  const wanted = new Set(indices)
  const conversations = decisions.conversations.map((choice, index) =>
    wanted.has(index) ? { ...choice, ...change } : choice,
  )
  decide({ ...decisions, conversations })
}

interface PlanProps {
  index: number
  conversation: SurveyedConversation
  choice: ConversationChoice
  plan: Plan
  isStale: boolean
}

function ConversationPlan({ index, conversation, choice, plan, isStale }: PlanProps) {
  const name = conversation.title ?? conversation.place
  const count = plan.counts[index]
  return (
    <li class="import-conversation">
      <label class="check">
        <input
          type="checkbox"
          checked={choice.take}
          onChange={() => changeAll(plan, [index], { take: !choice.take })}
        />
        <Name text={name} class="one-line" />
        <span class="muted">{t(`kind.one.${choice.kind}`)}</span>
      </label>
      <p class="muted small">
        {t('import.conversation.text', {
          count: formatNumber(conversation.count),
          from: formatDate(conversation.firstAt),
          to: formatDate(conversation.lastAt),
          people: formatNumber(conversation.people.size),
        })}
      </p>
      {choice.take ? (
        <>
          <Goals index={index} conversation={conversation} choice={choice} plan={plan} name={name} />
          {choice.why === 'name' ? <p class="word-warn small">{t('import.why.name')}</p> : null}
          {choice.why === 'our-id' || choice.why === 'number' ? (
            <p class="muted small">{t(`import.why.${choice.why}`)}</p>
          ) : null}
          {count && !isStale ? (
            <p class="small number">
              {t('import.counts', { added: count.added, duplicates: count.duplicates, conflicts: count.conflicts })}
            </p>
          ) : null}
        </>
      ) : null}
      <Fold title={t('import.samples')}>
        <ul class="import-samples">
          {conversation.samples.map((sample, at) => (
            <li key={at}>
              <Time at={sample.at} /> {sample.name === null ? null : <Name text={sample.name} />}
              <bdi class="import-sample">{sample.text}</bdi>
            </li>
          ))}
        </ul>
      </Fold>
    </li>
  )
}

/** Where a conversation goes: to one that is there, or to a new one, whose kind the user may know better than the file. */
function Goals({ index, conversation, choice, plan, name }: Omit<PlanProps, 'isStale'> & { name: string }) {
  const id = `import-goal-${index}`
  const goals = plan.goals.filter(({ kind, id: goal }) => kind === choice.kind || goal === choice.target)
  return (
    <div class="import-goal">
      <label for={id}>{t('import.goal')}</label>
      <select
        id={id}
        class="input"
        aria-label={t('import.goal.of', { name: isolate(name) })}
        value={choice.target ?? ''}
        onChange={(event) => {
          const target = event.currentTarget.value || null
          changeAll(plan, [index], { target, why: target === null ? null : 'user' })
        }}
      >
        <option value="">{t('import.goal.new')}</option>
        {goals.map((goal) => (
          <option key={goal.id} value={goal.id}>
            {[goal.name === null ? t('unknown.person') : isolate(goal.name), goal.number].filter(Boolean).join(' · ')}
          </option>
        ))}
      </select>
      {conversation.kind === null && choice.target === null ? (
        <select
          class="input"
          aria-label={t('import.kind.of', { name: isolate(name) })}
          value={choice.kind}
          onChange={(event) => {
            const kind = KINDS.find((one) => one === event.currentTarget.value)
            if (kind) changeAll(plan, [index], { kind })
          }}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.one.${kind}`)}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  )
}
