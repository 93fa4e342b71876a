import { t } from '../../../lib/i18n/t.ts'
import { FORMAT_IDS } from '../../../lib/export/ports.ts'
import { Problems } from '../../../lib/ui/field.tsx'
import { changeForm, form } from './form.ts'

/** Which formats, with what each of them is good for. Several are written in one pass. */
export function FormatsField() {
  const { formats } = form.value
  return (
    <fieldset class="export-part">
      <legend>{t('export.formats')}</legend>
      <div class="export-formats">
        {FORMAT_IDS.map((format) => (
          <label key={format} class="export-format">
            <input
              type="checkbox"
              checked={formats.includes(format)}
              onChange={(event) => {
                const isOn = event.currentTarget.checked
                // As they are now: two clicks may come before the page is drawn anew.
                const chosen = form.value.formats
                changeForm({ formats: FORMAT_IDS.filter((id) => (id === format ? isOn : chosen.includes(id))) })
              }}
            />
            <span>
              <strong>{t(`export.format.${format}`)}</strong>
              <span class="muted small export-format-for">{t(`export.format.${format}.for`)}</span>
            </span>
          </label>
        ))}
      </div>
      <Problems id="export-formats" problems={formats.length === 0 ? [t('export.formats.needed')] : []} />
    </fieldset>
  )
}
