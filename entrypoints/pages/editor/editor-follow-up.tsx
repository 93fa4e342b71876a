import { t } from '../../../lib/i18n/t.ts'
import { MAX_CHOICES } from '../../../lib/rules/rule.ts'
import { MINUTE } from '../../../lib/time.ts'
import { Button, IconButton } from '../../../lib/ui/button.tsx'
import { Problems } from '../../../lib/ui/field.tsx'
import { Fold } from '../../../lib/ui/fold.tsx'
import { CloseIcon, PlusIcon } from '../../../lib/ui/icons.tsx'
import { LengthBox } from '../../../lib/ui/length-box.tsx'
import { TextsBox } from '../../../lib/ui/texts-box.tsx'
import { BLANK_CHOICE, withTyped } from './draft-fields.ts'
import type { DraftChoice, DraftFields } from './draft-fields.ts'
import type { EditorPartProps } from './part-props.ts'
import { problemsAt } from './draft-problems.ts'
import { problemText, problemWords } from './problem-words.ts'
import { ReplyBox } from './reply-box.tsx'
import type { DraftProblem, RuleDraft } from './rule-draft.ts'

type FollowUp = NonNullable<DraftFields['reply']['followUp']>

const NEW_FOLLOW_UP: FollowUp = { choices: [BLANK_CHOICE], waitMs: 5 * MINUTE, otherwise: null }

/** A small menu: after the reply, wait for one of these answers of the same person. */
export function FollowUpFields({ draft, problems }: EditorPartProps) {
  const { followUp } = draft.fields.value.reply
  const wrong = problemWords(problems, ['follow-up'])
  return (
    <Fold
      title={t('editor.followUp')}
      summary={t('editor.followUp.hint')}
      open={followUp !== null}
      isWrong={wrong.length > 0}
    >
      <label class="check">
        <input
          type="checkbox"
          checked={followUp !== null}
          onChange={(event) => draft.reply({ followUp: event.currentTarget.checked ? NEW_FOLLOW_UP : null })}
        />
        {t('editor.followUp.on')}
      </label>
      {followUp ? <Menu draft={draft} problems={problems} followUp={followUp} /> : null}
    </Fold>
  )
}

function Menu({ draft, problems, followUp }: EditorPartProps & { followUp: FollowUp }) {
  const { choices, waitMs, otherwise } = followUp
  const change = (next: Partial<FollowUp>, step?: string) => draft.reply({ followUp: { ...followUp, ...next } }, step)
  const ofWait = problems.filter(({ code }) => code === 'bad-wait')
  // Every problem of an answer names its place; what is left is about the reply to all other answers.
  const ofOtherwise = problems.filter(
    ({ field, code, at }) => field === 'follow-up' && code !== 'bad-wait' && (at === undefined || at === 'otherwise'),
  )
  const ofChoices = problems.filter((problem) => !ofWait.includes(problem) && !ofOtherwise.includes(problem))
  return (
    <>
      {choices.map((choice, index) => (
        <ChoiceFields
          key={index}
          draft={draft}
          index={index}
          choice={choice}
          problems={problemsAt(ofChoices, ['follow-up'], String(index))}
          onChange={(next, step) => change({ choices: choices.with(index, { ...choice, ...next }) }, step)}
          onRemove={choices.length > 1 ? () => change({ choices: choices.toSpliced(index, 1) }) : null}
        />
      ))}
      {choices.length < MAX_CHOICES ? (
        <div>
          <Button look="quiet" onClick={() => change({ choices: [...choices, BLANK_CHOICE] })}>
            <PlusIcon />
            {t('editor.choice.add')}
          </Button>
        </div>
      ) : null}
      <div class="inline-field">
        <span>{t('editor.wait')}</span>
        <LengthBox
          id="wait"
          label={t('editor.wait')}
          unitLabel={t('editor.wait.unit')}
          value={waitMs}
          problems={problemWords(ofWait, ['follow-up'])}
          onInput={(ms) => change({ waitMs: ms }, 'wait')}
        />
      </div>
      <Problems id="wait" problems={problemWords(ofWait, ['follow-up'])} />
      <label class="check">
        <input
          type="checkbox"
          checked={otherwise !== null}
          onChange={(event) => change({ otherwise: event.currentTarget.checked ? '' : null })}
        />
        {t('editor.otherwise')}
      </label>
      {otherwise === null ? (
        <p class="field-hint">{t('editor.otherwise.none')}</p>
      ) : (
        <ReplyBox
          draft={draft}
          hasCaptures={false}
          id="otherwise"
          label={t('editor.otherwise')}
          value={otherwise}
          problems={ofOtherwise.map(problemText)}
          onInput={(text) => change({ otherwise: text }, 'otherwise')}
        />
      )}
    </>
  )
}

interface ChoiceProps {
  draft: RuleDraft
  index: number
  choice: DraftChoice
  problems: readonly DraftProblem[]
  onChange: (choice: Partial<DraftChoice>, step?: string) => void
  onRemove: (() => void) | null
}

const ANSWER_CODES: readonly DraftProblem['code'][] = ['no-answer', 'same-answer', 'too-many-texts', 'text-too-long']

function ChoiceFields({ draft, index, choice, problems, onChange, onRemove }: ChoiceProps) {
  const place = index + 1
  const id = `answer-${index}`
  const ofAnswers = problems.filter(({ code }) => ANSWER_CODES.includes(code))
  const ofReply = problems.filter((problem) => !ofAnswers.includes(problem))
  return (
    <div class="condition-group" role="group" aria-label={t('editor.choice', { place })}>
      <div class="condition-head">
        <span class="muted small">{t('editor.choice', { place })}</span>
        {onRemove ? (
          <IconButton icon={<CloseIcon />} label={t('editor.choice.remove', { place })} onClick={onRemove} />
        ) : null}
      </div>
      <TextsBox
        id={id}
        label={t('editor.answers')}
        hint={t('editor.answers.hint')}
        texts={choice.texts}
        typing={choice.typing}
        problems={ofAnswers.map(problemText)}
        removeLabel={(text) => t('editor.answers.remove', { text })}
        onType={(typing) => onChange({ typing }, id)}
        onAdd={() => onChange({ texts: withTyped(choice.texts, choice.typing), typing: '' })}
        onRemove={(text) => onChange({ texts: choice.texts.filter((other) => other !== text) })}
      />
      <ReplyBox
        draft={draft}
        hasCaptures={false}
        id={`${id}-reply`}
        label={t('editor.choice.reply')}
        placeholder={t('editor.choice.reply')}
        value={choice.reply}
        problems={ofReply.map(problemText)}
        onInput={(reply) => onChange({ reply }, `${id} reply`)}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={choice.again}
          onChange={(event) => onChange({ again: event.currentTarget.checked })}
        />
        {t('editor.choice.again')}
      </label>
    </div>
  )
}
