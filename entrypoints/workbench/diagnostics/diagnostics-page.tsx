import { browser } from 'wxt/browser'
import { t } from '../../../lib/i18n/t.ts'
import { PageHealth } from '../../pages/page-health.tsx'
import { ArchiveFacts } from './archive-facts.tsx'
import { ClockFacts } from './clock-facts.tsx'
import './diagnostics.css'
import { Facts } from './facts.tsx'
import { LoginFacts } from './login-facts.tsx'
import { RulesFacts } from './rules-facts.tsx'
import { pageHealth } from './stored.ts'

/** How the parts of the extension are. Neither message text nor secrets. */
export function DiagnosticsPage() {
  const broken = pageHealth.value
  return (
    <div class="diagnostics">
      <header>
        <h1>{t('diagnostics.title')}</h1>
        <p class="muted">{t('diagnostics.intro')}</p>
      </header>
      <ClockFacts />
      <LoginFacts />
      <Facts
        id="page"
        title={t('diagnostics.page')}
        facts={[
          broken.length === 0
            ? { name: t('diagnostics.page.parts'), value: t('diagnostics.page.good') }
            : {
                name: t('diagnostics.page.parts'),
                value: t('diagnostics.page.broken', { count: broken.length }),
                tone: 'warn',
              },
        ]}
      >
        <PageHealth broken={broken} />
      </Facts>
      <RulesFacts />
      <ArchiveFacts />
      <Facts
        id="versions"
        title={t('diagnostics.versions')}
        facts={[
          { name: t('app.name'), value: browser.runtime.getManifest().version },
          { name: t('diagnostics.versions.browser'), value: navigator.userAgent },
        ]}
      />
    </div>
  )
}
