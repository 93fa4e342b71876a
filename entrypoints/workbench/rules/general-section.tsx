import { t } from '../../../lib/i18n/t.ts'
import { LanguageField, PageFields, ThemeField } from '../../pages/preference-fields.tsx'
import { preferences } from '../stored.ts'

/** Language, appearance, and what happens on the page. */
export function GeneralSection() {
  return (
    <section class="prefs-section" aria-labelledby="prefs-general">
      <h2 id="prefs-general">{t('prefs.general')}</h2>
      <div class="prefs-fields">
        <LanguageField preferences={preferences.value} />
        <ThemeField preferences={preferences.value} />
      </div>
      <PageFields preferences={preferences.value} />
    </section>
  )
}
