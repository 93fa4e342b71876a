import { t } from '../../lib/i18n/t.ts'
import type { Preferences } from '../../lib/settings.ts'
import { Field } from '../../lib/ui/field.tsx'
import { savePreferences } from './save-preferences.ts'

interface PreferenceFieldProps {
  preferences: Preferences
}

export function LanguageField({ preferences }: PreferenceFieldProps) {
  return (
    <Field id="language" label={t('settings.language')}>
      <select
        class="input"
        id="language"
        value={preferences.language}
        onChange={(event) => void savePreferences({ language: event.currentTarget.value as Preferences['language'] })}
      >
        <option value="auto">{t('settings.language.auto')}</option>
        {(['zh-CN', 'en'] as const).map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {ownName(tag)}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** The language's name in itself, so that everybody finds their own. */
function ownName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag
}

export function ThemeField({ preferences }: PreferenceFieldProps) {
  return (
    <Field id="theme" label={t('settings.theme')}>
      <select
        class="input"
        id="theme"
        value={preferences.theme}
        onChange={(event) => void savePreferences({ theme: event.currentTarget.value as Preferences['theme'] })}
      >
        {(['auto', 'light', 'dark'] as const).map((theme) => (
          <option key={theme} value={theme}>
            {t(`settings.theme.${theme}`)}
          </option>
        ))}
      </select>
    </Field>
  )
}

const PAGE_SWITCHES = ['listenForStoppedPage', 'pageButton', 'pageMarks'] as const

/** What happens on the official page. */
export function PageFields({ preferences }: PreferenceFieldProps) {
  return (
    <fieldset class="field">
      <legend class="field-label">{t('settings.page')}</legend>
      {PAGE_SWITCHES.map((name) => (
        <label key={name} class="check">
          <input
            type="checkbox"
            role="switch"
            checked={preferences[name]}
            onChange={(event) => void savePreferences({ [name]: event.currentTarget.checked })}
          />
          {t(`settings.${name}`)}
        </label>
      ))}
    </fieldset>
  )
}
