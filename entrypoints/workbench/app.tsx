import { t } from '../../lib/i18n/t.ts'
import { formatNumber } from '../../lib/i18n/format.ts'
import { Empty } from '../../lib/ui/empty.tsx'
import { Mark } from '../../lib/ui/icons.tsx'
import { ToastPlace } from '../../lib/ui/toast.tsx'
import { ContactCard } from './contact-card.tsx'
import { ContactList } from './contact-list.tsx'
import { job } from './export-job.ts'
import { ExportPage } from './export-page.tsx'
import { route, WHO_ADDRESS } from './route.ts'
import { WhoPage } from './who-page.tsx'
import { knownWho } from './who-store.ts'

export function App() {
  const place = route.value
  return (
    <div class="workbench">
      <Navigation />
      {place.name === 'who' ? (
        <main class="main" tabIndex={-1}>
          <WhoPage />
        </main>
      ) : place.name === 'export' ? (
        <main class="main" tabIndex={-1}>
          <ExportPage />
        </main>
      ) : (
        <>
          <ContactList chosen={place.contact} />
          <main class="main" tabIndex={-1}>
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
      <ToastPlace />
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
      <a class="nav-link" href={WHO_ADDRESS} aria-current={at === 'who' ? 'page' : undefined}>
        {t('nav.who')}
        <Questions />
      </a>
      <a class="nav-link" href="#/export" aria-current={at === 'export' ? 'page' : undefined}>
        {t('nav.export')}
        <Progress />
      </a>
    </nav>
  )
}

/** How many pairs of contacts wait for a word. */
function Questions() {
  const count = knownWho()?.questions.length ?? 0
  if (count === 0) return null
  return (
    <span class="nav-count number">
      <span aria-hidden="true">{formatNumber(count)}</span>
      <span class="unseen">{t('nav.who.count', { count })}</span>
    </span>
  )
}

/** How far the export is, also while another view is open. */
function Progress() {
  const state = job.value
  if (state.state !== 'running' || state.total === 0) return null
  return <span class="muted number"> {`${formatNumber(Math.floor((100 * state.done) / state.total))}%`}</span>
}
