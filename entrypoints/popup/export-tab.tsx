import { t } from '../../lib/i18n/t.ts'
import { Button } from '../../lib/ui/button.tsx'
import { Empty } from '../../lib/ui/empty.tsx'
import { DownloadIcon } from '../../lib/ui/icons.tsx'
import { Name } from '../../lib/ui/name.tsx'
import { Panel } from '../../lib/ui/panel.tsx'
import { Skeleton } from '../../lib/ui/skeleton.tsx'
import { openWorkbench } from './footer.tsx'
import { ContactAvatar } from '../pages/contact-avatar.tsx'
import { liveRows } from '../pages/live-rows.ts'
import { conversationName } from '../pages/conversation-name.ts'
import { readConversations } from '../pages/conversation-rows.ts'
import type { ConversationRow } from '../pages/conversation-rows.ts'
import { shownAccount } from './shown-account.ts'

const { rows: conversations } = liveRows(
  () => shownAccount.value,
  (archive, account) => readConversations(archive, account),
)

/** Export of everything or of one conversation; it runs in the workbench, so that closing the popup does not end it. */
export function ExportTab() {
  const rows = conversations.value
  if (rows === null) return <Skeleton lines={6} />
  if (typeof rows === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${rows}`)} />
  if (rows.length === 0) return <Empty title={t('export.empty')} text={t('export.empty.text')} />
  return (
    <>
      <div class="export-all">
        <p class="muted">{t('export.intro')}</p>
        <Button look="primary" onClick={() => void openExport('all')}>
          <DownloadIcon />
          {t('export.start')}
        </Button>
        <p class="muted small">
          {t('export.all.count', { count: rows.length })}
          {' · '}
          {t('export.messages', { count: rows.reduce((sum, { summary }) => sum + summary.count, 0) })}
        </p>
      </div>
      <h2 class="list-title">{t('export.one')}</h2>
      <ul class="rows" aria-label={t('export.one')}>
        {rows.map((row) => (
          <ExportRow key={row.summary.id} row={row} />
        ))}
      </ul>
    </>
  )
}

function ExportRow({ row }: { row: ConversationRow }) {
  const { summary } = row
  const name = conversationName(row)
  return (
    <li>
      <button type="button" class="row-button" onClick={() => void openExport(summary.id)}>
        <ContactAvatar id={summary.id} name={name} kind={summary.kind} />
        <span class="row-text">
          <strong class="one-line">
            <span class="unseen">{t('export.verb')} </span>
            <Name text={name} />
          </strong>
          <span class="muted small">{t('export.messages', { count: summary.count })}</span>
        </span>
        <DownloadIcon />
      </button>
    </li>
  )
}

async function openExport(conversation: string): Promise<void> {
  const query = new URLSearchParams({ conversation })
  if (conversation === 'all' && shownAccount.value !== null) query.set('account', shownAccount.value)
  await openWorkbench(`#/export?${query}`)
}
