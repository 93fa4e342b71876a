import { signal } from '@preact/signals'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { DownloadIcon } from '../../../lib/ui/icons.tsx'
import { isolate } from '../../../lib/ui/isolate.ts'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { problemText } from '../../pages/editor/problem-words.ts'
import { rules } from '../../pages/stored-rules.ts'
import { exportRules } from './export-rules.ts'
import { PackPreview } from './pack-preview.tsx'
import { closePack, openPack, packState } from './pack-store.ts'
import { selected } from './rules-store.ts'

/** Rules as files: saved for somebody else, or read with a look at what they would change. */
export function PacksPage() {
  return (
    <div class="packs">
      <p class="muted">{t('packs.intro')}</p>
      <ExportPart />
      <ImportPart />
    </div>
  )
}

function ExportPart() {
  const ticked = selected.value.size
  return (
    <section aria-labelledby="packs-export">
      <h2 id="packs-export">{t('packs.export')}</h2>
      <p class="muted">{t('packs.export.text')}</p>
      <div class="rules-buttons">
        <Button disabled={rules.value.length === 0} onClick={() => void exportRules(null)}>
          <DownloadIcon />
          {t('packs.export.all', { count: rules.value.length })}
        </Button>
        {ticked > 0 ? (
          <Button onClick={() => void exportRules(selected.value)}>
            <DownloadIcon />
            {t('packs.export.selected', { count: ticked })}
          </Button>
        ) : null}
      </div>
      {ticked === 0 ? <p class="muted small">{t('packs.export.hint')}</p> : null}
    </section>
  )
}

const isOver = signal(false)

function ImportPart() {
  const state = packState.value
  return (
    <section aria-labelledby="packs-import">
      <h2 id="packs-import">{t('packs.import')}</h2>
      <div
        class={`pack-drop${isOver.value ? ' pack-drop-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          isOver.value = true
        }}
        onDragLeave={() => (isOver.value = false)}
        onDrop={(event) => {
          event.preventDefault()
          isOver.value = false
          const [file] = event.dataTransfer?.files ?? []
          if (file) void openPack(file)
        }}
      >
        <input
          class="unseen"
          type="file"
          id="pack-file"
          accept="application/json,.json"
          aria-describedby="pack-file-hint"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            // The same file can be chosen again after it was changed.
            if (file) void openPack(file).finally(clear(event.currentTarget))
          }}
        />
        <label class="button" for="pack-file">
          {t('packs.import.file')}
        </label>
        <span class="field-hint" id="pack-file-hint">
          {t('packs.import.hint')}
        </span>
      </div>
      {state.state === 'reading' ? <Skeleton lines={4} /> : null}
      {state.state === 'bad' ? (
        <Panel tone="bad" role="alert" title={t('packs.bad', { file: isolate(state.file) })}>
          <p>{t(`packs.problem.${state.problem}`)}</p>
        </Panel>
      ) : null}
      {state.state === 'preview' ? <PackPreview file={state.file} pack={state.pack} refused={state.refused} /> : null}
      {state.state === 'done' ? <Done /> : null}
    </section>
  )
}

function clear(input: HTMLInputElement): () => void {
  return () => (input.value = '')
}

function Done() {
  const state = packState.value
  if (state.state !== 'done') return null
  const { added, replaced, refused } = state.outcome
  return (
    <Panel
      tone={refused.length > 0 ? 'warn' : 'good'}
      role="status"
      title={t('packs.imported', { added, replaced })}
      actions={<Button onClick={closePack}>{t('ruleList.done')}</Button>}
    >
      {refused.length > 0 ? (
        <>
          <p>{t('packs.refused', { count: refused.length })}</p>
          <ul class="pack-refused">
            {refused.map(({ id, problems }) => (
              <li key={id}>{problems.map(problemText).join(' ')}</li>
            ))}
          </ul>
        </>
      ) : null}
    </Panel>
  )
}
