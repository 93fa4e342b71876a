import { t } from '../../../lib/i18n/t.ts'
import { Panel } from '../../../lib/ui/panel.tsx'
import { CalendarSection } from './calendar-section.tsx'
import { GeneralSection } from './general-section.tsx'
import { LimitsSection } from './limits-section.tsx'
import { preferencesFailed } from '../../pages/save-preferences.ts'
import { ServiceAccounts } from './service-accounts.tsx'

/** The settings: how often rules answer, whom never, which days are holidays. Each change takes effect at once. */
export function SettingsPage() {
  return (
    <div class="prefs">
      <h1>{t('settings.title')}</h1>
      {preferencesFailed.value ? <Panel tone="bad" role="alert" title={t('settings.saveFailed')} /> : null}
      <LimitsSection />
      <ServiceAccounts />
      <CalendarSection />
      <GeneralSection />
    </div>
  )
}
