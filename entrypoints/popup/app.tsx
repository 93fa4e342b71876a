import { t } from '../../lib/i18n/t.ts'
import { lazy } from '../../lib/ui/lazy.tsx'
import { Tabs } from '../../lib/ui/tabs.tsx'
import { ToastPlace } from '../../lib/ui/toast.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { Notices } from './notices.tsx'
import { RulesTab } from './rules-tab.tsx'
import { SettingsView } from './settings-view.tsx'
import { StatusPanel } from './status-panel.tsx'
import { TodayLine } from './today-line.tsx'
import { tab, view } from './view.ts'

const RuleEditor = lazy(async () => (await import('./rule-editor.tsx')).RuleEditor, 8)
const RecentTab = lazy(async () => (await import('./recent-tab.tsx')).RecentTab, 6)
const ExportTab = lazy(async () => (await import('./export-tab.tsx')).ExportTab, 6)

export function App() {
  return (
    <>
      <Header />
      <Body />
      <ToastPlace />
      <Footer />
    </>
  )
}

function Body() {
  const shown = view.value
  if (shown.name === 'settings') {
    return (
      <main class="main" tabIndex={-1}>
        <SettingsView />
      </main>
    )
  }
  if (shown.name === 'editor') {
    return (
      <main class="main" tabIndex={-1}>
        <RuleEditor key={shown.rule?.id ?? 'new'} rule={shown.rule} />
      </main>
    )
  }
  return (
    <>
      <TodayLine />
      <main class="main" tabIndex={-1}>
        <StatusPanel />
        <Notices />
        <TabRow />
        <div role="tabpanel" id="tab-panel" class="tab-panel" aria-labelledby={`tab-${tab.value}`}>
          {tab.value === 'rules' ? <RulesTab /> : tab.value === 'recent' ? <RecentTab /> : <ExportTab />}
        </div>
      </main>
    </>
  )
}

function TabRow() {
  return (
    <Tabs
      id="tab"
      label={t('tab.label')}
      chosen={tab.value}
      onChoose={(chosen) => (tab.value = chosen)}
      tabs={[
        { value: 'rules', text: t('tab.rules') },
        { value: 'recent', text: t('tab.recent') },
        { value: 'export', text: t('tab.export') },
      ]}
    />
  )
}
