import { t } from '../../../lib/i18n/t.ts'
import { Tabs } from '../../../lib/ui/tabs.tsx'
import { LAB_TABS, labAddress, whyAddress } from '../route.ts'
import type { LabTab } from '../route.ts'
import { DryRunView } from './dry-run-view.tsx'
import './lab.css'
import { LintView } from './lint-view.tsx'
import { ReplayView } from './replay-view.tsx'
import { WhyView } from './why-view.tsx'

interface LabPageProps {
  tab: LabTab
  /** Key of the message that is tried or explained. */
  message: string | null
  /** The rule that is meant. */
  rule: string | null
}

/** What the rules will do, what they would have done, what is wrong with them, and why they did what they did. */
export function LabPage({ tab, message, rule }: LabPageProps) {
  return (
    <div class="lab framed">
      <h1>{t('lab.title')}</h1>
      <Tabs
        id="lab"
        label={t('lab.tabs')}
        chosen={tab}
        tabs={LAB_TABS.map((value) => ({ value, text: t(`lab.tab.${value}`) }))}
        onChoose={(value) => (location.hash = value === 'why' ? whyAddress('') : labAddress(value))}
      />
      <div class="lab-panel" role="tabpanel" id="lab-panel" aria-labelledby={`lab-${tab}`}>
        <View tab={tab} message={message} rule={rule} />
      </div>
    </div>
  )
}

function View({ tab, message, rule }: LabPageProps) {
  switch (tab) {
    case 'dry-run':
      return <DryRunView message={message} rule={rule} />
    case 'replay':
      return <ReplayView />
    case 'lint':
      return <LintView />
    case 'why':
      return <WhyView message={message} />
  }
}
