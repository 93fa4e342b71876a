import { t } from '../../lib/i18n/t.ts'
import { formatNumber } from '../../lib/i18n/format.ts'
import { Empty } from '../../lib/ui/empty.tsx'
import { Mark } from '../../lib/ui/icons.tsx'
import { ContactCard } from './contact-card.tsx'
import { ContactList } from './contact-list.tsx'
import { job } from './export-job.ts'
import { ExportPage } from './export-page.tsx'
import { route } from './route.ts'

export function App() {
  const place = route.value
  return (
    <div class="workbench">
      <Navigation />
      {place.name === 'export' ? (
        <main class="main">
          <ExportPage />
        </main>
      ) : (
        <>
          <ContactList chosen={place.contact} />
          <main class="main">
            {place.contact === null ? (
              <>
                <h1 class="unseen">{t('contacts.title')}</h1>
                <Empty title={t('contacts.title')} text={t('contacts.choose')} />
              </>
            ) : (
              <ContactCard key={place.contact} id={place.contact} />
            )}
          </main>
        </>
      )}
    </div>
  )
}

function Navigation() {
  const at = route.value.name
  return (
    <nav class="nav" aria-label={t('nav.label')}>
      <p class="nav-title">
        <Mark />
        <span>{t('app.name')}</span>
      </p>
      <a class="nav-link" href="#/contacts" aria-current={at === 'contacts' ? 'page' : undefined}>
        {t('nav.contacts')}
      </a>
      <a class="nav-link" href="#/export" aria-current={at === 'export' ? 'page' : undefined}>
        {t('nav.export')}
        <Progress />
      </a>
    </nav>
  )
}

/** How far the export is, also while another view is open. */
function Progress() {
  const state = job.value
  if (state.state !== 'running' || state.total === 0) return null
  return <span class="muted number"> {`${formatNumber(Math.floor((100 * state.done) / state.total))}%`}</span>
}
