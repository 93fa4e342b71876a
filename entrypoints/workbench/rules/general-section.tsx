import { t } from '../../../lib/i18n/t.ts'
import type { Preferences } from '../../../lib/settings.ts'
import { Field } from '../../../lib/ui/field.tsx'
import { preferences } from '../stored.ts'
import { savePreferences } from './save-preferences.ts'

const PAGE_SWITCHES = ['listenForStoppedPage', 'pageButton', 'pageMarks'] as const

/** Language, appearance, and what happens on the page. */
export function GeneralSection() {
  return (
    <section class="prefs-section" aria-labelledby="prefs-general">
      <h2 id="prefs-general">{t('prefs.general')}</h2>
      <div class="prefs-fields">
        <Field id="language" label={t('settings.language')}>
          <select
            class="input"
            id="language"
            value={preferences.value.language}
            onChange={(event) =>
              void savePreferences({ language: event.currentTarget.value as Preferences['language'] })
            }
          >
            <option value="auto">{t('settings.language.auto')}</option>
            {(['zh-CN', 'en'] as const).map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag}
              </option>
            ))}
          </select>
        </Field>
        <Field id="theme" label={t('settings.theme')}>
          <select
            class="input"
            id="theme"
            value={preferences.value.theme}
            onChange={(event) => void savePreferences({ theme: event.currentTarget.value as Preferences['theme'] })}
          >
            {(['auto', 'light', 'dark'] as const).map((theme) => (
              <option key={theme} value={theme}>
                {t(`settings.theme.${theme}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <fieldset class="field">
        <legend class="field-label">{t('settings.page')}</legend>
        {PAGE_SWITCHES.map((name) => (
          <label key={name} class="check">
            <input
              type="checkbox"
              role="switch"
              checked={preferences.value[name]}
              onChange={(event) => void savePreferences({ [name]: event.currentTarget.checked })}
            />
            {t(`settings.${name}`)}
          </label>
        ))}
      </fieldset>
    </section>
  )
}
