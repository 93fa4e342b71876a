import { signal } from '@preact/signals'
import type { ArchiveError, WaitsFor } from '../../../lib/archive/port.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { focusLater, takesFocus } from '../../../lib/ui/focus-later.ts'
import { Panel } from '../../../lib/ui/panel.tsx'
import { accountWords } from '../account-words.ts'
import { Waits } from '../waits.tsx'
import { backupJob } from './backup-job.ts'
import { whyOf } from './retention-store.ts'
import { stored } from './sizes.ts'
import type { Stored } from './sizes.ts'
import { wipe } from './wipe.ts'

/** Names the section for the focus: the button that opens it goes, and so does the one that closes it. */
const PLACE = 'wipe'

/** Null: the section is folded. `all`: everything of everybody. */
const what = signal<AccountId | 'all' | null>(null)
const withSettings = signal(false)
const typed = signal('')
const state = signal<'idle' | 'running' | ArchiveError['why']>('idle')
/** What the wiping waits for; until its turn comes it can be given up. */
const waits = signal<WaitsFor | null>(null)
let stop = new AbortController()

/** The end of an account's archive, or of everything: asked for in writing. */
export function WipeSection() {
  const found = stored.value
  const known = found === null || typeof found === 'string' ? null : found
  return (
    <section class="storage-section" aria-labelledby="storage-wipe" tabIndex={-1} ref={takesFocus(PLACE)}>
      <h2 id="storage-wipe">{t('storage.wipe')}</h2>
      <p class="muted">{t('storage.wipe.text')}</p>
      {what.value === null ? (
        <div class="storage-buttons">
          <Button look="quiet-danger" onClick={open}>
            {t('storage.wipe.open')}
          </Button>
        </div>
      ) : (
        <Form chosen={what.value} known={known} />
      )}
    </section>
  )
}

function open(): void {
  focusLater(PLACE)
  typed.value = ''
  state.value = 'idle'
  what.value = 'all'
}

function Form({ chosen, known }: { chosen: AccountId | 'all'; known: Stored | null }) {
  // What has to be typed: the number of the account, or a word.
  const word = chosen === 'all' || chosen === '0' ? t('storage.wipe.word') : chosen
  const isTyped = typed.value.trim().toLowerCase() === word.toLowerCase()
  const isRunning = state.value === 'running'
  const hint = t('storage.wipe.type', { word })
  return (
    <form
      class="form-card storage-danger"
      onSubmit={(event) => {
        event.preventDefault()
        if (isTyped && !isRunning) void run(chosen)
      }}
    >
      {known && known.accounts.length > 0 ? (
        <Choice<string>
          label={t('storage.wipe.what')}
          chosen={chosen}
          onChoose={(value) => {
            what.value = value
            typed.value = ''
          }}
          options={[
            { value: 'all', text: t('storage.wipe.all') },
            ...known.accounts.map((account) => ({ value: account, text: accountWords(account) })),
          ]}
        />
      ) : null}
      <p>{goneWords(chosen, known)}</p>
      {chosen === 'all' ? (
        <label class="check">
          <input
            type="checkbox"
            checked={withSettings.value}
            onChange={(event) => (withSettings.value = event.currentTarget.checked)}
          />
          {t('storage.wipe.settings')}
        </label>
      ) : null}
      {backupJob.value.state === 'done' ? (
        <p class="muted small">{t('storage.wipe.hasBackup', { name: backupJob.value.name })}</p>
      ) : (
        <p>
          {t('storage.wipe.backupFirst')}{' '}
          <Button look="link" onClick={() => toBackup()}>
            {t('storage.wipe.toBackup')}
          </Button>
        </p>
      )}
      <p>{t('storage.restarts')}</p>
      <Field id="wipe-word" label={t('storage.wipe.confirm')} hint={hint}>
        <input
          class="input storage-passphrase"
          autocomplete="off"
          spellcheck={false}
          value={typed.value}
          onInput={(event) => (typed.value = event.currentTarget.value)}
          {...fieldAttributes('wipe-word', hint)}
        />
      </Field>
      {state.value === 'idle' || state.value === 'running' ? null : (
        <Panel tone="bad" role="alert" title={t('storage.wipe.failed')}>
          <p>{t(`storage.help.${state.value}`)}</p>
        </Panel>
      )}
      <div class="storage-buttons">
        <button type="submit" class="button button-danger" disabled={!isTyped || isRunning}>
          {t(isRunning && waits.value === null ? 'storage.deleting' : 'storage.wipe.yes')}
        </button>
        <Button
          look="quiet"
          disabled={isRunning && waits.value === null}
          onClick={() => (isRunning ? stop.abort() : close())}
        >
          {t('action.cancel')}
        </Button>
      </div>
      <Waits what={waits.value} />
    </form>
  )
}

function goneWords(chosen: AccountId | 'all', known: Stored | null): string {
  const sizes = (known?.sizes ?? []).filter(({ account }) => chosen === 'all' || account === chosen)
  const messages = sizes.reduce((sum, size) => sum + size.messages, 0)
  const values = { messages, conversations: sizes.length }
  if (chosen === 'all') return t('storage.wipe.gone.all', values)
  return t('storage.wipe.gone.account', { ...values, account: accountWords(chosen) })
}

function close(): void {
  focusLater(PLACE)
  what.value = null
}

function toBackup(): void {
  const section = document.getElementById('backup')
  section?.scrollIntoView({ block: 'start' })
  section?.querySelector('input')?.focus({ preventScroll: true })
}

async function run(chosen: AccountId | 'all'): Promise<void> {
  state.value = 'running'
  stop = new AbortController()
  const { signal } = stop
  try {
    await wipe(chosen, chosen === 'all' && withSettings.value, { signal, onWait: (what) => (waits.value = what) })
  } catch (error) {
    waits.value = null
    state.value = signal.aborted ? 'idle' : whyOf(error)
  }
}
