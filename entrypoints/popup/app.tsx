import { lateWords, learn, t } from '../../lib/i18n/t.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { focusLater } from '../../lib/ui/focus-later.ts'
import { lazy } from '../../lib/ui/lazy.tsx'
import { requestTrouble } from '../../lib/ui/request.ts'
import { Tabs } from '../../lib/ui/tabs.tsx'
import { ToastPlace } from '../../lib/ui/toast.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { RulesTab } from './rules-tab.tsx'
import { shownNotices } from './shown-notices.ts'
import { controls, loops, pageHealth, status } from './stored.ts'
import { TodayLine } from './today-line.tsx'
import { tab, view } from './view.ts'
import { isWell } from './is-well.ts'

const RuleEditor = lazy(async () => {
  const [{ RuleEditor: Editor }] = await Promise.all([import('../pages/editor/rule-editor.tsx'), learn(lateWords)])
  return Editor
}, 8)
const SettingsView = lazy(async () => {
  const [{ SettingsView: Settings }] = await Promise.all([import('./settings-view.tsx'), learn(lateWords)])
  return Settings
}, 8)
const PageHealth = lazy(async () => {
  const [{ PageHealth: Health }] = await Promise.all([import('../pages/page-health.tsx'), learn(lateWords)])
  return Health
}, 2)
const RecentTab = lazy(async () => {
  const [{ RecentTab: Recent }] = await Promise.all([import('./recent-tab.tsx'), learn(lateWords)])
  return Recent
}, 6)
const ExportTab = lazy(async () => {
  const [{ ExportTab: Export }] = await Promise.all([import('./export-tab.tsx'), learn(lateWords)])
  return Export
}, 6)
const StatusPanel = lazy(async () => {
  const [{ StatusPanel: Status }] = await Promise.all([import('./status-panel.tsx'), learn(lateWords)])
  return Status
}, 2)
const LoopLines = lazy(async () => {
  const [{ LoopLines: Loops }] = await Promise.all([import('./loops-line.tsx'), learn(lateWords)])
  return Loops
}, 1)
const Notices = lazy(async () => {
  const [{ Notices: Lines }] = await Promise.all([import('./notices.tsx'), learn(lateWords)])
  return Lines
}, 1)

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
        <RuleEditor
          key={shown.rule?.id ?? 'new'}
          rule={shown.rule}
          start={shown.start}
          onLeave={leaveEditor}
          onDelete={removeRule}
        />
      </main>
    )
  }
  return (
    <>
      <TodayLine />
      <main class="main" tabIndex={-1}>
        {isWell(status.value, controls.value) ? null : <StatusPanel />}
        {pageHealth.value.length > 0 ? <PageHealth broken={pageHealth.value} /> : null}
        {loops.value.length > 0 ? <LoopLines /> : null}
        {shownNotices.value.length > 0 || requestTrouble.value ? <Notices /> : null}
        <TabRow />
        <div role="tabpanel" id="tab-panel" class="tab-panel" aria-labelledby={`tab-${tab.value}`}>
          {tab.value === 'rules' ? <RulesTab /> : tab.value === 'recent' ? <RecentTab /> : <ExportTab />}
        </div>
      </main>
    </>
  )
}

/** Back to the list, with the focus on what the editor was about. */
function leaveEditor(focus: string): void {
  focusLater(focus)
  view.value = { name: 'tabs' }
}

function removeRule(rule: Rule): void {
  view.value = { name: 'tabs' }
  void import('../pages/rule-actions.ts').then(({ deleteRule }) => deleteRule(rule))
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
