import { t } from '../../../lib/i18n/t.ts'
import { Chip } from '../../../lib/ui/chip.tsx'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { problemWords } from './problem-words.ts'
import type { DraftProblem, Match, RuleDraft } from './rule-draft.ts'

const MATCHES: readonly Match[] = ['any-of', 'all-of', 'exact', 'pattern']

interface EditorPartProps {
  draft: RuleDraft
  problems: readonly DraftProblem[]
}

/** What the message has to say: how it is compared, and with what. */
export function WhatFields({ draft, problems }: EditorPartProps) {
  const wrong = problemWords(problems, ['texts', 'pattern'])
  return (
    <fieldset class="sentence-part">
      <legend>{t('editor.what')}</legend>
      <Field id="match" label={t('editor.match')} hideLabel>
        <select
          class="input"
          id="match"
          value={draft.match.value}
          onChange={(event) => (draft.match.value = event.currentTarget.value as Match)}
        >
          {MATCHES.map((match) => (
            <option key={match} value={match}>
              {t(`editor.match.${match}`)}
            </option>
          ))}
        </select>
      </Field>
      {draft.match.value === 'pattern' ? (
        <PatternField draft={draft} wrong={wrong} />
      ) : (
        <TextsField draft={draft} wrong={wrong} />
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={draft.ignoreCase.value}
          onChange={(event) => (draft.ignoreCase.value = event.currentTarget.checked)}
        />
        {t('editor.ignoreCase')}
      </label>
    </fieldset>
  )
}

function PatternField({ draft, wrong }: { draft: RuleDraft; wrong: readonly string[] }) {
  const hint = t('editor.pattern.hint')
  return (
    <Field id="pattern" label={t('editor.pattern')} hint={hint} problems={wrong} hideLabel>
      <input
        class="input code"
        spellcheck={false}
        autocomplete="off"
        value={draft.pattern.value}
        placeholder={t('editor.pattern')}
        onInput={(event) => (draft.pattern.value = event.currentTarget.value)}
        {...fieldAttributes('pattern', hint, wrong)}
      />
    </Field>
  )
}

function TextsField({ draft, wrong }: { draft: RuleDraft; wrong: readonly string[] }) {
  const label = t(draft.match.value === 'exact' ? 'editor.sentences' : 'editor.keywords')
  const hint = t('editor.keywords.hint')
  return (
    <>
      {draft.texts.value.length > 0 ? (
        <ul class="chips">
          {draft.texts.value.map((text) => (
            <Chip
              key={text}
              text={text}
              removeLabel={t('editor.keywords.remove', { text })}
              onRemove={() => {
                draft.removeText(text)
                document.getElementById('texts')?.focus()
              }}
            />
          ))}
        </ul>
      ) : null}
      <Field id="texts" label={label} hint={hint} problems={wrong} hideLabel>
        <input
          class="input"
          autocomplete="off"
          placeholder={label}
          value={draft.typing.value}
          onInput={(event) => (draft.typing.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter that ends the input of a Chinese word belongs to the input method.
            if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return
            if (draft.typing.value.trim() === '') return
            event.preventDefault()
            draft.addTyped()
          }}
          {...fieldAttributes('texts', hint, wrong)}
        />
      </Field>
    </>
  )
}
