import { t } from '../../../lib/i18n/t.ts'
import { MAX_REPLIES } from '../../../lib/rules/rule.ts'
import { Button, IconButton } from '../../../lib/ui/button.tsx'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { CloseIcon, PlusIcon } from '../../../lib/ui/icons.tsx'
import { NumberBox } from '../../../lib/ui/number-box.tsx'
import type { EditorPartProps } from './part-props.ts'
import { problemWords } from './problem-words.ts'
import { ReplyBox } from './reply-box.tsx'
import type { RuleDraft } from './rule-draft.ts'

/** What is answered: one reply, or several of which one is chosen. */
export function ReplyFields({ draft, problems }: EditorPartProps) {
  const { texts } = draft.fields.value.reply
  return (
    <fieldset class="sentence-part">
      <legend>{t('editor.reply')}</legend>
      {texts.map((_, index) => (
        <OneReply key={index} draft={draft} problems={problems} index={index} />
      ))}
      {texts.length < MAX_REPLIES ? (
        <div>
          <Button look="quiet" onClick={() => draft.reply({ texts: [...texts, { text: '', weight: 1 }] })}>
            <PlusIcon />
            {t('editor.reply.add')}
          </Button>
        </div>
      ) : null}
      {texts.length > 1 ? <ChooseField draft={draft} /> : null}
    </fieldset>
  )
}

function OneReply({ draft, problems, index }: EditorPartProps & { index: number }) {
  const { texts, choose } = draft.fields.value.reply
  const reply = texts[index]
  if (!reply) return null
  const wrong = problemWords(problems, ['reply'], String(index))
  const id = index === 0 ? 'reply' : `reply-${index}`
  const change = (next: Partial<typeof reply>, step: string) =>
    draft.reply({ texts: texts.with(index, { ...reply, ...next }) }, step)
  return (
    <ReplyBox
      draft={draft}
      id={id}
      label={index === 0 ? t('editor.replyText') : t('editor.replyText.nth', { place: index + 1 })}
      value={reply.text}
      placeholder={t('editor.replyText.placeholder')}
      onInput={(text) => change({ text }, id)}
      problems={wrong}
    >
      {texts.length > 1 ? (
        <div class="row-fields">
          {choose === 'weighted' ? (
            <label class="inline-field">
              <span>{t('editor.weight')}</span>
              <NumberBox
                id={`${id}-weight`}
                value={reply.weight}
                problems={wrong}
                onInput={(weight) => change({ weight }, `${id} weight`)}
              />
            </label>
          ) : null}
          <IconButton
            icon={<CloseIcon />}
            label={t('editor.reply.remove', { place: index + 1 })}
            onClick={() => draft.reply({ texts: texts.toSpliced(index, 1) })}
          />
        </div>
      ) : null}
    </ReplyBox>
  )
}

const WAYS = ['random', 'weighted', 'round-robin', 'sequence'] as const

function ChooseField({ draft }: { draft: RuleDraft }) {
  const { choose } = draft.fields.value.reply
  const hint = t(`editor.choose.${choose}.hint`)
  return (
    <Field id="choose" label={t('editor.choose')} hint={hint}>
      <select
        class="input"
        value={choose}
        onChange={(event) => draft.reply({ choose: event.currentTarget.value as typeof choose })}
        {...fieldAttributes('choose', hint)}
      >
        {WAYS.map((way) => (
          <option key={way} value={way}>
            {t(`editor.choose.${way}`)}
          </option>
        ))}
      </select>
    </Field>
  )
}
