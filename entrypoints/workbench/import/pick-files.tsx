import { createRef } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Fold } from '../../../lib/ui/fold.tsx'
import { importJob, openImport } from './import-job.ts'

const KINDS = ['ours', 'chatlab', 'qq', 'qce', 'telegram', 'zip'] as const

/** Chooses files; the whole window also takes those that are dropped on it. */
export function PickFiles() {
  const input = createRef<HTMLInputElement>()
  return (
    <section class="import-pick" aria-label={t('import.pick')}>
      <p>{t('import.pick.text')}</p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="import-files"
        onChange={(event) => {
          openImport([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <p class="import-actions">
        <Button look="primary" onClick={() => input.current?.click()} disabled={importJob.value.state === 'writing'}>
          {t('import.pick')}
        </Button>
        <span class="muted">{t('import.drop')}</span>
      </p>
      <Fold title={t('import.kinds')}>
        <ul class="import-kinds">
          {KINDS.map((kind) => (
            <li key={kind}>{t(`import.kinds.${kind}`)}</li>
          ))}
        </ul>
      </Fold>
    </section>
  )
}
