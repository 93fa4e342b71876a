import type { ComponentChildren } from 'preact'
import { t } from '../../lib/i18n/t.ts'
import { lastWords } from '../../lib/ui/chat-notice-words.ts'
import { Button } from '../../lib/ui/button.tsx'
import { Choice } from '../../lib/ui/choice.tsx'
import { Empty } from '../../lib/ui/empty.tsx'
import { Name } from '../../lib/ui/name.tsx'
import { Panel } from '../../lib/ui/panel.tsx'
import { Skeleton } from '../../lib/ui/skeleton.tsx'
import { Time } from '../../lib/ui/time.tsx'
import { showToast } from '../../lib/ui/toast.tsx'
import { DecisionItem } from '../pages/decision-item.tsx'
import type { DecisionRow } from '../pages/decision-rows.ts'
import { ruleStart } from '../pages/rule-start.ts'
import { openWorkbench } from './footer.tsx'
import { ContactAvatar } from '../pages/contact-avatar.tsx'
import { liveRows } from '../pages/live-rows.ts'
import type { Rows } from '../pages/live-rows.ts'
import { conversationName } from '../pages/conversation-name.ts'
import { readConversations } from '../pages/conversation-rows.ts'
import { readDecisions } from './recent-rows.ts'
import type { ConversationRow } from '../pages/conversation-rows.ts'
import { shownAccount } from './shown-account.ts'
import { openEditor, recent } from './view.ts'
import type { DecisionFilter } from './view.ts'

/** How far back the list of decisions looks, and how many it draws. */
const MOST_READ = 300
const MOST_SHOWN = 100

const { rows: conversations } = liveRows(
  () => shownAccount.value,
  (archive, account) => readConversations(archive, account),
)
const { rows: decisions } = liveRows(
  () => ({ account: shownAccount.value, filter: recent.value.filter }),
  (archive, { account, filter }) => readDecisions(archive, account, filter, MOST_READ),
)

/** Who wrote last, and what was decided about each message. */
export function RecentTab() {
  const { list, filter } = recent.value
  return (
    <>
      <div class="recent-choice">
        <Choice
          label={t('recent.view')}
          chosen={list}
          onChoose={(chosen) => (recent.value = { ...recent.value, list: chosen })}
          options={[
            { value: 'conversations', text: t('recent.conversations') },
            { value: 'decisions', text: t('recent.decisions') },
          ]}
        />
      </div>
      {list === 'decisions' ? <Filter chosen={filter} /> : null}
      {list === 'conversations' ? <Conversations /> : <Decisions />}
    </>
  )
}

const FILTERS: readonly DecisionFilter[] = ['all', 'replied', 'heldBack', 'draft', 'uncertain']

function Filter({ chosen }: { chosen: DecisionFilter }) {
  return (
    <div class="recent-filter">
      <Choice
        label={t('recent.filter')}
        chosen={chosen}
        onChoose={(filter) => (recent.value = { list: 'decisions', filter })}
        options={FILTERS.map((value) => ({ value, text: t(`recent.filter.${value}`) }))}
      />
    </div>
  )
}

function Conversations() {
  return (
    <RowList
      rows={conversations.value}
      label={t('recent.conversations')}
      empty={
        <Empty title={t('recent.conversations.empty')} text={t('recent.conversations.empty.text')}>
          <Button onClick={() => void openWorkbench('#/chats')}>{t('recent.conversations.demo')}</Button>
        </Empty>
      }
    >
      {(row) => <Conversation key={row.summary.id} row={row} />}
    </RowList>
  )
}

function Decisions() {
  return (
    <RowList
      rows={decisions.value}
      label={t('recent.decisions')}
      empty={<Empty title={t('recent.decisions.empty')} text={t('recent.decisions.empty.text')} />}
    >
      {(row) => (
        <DecisionItem key={row.decision.messageKey} row={row}>
          <RowActions row={row} />
        </DecisionItem>
      )}
    </RowList>
  )
}

function RowActions({ row: { decision, message, contact } }: { row: DecisionRow }) {
  const { outcome } = decision
  const draft = outcome.kind === 'none' && outcome.why === 'draft' ? outcome.text : undefined
  if (!message || !contact || message.direction !== 'in') return null
  return (
    <div class="decision-actions">
      <Button look="link" onClick={() => openEditor(null, ruleStart(contact, message))}>
        {t('decision.makeRule')}
      </Button>
      {draft === undefined ? null : (
        <Button look="link" onClick={() => void copyText(draft)}>
          {t('decision.copyDraft')}
        </Button>
      )}
    </div>
  )
}

async function copyText(text: string): Promise<void> {
  const isCopied = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
  showToast({ text: t(isCopied ? 'decision.copied' : 'decision.notCopied') })
}

interface RowListProps<T> {
  rows: Rows<T>
  label: string
  /** Instead of no rows. */
  empty: ComponentChildren
  children: (row: T) => ComponentChildren
}

function RowList<T>({ rows, label, empty, children }: RowListProps<T>) {
  if (rows === null) return <Skeleton lines={6} />
  if (typeof rows === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${rows}`)} />
  if (rows.length === 0) return <>{empty}</>
  return (
    <ul class="rows" aria-label={label}>
      {rows.slice(0, MOST_SHOWN).map(children)}
    </ul>
  )
}

function Conversation({ row }: { row: ConversationRow }) {
  const { summary } = row
  const name = conversationName(row)
  return (
    <li>
      <button
        type="button"
        class="row-button"
        title={t('recent.openCard', { name })}
        onClick={() => void openWorkbench(`#/contact/${encodeURIComponent(summary.id)}`)}
      >
        <ContactAvatar id={summary.id} name={name} kind={summary.kind} />
        <span class="row-text">
          <span class="row-head">
            <strong class="one-line">
              <Name text={name} />
            </strong>
            <span class="muted small">
              <Time at={summary.lastAt} />
            </span>
          </span>
          <bdi class="one-line muted">
            {summary.lastDirection === 'out' ? t('recent.mine', { text: lastWords(summary) }) : lastWords(summary)}
          </bdi>
        </span>
      </button>
    </li>
  )
}
