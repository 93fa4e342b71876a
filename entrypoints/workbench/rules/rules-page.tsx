import { Component } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { lazy } from '../../../lib/ui/lazy.tsx'
import { rulesAddress, RULES_TABS } from '../route.ts'
import type { RuleEdit, RulesTab } from '../route.ts'
import { undoWay } from '../../pages/editor/undo-key.ts'
import { followChecks } from './rule-checks.ts'
import { undoLast } from './rule-changes.ts'
import { RuleList } from './rule-list.tsx'
import { RuleSide } from './rule-side.tsx'

const StartersPage = lazy(async () => (await import('./starters-page.tsx')).StartersPage, 10)
const PacksPage = lazy(async () => (await import('./packs-page.tsx')).PacksPage, 10)
const RuleStatisticsPage = lazy(async () => (await import('./rule-statistics-page.tsx')).RuleStatisticsPage, 10)

interface RulesPageProps {
  tab: RulesTab
  edit: RuleEdit | null
}

/** The rules: list and editor side by side, starters, packs, statistics. Ctrl+Z takes the last change back. */
export class RulesPage extends Component<RulesPageProps> {
  private stopChecks = () => {}

  override componentDidMount(): void {
    this.stopChecks = followChecks()
    addEventListener('keydown', undoOnKey)
  }

  override componentWillUnmount(): void {
    this.stopChecks()
    removeEventListener('keydown', undoOnKey)
  }

  render() {
    const { tab, edit } = this.props
    return (
      <>
        <div class="rules-head">
          <h1>{t('nav.rules')}</h1>
          <nav class="tabs" aria-label={t('rulesTab.label')}>
            {RULES_TABS.map((other) => (
              <a key={other} class="tab" href={rulesAddress(other)} aria-current={other === tab ? 'page' : undefined}>
                {t(`rulesTab.${other}`)}
              </a>
            ))}
          </nav>
        </div>
        {tab === 'list' ? (
          <div class={`rules-body${edit === null ? '' : ' rules-editing'}`}>
            <RuleList open={edit?.kind === 'rule' ? edit.id : null} />
            <RuleSide edit={edit} />
          </div>
        ) : (
          <div class="rules-other">
            {tab === 'starters' ? <StartersPage /> : tab === 'packs' ? <PacksPage /> : <RuleStatisticsPage />}
          </div>
        )}
      </>
    )
  }
}

/** The editor and boxes have an undo of their own. */
function undoOnKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || undoWay(event) !== 'undo') return
  event.preventDefault()
  void undoLast()
}
