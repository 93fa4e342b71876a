import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Words } from '../../../lib/ui/words.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { route } from '../route.ts'
import { brokenOff, discardRun } from './broken-off.ts'
import { goOnWith } from './export-job.ts'
import { runTitle } from './run-title.ts'

/** Exports that broke off, in the bar of long work: to go on with or to throw away. The page of the exports shows them itself. */
export function BrokenOffLines() {
  if (route.value.name === 'export') return null
  return (
    <>
      {brokenOff.value.map((run) => (
        <div key={run.id} class="work work-broken">
          <span>
            <Words
              of="export.broken.line"
              values={{ name: <Name text={runTitle(run)} />, time: <Time at={run.startedAt} /> }}
            />
          </span>
          <span class="work-buttons">
            <Button look="quiet" onClick={() => void goOnWith(run)}>
              {t('export.broken.goOn')}
            </Button>
            <Button look="quiet-danger" onClick={() => void discardRun(run.id)}>
              {t('export.broken.discard')}
            </Button>
          </span>
        </div>
      ))}
    </>
  )
}
