import { FILE_NAME_VARIABLES, fileNameProblem } from '../../../lib/export/file-name.ts'
import { FORMATS } from '../../../lib/export/formats/index.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Words } from '../../../lib/ui/words.tsx'
import { now } from '../../../lib/ui/clock.ts'
import { conversationName } from '../../pages/conversation-name.ts'
import { exampleName, orderTemplate } from './file-names.ts'
import { changeForm, chosenChats, form } from './form.ts'
import { SPLITS } from './order.ts'
import type { Split } from './order.ts'

const MEGABYTE = 1_000_000
/** What each way to split begins with. */
const FIRST_SIZE: Partial<Record<Split, number>> = { messages: 100_000, bytes: 50 * MEGABYTE }

/** How the files are divided and called, and what is in them beside the messages. */
export function FileFields() {
  const { filePerChat, redact, avatars, language } = form.value
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={filePerChat}
          onChange={(event) => changeForm({ filePerChat: event.currentTarget.checked })}
        />
        {t('export.files.perChat')}
      </label>
      <SplitField />
      <NameField />
      <div class="field">
        <label class="check">
          <input
            type="checkbox"
            checked={redact}
            aria-describedby="export-redact-hint"
            onChange={(event) => changeForm({ redact: event.currentTarget.checked })}
          />
          {t('export.redact')}
        </label>
        <span class="field-hint" id="export-redact-hint">
          {t('export.redact.hint')}
        </span>
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={avatars && !redact}
          disabled={redact}
          onChange={(event) => changeForm({ avatars: event.currentTarget.checked })}
        />
        {t('export.avatars')}
      </label>
      <div class="field">
        <span class="field-label">{t('export.language')}</span>
        <Choice
          label={t('export.language')}
          chosen={language}
          onChoose={(value) => changeForm({ language: value })}
          options={(['zh-CN', 'en'] as const).map((value) => ({ value, text: t(`export.language.${value}`) }))}
        />
      </div>
    </>
  )
}

function SplitField() {
  const { split, splitSize } = form.value
  const isBytes = split === 'bytes'
  const hint = t(`export.split.size.${isBytes ? 'bytes' : 'messages'}`)
  return (
    <div class="field">
      <span class="field-label">{t('export.split')}</span>
      <Choice
        label={t('export.split')}
        chosen={split}
        onChoose={(value) => changeForm({ split: value, splitSize: FIRST_SIZE[value] ?? splitSize })}
        options={SPLITS.map((value) => ({ value, text: t(`export.split.${value}`) }))}
      />
      {split === 'messages' || isBytes ? (
        <Field id="export-split-size" label={hint}>
          <input
            class="input export-size"
            type="number"
            min={1}
            max={isBytes ? 10_000 : 10_000_000}
            {...fieldAttributes('export-split-size', undefined)}
            value={isBytes ? splitSize / MEGABYTE : splitSize}
            onInput={(event) => {
              const size = Math.round(event.currentTarget.valueAsNumber)
              if (size >= 1) changeForm({ splitSize: isBytes ? size * MEGABYTE : size })
            }}
          />
        </Field>
      ) : null}
    </div>
  )
}

function NameField() {
  const order = form.value
  const template = order.nameTemplate ?? orderTemplate(order)
  const found = fileNameProblem(template)
  const problems =
    found === null
      ? []
      : [found.kind === 'empty' ? t('export.name.empty') : t('export.name.unknown', { name: `{${found.name}}` })]
  const hint = t('export.name.hint', { variables: FILE_NAME_VARIABLES.map((name) => `{${name}}`).join(' ') })
  return (
    <Field id="export-name" label={t('export.name')} hint={hint} problems={problems}>
      <input
        class="input"
        maxLength={300}
        spellcheck={false}
        {...fieldAttributes('export-name', hint, problems)}
        value={template}
        onInput={(event) => changeForm({ nameTemplate: event.currentTarget.value })}
        onBlur={(event) => {
          // Emptied: the names that files have by themselves.
          if (event.currentTarget.value.trim() === '') changeForm({ nameTemplate: null })
        }}
      />
      {found === null ? <Example /> : null}
    </Field>
  )
}

function Example() {
  const order = form.value
  const row = chosenChats.value[0]
  const chat = {
    title: row && !order.redact ? conversationName(row) : t('export.name.someone'),
    kind: row?.summary.kind ?? 'friend',
    number: (order.redact ? null : row?.contact?.number) ?? '',
    account: row?.summary.account ?? '',
    extension: FORMATS[order.formats[0] ?? 'json'].extension,
  }
  return (
    <span class="field-hint">
      <Words of="export.name.example" values={{ name: <Name text={exampleName(order, chat, now.value)} /> }} />
    </span>
  )
}
