import { signal } from '@preact/signals'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { ImportRecord, WaitsFor } from '../../../lib/archive/port.ts'
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
import { Waits } from '../waits.tsx'
import { forgetImport, importJob } from './import-job.ts'
import { formatName } from './import-words.ts'

const { rows } = liveRows(
  () => null,
  (store) => store.imports(),
)
/** The import that is being taken back; `waits`: it is not its turn yet, and it can be given up. */
const going = signal<{ id: string; waits: WaitsFor | null } | null>(null)
let stop = new AbortController()

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
  const now = going.value
  const waits = now?.id === record.id ? now.waits : null
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
      {waits === null ? (
        <Button
          disabled={now !== null || importJob.value.state === 'writing'}
          label={t('import.undo.of', { name: isolate(record.fileName) })}
          onClick={() => void undo(record)}
        >
          {now?.id === record.id ? t('import.undo.going') : t('import.undo')}
        </Button>
      ) : (
        <Button onClick={() => stop.abort()}>{t('import.undo.not')}</Button>
      )}
      <Waits what={waits} />
    </li>
  )
}

async function undo(record: ImportRecord): Promise<void> {
  const { id } = record
  going.value = { id, waits: null }
  stop = new AbortController()
  const { signal } = stop
  try {
    const store = await archive()
    await store.undoImport(id, { signal, onWait: (waits) => (going.value = { id, waits }) })
    forgetImport(id)
    showToast({ text: t('import.undone', { name: isolate(record.fileName) }) })
    // The button that had the focus goes with its line.
    document.querySelector('main')?.focus()
  } catch (error) {
    // Given up before its turn came.
    if (!signal.aborted)
      showToast({ text: t(`failed.archive.${error instanceof ArchiveError ? error.why : 'failed'}`) })
  } finally {
    going.value = null
  }
}
