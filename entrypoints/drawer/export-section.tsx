import { t } from '../../lib/i18n/t.ts'
import { DownloadIcon } from '../../lib/ui/icons.tsx'
import type { ChatData } from './chat-data.ts'
import { Section } from './section.tsx'
import { WorkbenchLink } from '../pages/workbench-link.tsx'

/** The way to the export of this chat, which runs in the workbench. */
export function ExportSection({ data: { contact, summary } }: { data: ChatData }) {
  return (
    <Section name="export">
      {summary ? (
        <div class="drawer-export">
          <WorkbenchLink place={`#/export?${new URLSearchParams({ conversation: contact.id })}`}>
            <DownloadIcon />
            {t('drawer.export.chat')}
          </WorkbenchLink>
          <span class="muted small">{t('export.messages', { count: summary.count })}</span>
        </div>
      ) : (
        <p class="muted">{t('export.empty')}</p>
      )}
    </Section>
  )
}
