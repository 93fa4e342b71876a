import { t } from '../../../lib/i18n/t.ts'
import { Button, IconButton } from '../../../lib/ui/button.tsx'
import { Choice } from '../../../lib/ui/choice.tsx'
import { now } from '../../../lib/ui/clock.ts'
import { Empty } from '../../../lib/ui/empty.tsx'
import { focusLater, takesFocus } from '../../../lib/ui/focus-later.ts'
import { PlusIcon, UndoIcon } from '../../../lib/ui/icons.tsx'
import { WindowedList } from '../../../lib/ui/windowed-list.tsx'
import { undoWay } from '../../pages/editor/undo-key.ts'
import { rules } from '../../pages/stored-rules.ts'
import { countsToday } from '../../popup/today-counts.ts'
import { newRuleAddress, rulesAddress } from '../route.ts'
import { today } from '../stored.ts'
import { GroupLine } from './group-line.tsx'
import { ListBar } from './list-bar.tsx'
import { newGroupFor } from './list-wishes.ts'
import { undoLast } from './rule-changes.ts'
import { RuleLine } from './rule-line.tsx'
import { filter, groups, lines, RULE_FILTERS, search } from './rules-store.ts'

/** Height of every line, px: as in rules.css. */
const LINE_HEIGHT = 56

/** All rules by groups, with search, filter, and what can be done to several at once. `open`: id of the one in the editor. */
export function RuleList({ open }: { open: string | null }) {
  const isEmpty = rules.value.length === 0 && groups.value.length === 0
  return (
    <section class="rules-list" aria-label={t('rules.label')} onKeyDown={undoHere}>
      <div class="rules-tools">
        <div class="rules-buttons">
          <a
            class="button button-primary"
            href={newRuleAddress()}
            ref={takesFocus('new rule')}
            onClick={() => focusLater('page')}
          >
            <PlusIcon />
            {t('rules.new')}
          </a>
          <Button onClick={() => (newGroupFor.value = new Set())}>{t('ruleList.group.new')}</Button>
          <span class="space" />
          <IconButton icon={<UndoIcon />} label={t('ruleList.undo')} onClick={() => void undoLast()} />
        </div>
        {isEmpty ? null : <Narrow />}
      </div>
      {isEmpty ? <NoRules /> : <Lines open={open} />}
      <ListBar />
    </section>
  )
}

/** In the list Ctrl+Z is about the list, also while the editor beside it is open. */
function undoHere(event: KeyboardEvent): void {
  if (undoWay(event) !== 'undo') return
  event.preventDefault()
  event.stopPropagation()
  void undoLast()
}

function Narrow() {
  return (
    <>
      <input
        class="input"
        type="search"
        placeholder={t('ruleList.search')}
        aria-label={t('ruleList.search')}
        value={search.value}
        onInput={(event) => (search.value = event.currentTarget.value)}
      />
      <Choice
        label={t('ruleList.filter')}
        chosen={filter.value}
        onChoose={(value) => (filter.value = value)}
        options={RULE_FILTERS.map((value) => ({ value, text: t(`ruleList.filter.${value}`) }))}
      />
      <p class="muted small" role="status">
        {t('ruleList.count', { count: lines.value.filter(({ kind }) => kind === 'rule').length })}
      </p>
    </>
  )
}

function NoRules() {
  return (
    <Empty title={t('rules.empty.title')} text={t('rules.empty.text')}>
      <a class="button" href={rulesAddress('starters')}>
        {t('ruleList.empty.starters')}
      </a>
    </Empty>
  )
}

function Lines({ open }: { open: string | null }) {
  const { byRule } = countsToday(today.value, now.value)
  if (lines.value.length === 0)
    return (
      <Empty title={search.value.trim() === '' ? t('ruleList.none') : t('contacts.noMatch', { text: search.value })} />
    )
  return (
    <WindowedList
      class="rules-lines"
      role="list"
      label={t('rules.label')}
      count={lines.value.length}
      rowHeight={LINE_HEIGHT}
      row={(index) => <Line key={lineKey(index)} index={index} open={open} byRule={byRule} />}
    />
  )
}

/** By what the line is about, so that a moved line keeps its element and with it the focus. */
function lineKey(index: number): string {
  const line = lines.value[index]
  if (!line) return String(index)
  return line.kind === 'rule' ? `rule ${line.rule.id}` : `group ${line.group.id}`
}

interface LineProps {
  index: number
  open: string | null
  byRule: Record<string, number>
}

function Line({ index, open, byRule }: LineProps) {
  const line = lines.value[index]
  if (!line) return null
  return (
    <div role="listitem" aria-posinset={index + 1} aria-setsize={lines.value.length}>
      {line.kind === 'group' ? (
        <GroupLine group={line.group} total={line.total} />
      ) : (
        <RuleLine
          rule={line.rule}
          inGroup={line.inGroup}
          isOpen={line.rule.id === open}
          hits={byRule[line.rule.id] ?? 0}
        />
      )}
    </div>
  )
}
