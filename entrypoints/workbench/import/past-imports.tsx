import { signal } from '@preact/signals'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { ImportRecord } from '../../../lib/archive/port.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { isolate } from '../../../lib/ui/isolate.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { showToast } from '../../../lib/ui/toast.tsx'
import { archive } from '../../pages/archive.ts'
import { liveRows } from '../../pages/live-rows.ts'
import { accountWords } from '../account-words.ts'
import { forgetImport, importJob } from './import-job.ts'
import { formatName } from './import-words.ts'

const { rows } = liveRows(
  () => null,
  (store) => store.imports(),
)
const going = signal<string | null>(null)

/** What was taken in before, each with the way to take it back. */
export function PastImports() {
  const past = rows.value
  if (past === null) return <Skeleton lines={3} />
  if (typeof past === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${past}`)} />
  if (past.length === 0) return null
  return (
    <section aria-labelledby="import-past">
      <h2 id="import-past">{t('import.past')}</h2>
      <ul class="import-list">
        {past.map((record) => (
          <PastImport key={record.id} record={record} />
        ))}
      </ul>
    </section>
  )
}

function PastImport({ record }: { record: ImportRecord }) {
  return (
    <li class="import-past">
      <div class="row-text">
        <Name text={record.fileName} class="one-line" />
        <span class="muted small">
          <Time at={record.at} as="ago" /> · {formatName(record.format)} · {accountWords(record.account)}
        </span>
        <span class="muted small number">
          {t('import.past.counts', {
            added: formatNumber(record.added),
            duplicates: formatNumber(record.duplicates),
            conversations: formatNumber(record.conversations.length),
          })}
        </span>
      </div>
      <Button
        disabled={going.value !== null || importJob.value.state === 'writing'}
        label={t('import.undo.of', { name: isolate(record.fileName) })}
        onClick={() => void undo(record)}
      >
        {going.value === record.id ? t('import.undo.going') : t('import.undo')}
      </Button>
    </li>
  )
}

async function undo(record: ImportRecord): Promise<void> {
  going.value = record.id
  try {
    const store = await archive()
    await store.undoImport(record.id)
    forgetImport(record.id)
    showToast({ text: t('import.undone', { name: isolate(record.fileName) }) })
    // The button that had the focus goes with its line.
    document.querySelector('main')?.focus()
  } catch (error) {
    showToast({ text: t(`failed.archive.${error instanceof ArchiveError ? error.why : 'failed'}`) })
  } finally {
    going.value = null
  }
}
