import { t } from '../../../lib/i18n/t.ts'
import { SECOND } from '../../../lib/time.ts'
import { Problems } from '../../../lib/ui/field.tsx'
import { Fold } from '../../../lib/ui/fold.tsx'
import { NumberBox } from '../../../lib/ui/number-box.tsx'
import type { EditorPartProps } from './part-props.ts'
import { problemWords } from './problem-words.ts'

/** How the reply goes out: when, or only as a draft; and whether rules below it are asked too. */
export function SendingFields({ draft, problems }: EditorPartProps) {
  const { reply, goOn } = draft.fields.value
  const wrong = problemWords(problems, ['delay'])
  const { delay } = reply
  const change = (edge: 'fromMs' | 'toMs', seconds: number) => {
    if (delay) draft.reply({ delay: { ...delay, [edge]: seconds * SECOND } }, `delay ${edge}`)
  }
  return (
    <Fold
      title={t('editor.sending')}
      summary={t('editor.sending.hint')}
      open={delay !== null || reply.mode === 'draft' || goOn}
      isWrong={wrong.length > 0}
    >
      <label class="check">
        <input
          type="checkbox"
          checked={reply.mode === 'draft'}
          onChange={(event) => draft.reply({ mode: event.currentTarget.checked ? 'draft' : 'send' })}
        />
        {t('editor.draft')}
      </label>
      <p class="field-hint">{t('editor.draft.hint')}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={delay !== null}
          onChange={(event) =>
            draft.reply({ delay: event.currentTarget.checked ? { fromMs: 2 * SECOND, toMs: 5 * SECOND } : null })
          }
        />
        {t('editor.delay')}
      </label>
      {delay ? (
        <div class="row-fields">
          <NumberBox
            id="delay"
            label={t('editor.delay.from')}
            value={delay.fromMs / SECOND}
            problems={wrong}
            onInput={(seconds) => change('fromMs', seconds)}
          />
          <span>{t('editor.delay.between')}</span>
          <NumberBox
            id="delay-to"
            label={t('editor.delay.to')}
            value={delay.toMs / SECOND}
            problems={wrong}
            onInput={(seconds) => change('toMs', seconds)}
          />
          <span>{t('unit.seconds')}</span>
        </div>
      ) : (
        <p class="field-hint">{t('editor.delay.none')}</p>
      )}
      <Problems id="delay" problems={wrong} />
      <label class="check">
        <input
          type="checkbox"
          checked={goOn}
          onChange={(event) => {
            const on = event.currentTarget.checked
            draft.change((fields) => ({ ...fields, goOn: on }))
          }}
        />
        {t('editor.goOn')}
      </label>
    </Fold>
  )
}
