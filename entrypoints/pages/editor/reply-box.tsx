import type { ComponentChildren } from 'preact'
import { PIECE_BYTES, byteLength, splitText } from '../../../lib/chat/split-text.ts'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { Fold } from '../../../lib/ui/fold.tsx'
import { FACES } from './faces.ts'
import { variablesFor } from './variables.ts'
import type { RuleDraft } from './rule-draft.ts'

interface ReplyBoxProps {
  draft: RuleDraft
  /** Id of the text box. */
  id: string
  label: string
  value: string
  onInput: (text: string) => void
  problems: readonly string[]
  placeholder?: string
  rows?: number
  /** What a pattern captured is not there in answers to a follow-up. */
  hasCaptures?: boolean
  /** Beside the length. */
  children?: ComponentChildren
}

/** A box for a reply, with buttons for variables and faces, its length in bytes and where it is cut. */
export function ReplyBox({
  draft,
  id,
  label,
  value,
  onInput,
  problems,
  placeholder,
  rows = 2,
  hasCaptures = true,
  children,
}: ReplyBoxProps) {
  return (
    <div class="stack">
      <Field id={id} label={label} problems={problems} hideLabel>
        <textarea
          class="input"
          rows={rows}
          value={value}
          placeholder={placeholder}
          onInput={(event) => onInput(event.currentTarget.value)}
          {...fieldAttributes(id, undefined, problems)}
        />
      </Field>
      <div class="chips" role="group" aria-label={t('editor.variables')}>
        {variablesFor(draft.fields.value, hasCaptures).map(({ code, key }) => (
          <button key={code} type="button" class="toggle" title={code} onClick={() => insert(id, code, onInput)}>
            {t(key)}
          </button>
        ))}
      </div>
      <Fold title={t('editor.faces')}>
        <div class="face-grid">
          {FACES.map(({ name, emoji }) => (
            <button
              key={name}
              type="button"
              class="button button-quiet button-icon"
              aria-label={t('editor.face', { name })}
              title={name}
              onClick={() => insert(id, `[${name}]`, onInput)}
            >
              {emoji}
            </button>
          ))}
        </div>
      </Fold>
      <Length text={value} />
      {children}
    </div>
  )
}

/** The length as the service counts it. A text that is too long for one message shows its pieces. */
function Length({ text }: { text: string }) {
  if (text === '') return null
  const bytes = byteLength(text)
  const pieces = bytes > PIECE_BYTES ? splitText(text) : []
  return (
    <div class="field-hint">
      {t('editor.bytes', { bytes, most: PIECE_BYTES })}
      {pieces.length > 1 ? (
        <>
          {' '}
          {t('editor.pieces', { count: pieces.length })}
          <ol class="pieces" aria-label={t('editor.pieces.label')}>
            {pieces.map((piece, index) => (
              <li key={index}>
                <bdi>{piece}</bdi> <span class="number">{formatNumber(byteLength(piece))}</span>
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </div>
  )
}

/** Puts text where the cursor is (over what is selected), and leaves the cursor behind it. */
function insert(id: string, text: string, onInput: (text: string) => void): void {
  const box = document.getElementById(id)
  if (!(box instanceof HTMLTextAreaElement)) return
  box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end')
  onInput(box.value)
  box.focus()
}
