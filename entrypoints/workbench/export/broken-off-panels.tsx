import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { Words } from '../../../lib/ui/words.tsx'
import { brokenOff, discardRun } from './broken-off.ts'
import { goOnWith, job } from './export-job.ts'
import { runTitle } from './run-title.ts'

/** Exports that broke off when their page, worker or browser died: to go on with, or to throw away. */
export function BrokenOffPanels() {
  const { value } = job
  // The panel of the export that failed just now says it already.
  const shown = brokenOff.value.filter(({ id }) => !(value.state === 'failed' && value.kept?.id === id))
  return (
    <>
      {shown.map((run) => (
        <Panel
          key={run.id}
          tone="warn"
          title={t('export.broken')}
          actions={
            <>
              <Button look="primary" onClick={() => void goOnWith(run)}>
                {t('export.broken.goOn')}
              </Button>
              <Button onClick={() => void discardRun(run.id)}>{t('export.broken.discard')}</Button>
            </>
          }
        >
          <p>
            <Words
              of="export.broken.line"
              values={{ name: <Name text={runTitle(run)} />, time: <Time at={run.startedAt} /> }}
            />
          </p>
          <p class="muted">{t('export.broken.text')}</p>
        </Panel>
      ))}
    </>
  )
}
