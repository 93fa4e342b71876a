import type { ComponentChildren } from 'preact'
import { t } from '../../lib/i18n/t.ts'
import { formatNumber } from '../../lib/i18n/format.ts'
import { Empty } from '../../lib/ui/empty.tsx'
import { Mark } from '../../lib/ui/icons.tsx'
import { lazy } from '../../lib/ui/lazy.tsx'
import { ToastPlace } from '../../lib/ui/toast.tsx'
import { ContactCard } from './contact-card.tsx'
import { ContactList } from './contact-list.tsx'
import { job } from './export/export-job.ts'
import { replayProgress } from './lab/replay-progress.ts'
import {
  chatAddress,
  DIAGNOSTICS_ADDRESS,
  IMPORT_ADDRESS,
  labAddress,
  route,
  rulesAddress,
  SETTINGS_ADDRESS,
  STATISTICS_ADDRESS,
  STORAGE_ADDRESS,
  WHO_ADDRESS,
} from './route.ts'
import type { Route } from './route.ts'
import { ChatsPage } from './chats/chats-page.tsx'
import { DropZone } from './import/drop-zone.tsx'
import { WorkBar } from './work-bar.tsx'
import { WhoPage } from './who-page.tsx'
import { knownWho } from './who-store.ts'

const RulesPage = lazy(async () => (await import('./rules/rules-page.tsx')).RulesPage, 10)
const LabPage = lazy(async () => (await import('./lab/lab-page.tsx')).LabPage, 10)
const SettingsPage = lazy(async () => (await import('./rules/settings-page.tsx')).SettingsPage, 10)
const ImportPage = lazy(async () => (await import('./import/import-page.tsx')).ImportPage, 10)
const StoragePage = lazy(async () => (await import('./storage/storage-page.tsx')).StoragePage, 10)
const StatisticsPage = lazy(async () => (await import('./statistics/statistics-page.tsx')).StatisticsPage, 10)
const ExportPage = lazy(async () => (await import('./export/export-page.tsx')).ExportPage, 10)
const VerifyPage = lazy(async () => (await import('./verify/verify-page.tsx')).VerifyPage, 10)
const DiagnosticsPage = lazy(async () => (await import('./diagnostics/diagnostics-page.tsx')).DiagnosticsPage, 10)

/** The workbench: where the user can go, and the place they are at. */
export function App() {
  return (
    <div class="workbench">
      <Navigation />
      <Place at={route.value} />
      <WorkBar />
      <DropZone isOff={takesFiles(route.value)} />
      <ToastPlace />
    </div>
  )
}

/** Whether a page has a place of its own for dropped files. */
function takesFiles(at: Route): boolean {
  return at.name === 'verify' || (at.name === 'rules' && at.tab === 'packs')
}

function Place({ at }: { at: Route }) {
  switch (at.name) {
    case 'chats':
      return <ChatsPage conversation={at.conversation} from={at.from} query={at.query} />
    case 'rules':
      return (
        <main class="main main-rules" tabIndex={-1}>
          <RulesPage tab={at.tab} edit={at.edit} />
        </main>
      )
    case 'lab':
      return (
        <Main>
          <LabPage tab={at.tab} message={at.message} rule={at.rule} />
        </Main>
      )
    case 'who':
      return (
        <Main>
          <WhoPage />
        </Main>
      )
    case 'export':
      return (
        <Main>
          <ExportPage />
        </Main>
      )
    case 'verify':
      return (
        <Main>
          <VerifyPage />
        </Main>
      )
    case 'import':
      return (
        <Main>
          <ImportPage />
        </Main>
      )
    case 'statistics':
      return (
        <Main>
          <StatisticsPage conversation={at.conversation} />
        </Main>
      )
    case 'storage':
      return (
        <Main>
          <StoragePage />
        </Main>
      )
    case 'settings':
      return (
        <Main>
          <SettingsPage />
        </Main>
      )
    case 'diagnostics':
      return (
        // Words alone: without a stop of its own a keyboard could not scroll them.
        <main class="main" tabIndex={0}>
          <DiagnosticsPage />
        </main>
      )
    case 'contacts':
      return (
        <>
          <ContactList chosen={at.contact} />
          <Main>
            {at.contact === null ? (
              <>
                <h1 class="unseen">{t('contacts.title')}</h1>
                <Empty title={t('contacts.title')} text={t('contacts.choose')} />
              </>
            ) : (
              <ContactCard key={at.contact} id={at.contact} />
            )}
          </Main>
        </>
      )
  }
}

function Main({ children }: { children: ComponentChildren }) {
  return (
    <main class="main" tabIndex={-1}>
      {children}
    </main>
  )
}

function Navigation() {
  return (
    <nav class="nav" aria-label={t('nav.label')}>
      <p class="nav-title">
        <Mark />
        <span>{t('app.name')}</span>
      </p>
      <NavLink to="chats" address={chatAddress(null)} />
      <NavLink to="rules" address={rulesAddress()} begins />
      <NavLink to="lab" address={labAddress('dry-run')}>
        <Progress of={replayProgress.value} />
      </NavLink>
      <NavLink to="contacts" address="#/contacts" begins />
      <NavLink to="who" address={WHO_ADDRESS}>
        <Questions />
      </NavLink>
      <NavLink to="export" address="#/export" begins>
        <Progress of={job.value.state === 'running' ? job.value.progress : null} />
      </NavLink>
      <NavLink to="import" address={IMPORT_ADDRESS} />
      <NavLink to="statistics" address={STATISTICS_ADDRESS} />
      <NavLink to="storage" address={STORAGE_ADDRESS} />
      <NavLink to="settings" address={SETTINGS_ADDRESS} begins />
      <NavLink to="diagnostics" address={DIAGNOSTICS_ADDRESS} />
    </nav>
  )
}

interface NavLinkProps {
  to: Route['name']
  address: string
  /** A little apart from the one before it: the places after it are of one kind. */
  begins?: boolean
  children?: ComponentChildren
}

function NavLink({ to, address, begins, children }: NavLinkProps) {
  return (
    <a
      class={begins ? 'nav-link nav-begins' : 'nav-link'}
      href={address}
      aria-current={route.value.name === to ? 'page' : undefined}
    >
      {t(`nav.${to}`)}
      {children}
    </a>
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

/** How far an export or a replay is, also while another view is open. */
function Progress({ of: work }: { of: { done: number; total: number } | null }) {
  if (work === null || work.total === 0) return null
  return <span class="muted number"> {`${formatNumber(Math.floor((100 * work.done) / work.total))}%`}</span>
}
