import { signal } from '@preact/signals'
import { browser } from 'wxt/browser'
import { language, t } from '../../lib/i18n/t.ts'
import { SECOND } from '../../lib/time.ts'
import { Button, IconButton } from '../../lib/ui/button.tsx'
import { Field, fieldAttributes } from '../../lib/ui/field.tsx'
import { BackIcon } from '../../lib/ui/icons.tsx'
import { Panel } from '../../lib/ui/panel.tsx'
import { request } from '../../lib/ui/request.ts'
import { focusLater } from '../../lib/ui/focus-later.ts'
import { LanguageField, PageFields, ThemeField } from '../pages/preference-fields.tsx'
import { preferencesFailed, savePreferences } from '../pages/save-preferences.ts'
import { WorkbenchLink } from '../pages/workbench-link.tsx'
import { OwnStateField } from './own-state-field.tsx'
import { preferences, status } from './stored.ts'
import { view } from './view.ts'

const delayProblem = signal(false)

/** Language, appearance, reply delay, what happens on the page, sign out: in place of the tabs; each change takes effect at once. */
export function SettingsView() {
  return (
    <section class="page" aria-label={t('settings.title')}>
      <div class="page-head">
        <IconButton icon={<BackIcon />} label={t('action.back')} onClick={leave} />
        <h2>{t('settings.title')}</h2>
      </div>
      <div class="form">
        {preferencesFailed.value ? <Panel tone="bad" role="alert" title={t('settings.saveFailed')} /> : null}
        <LanguageField preferences={preferences.value} />
        <ThemeField preferences={preferences.value} />
        <DelayField />
        <MoreSettings />
        <PageFields preferences={preferences.value} />
        <OwnStateField />
        <SignOut />
        <p class="muted small">{t('settings.version', { version: browser.runtime.getManifest().version })}</p>
      </div>
    </section>
  )
}

function DelayField() {
  const problems = delayProblem.value ? [t('settings.replyDelay.bad')] : []
  const hint = t('settings.replyDelay.hint')
  return (
    <Field id="reply-delay" label={t('settings.replyDelay')} hint={hint} problems={problems}>
      <input
        class="input"
        type="number"
        min="0"
        max="60"
        step="0.5"
        lang={language.value}
        value={preferences.value.replyDelayMs / SECOND}
        onChange={(event) => saveDelay(event.currentTarget)}
        {...fieldAttributes('reply-delay', hint, problems)}
      />
    </Field>
  )
}

function saveDelay(input: HTMLInputElement): void {
  const seconds = input.valueAsNumber
  delayProblem.value = !(seconds >= 0 && seconds <= 60)
  if (!delayProblem.value) void savePreferences({ replyDelayMs: Math.round(seconds * SECOND) })
}

function MoreSettings() {
  return (
    <div class="field">
      <span class="field-label">{t('settings.more')}</span>
      <div>
        <WorkbenchLink place="#/settings" look="link">
          {t('settings.moreLink')}
        </WorkbenchLink>
      </div>
    </div>
  )
}

const SIGNED_IN = ['online', 'offline', 'connecting']

function SignOut() {
  if (!SIGNED_IN.includes(status.value.state)) return null
  return (
    <div class="field">
      <span class="field-label">{t('settings.account')}</span>
      <span class="field-hint">{t('settings.signOut.text')}</span>
      <div>
        <Button look="danger" onClick={() => void signOut()}>
          {t('settings.signOut')}
        </Button>
      </div>
    </div>
  )
}

/** Back to the tabs, with the focus on the button that led here. */
function leave(): void {
  focusLater('settings')
  view.value = { name: 'tabs' }
}

async function signOut(): Promise<void> {
  const { answered } = await request('logout', undefined)
  if (answered) leave()
}
