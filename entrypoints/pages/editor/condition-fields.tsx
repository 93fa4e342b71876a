import { t } from '../../../lib/i18n/t.ts'
import { CONTENT_KINDS } from '../../../lib/rules/rule.ts'
import { IconButton } from '../../../lib/ui/button.tsx'
import { Toggle } from '../../../lib/ui/chip.tsx'
import { Field, Problems, fieldAttributes } from '../../../lib/ui/field.tsx'
import { CloseIcon } from '../../../lib/ui/icons.tsx'
import { TextsBox } from '../../../lib/ui/texts-box.tsx'
import { withTyped } from './draft-fields.ts'
import type { ConditionLook, DraftCondition } from './draft-fields.ts'
import { placeName } from './draft-problems.ts'
import type { EditorPartProps } from './part-props.ts'
import { problemWords } from './problem-words.ts'
import type { ConditionPlace } from './rule-draft.ts'

const LOOKS: readonly ConditionLook[] = ['any-of', 'all-of', 'exact', 'starts', 'ends', 'pattern', 'content']

interface ConditionProps extends EditorPartProps {
  place: ConditionPlace
  condition: DraftCondition
  /** Null: it is the only one. */
  onRemove: (() => void) | null
}

/** One condition on what a message says or is: how it is compared, and with what. */
export function ConditionFields({ draft, problems, place, condition, onRemove }: ConditionProps) {
  const wrong = problemWords(problems, ['texts', 'pattern', 'content'], placeName(place))
  const look = idOf('match', place)
  const number = place[1] + 1
  return (
    <div class="stack" role="group" aria-label={t('editor.condition', { place: number })}>
      <div class="condition-head">
        <Field id={look} label={t('editor.match')} hideLabel>
          <select
            class="input"
            id={look}
            value={condition.look}
            onChange={(event) => draft.condition(place, { look: event.currentTarget.value as ConditionLook })}
          >
            {LOOKS.map((value) => (
              <option key={value} value={value}>
                {t(`editor.match.${value}`)}
              </option>
            ))}
          </select>
        </Field>
        <label class="check">
          <input
            type="checkbox"
            checked={condition.not}
            onChange={(event) => draft.condition(place, { not: event.currentTarget.checked })}
          />
          {t('editor.not')}
        </label>
        {onRemove ? (
          <IconButton icon={<CloseIcon />} label={t('editor.condition.remove', { place: number })} onClick={onRemove} />
        ) : null}
      </div>
      {condition.look === 'content' ? (
        <ContentField draft={draft} place={place} condition={condition} wrong={wrong} />
      ) : condition.look === 'pattern' ? (
        <PatternField draft={draft} place={place} condition={condition} wrong={wrong} />
      ) : (
        <KeywordsField draft={draft} place={place} condition={condition} wrong={wrong} />
      )}
    </div>
  )
}

interface LookProps {
  draft: EditorPartProps['draft']
  place: ConditionPlace
  condition: DraftCondition
  wrong: readonly string[]
}

function PatternField({ draft, place, condition, wrong }: LookProps) {
  const hint = t('editor.pattern.hint')
  const id = idOf('pattern', place)
  return (
    <Field id={id} label={t('editor.pattern')} hint={hint} problems={wrong} hideLabel>
      <input
        class="input code"
        spellcheck={false}
        autocomplete="off"
        value={condition.pattern}
        placeholder={t('editor.pattern')}
        onInput={(event) => draft.condition(place, { pattern: event.currentTarget.value }, id)}
        {...fieldAttributes(id, hint, wrong)}
      />
    </Field>
  )
}

function KeywordsField({ draft, place, condition, wrong }: LookProps) {
  const { texts, typing, look } = condition
  const isKeyword = look === 'any-of' || look === 'all-of'
  const id = idOf('texts', place)
  return (
    <TextsBox
      id={id}
      label={t(isKeyword ? 'editor.keywords' : look === 'exact' ? 'editor.sentences' : 'editor.words')}
      hint={t('editor.keywords.hint')}
      texts={texts}
      typing={typing}
      problems={wrong}
      removeLabel={(text) => t('editor.keywords.remove', { text })}
      onType={(next) => draft.condition(place, { typing: next }, id)}
      onAdd={() => draft.condition(place, { texts: withTyped(texts, typing), typing: '' })}
      onRemove={(text) => draft.condition(place, { texts: texts.filter((other) => other !== text) })}
    />
  )
}

function ContentField({ draft, place, condition, wrong }: LookProps) {
  const id = idOf('content', place)
  const { kinds } = condition
  return (
    <>
      <div
        class="chips"
        role="group"
        aria-label={t('editor.content')}
        aria-describedby={`${id}-problem`}
        data-invalid={wrong.length > 0 || undefined}
        tabIndex={-1}
      >
        {CONTENT_KINDS.map((kind) => (
          <Toggle
            key={kind}
            text={t(`sentence.content.${kind}`)}
            on={kinds.includes(kind)}
            onChange={(on) =>
              draft.condition(place, {
                kinds: CONTENT_KINDS.filter((other) => (other === kind ? on : kinds.includes(other))),
              })
            }
          />
        ))}
      </div>
      <Problems id={id} problems={wrong} />
    </>
  )
}

/** Ids of the fields of the first condition are short, those of the others name their place. */
function idOf(name: string, [group, index]: ConditionPlace): string {
  return group === 0 && index === 0 ? name : `${name}-${group}-${index}`
}
