import { signal } from '@preact/signals'
import { Component } from 'preact'
import { OWN_STATES } from '../../lib/chat/online-state.ts'
import type { OwnState } from '../../lib/chat/online-state.ts'
import { t } from '../../lib/i18n/t.ts'
import type { OwnStateOutcome } from '../../lib/messaging.ts'
import { Field, fieldAttributes } from '../../lib/ui/field.tsx'
import { request } from '../../lib/ui/request.ts'
import { ownStateWord, shownOwnState } from './own-state.ts'
import { status } from './stored.ts'

/** What friends see the user as: can be changed while the background is the one that is logged in. */
export class OwnStateField extends Component {
  /** What is being asked for. */
  private readonly wanted = signal<OwnState | null>(null)
  /** How the last change ended; `silent` when the background did not answer. */
  private readonly outcome = signal<OwnStateOutcome | 'silent' | null>(null)

  private async choose(state: OwnState): Promise<void> {
    this.wanted.value = state
    this.outcome.value = null
    const answer = await request('setOwnState', state)
    this.outcome.value = answer.answered ? answer.value : 'silent'
    this.wanted.value = null
  }

  render() {
    const now = shownOwnState.value
    const shown = this.wanted.value ?? now
    const hint = hintFor(shown)
    const problems = problemsOf(this.outcome.value)
    return (
      <Field id="own-state" label={t('ownState.label')} hint={hint} problems={problems}>
        <select
          class="input"
          value={shown ?? ''}
          disabled={now === null || this.wanted.value !== null}
          onChange={(event) => void this.choose(event.currentTarget.value as OwnState)}
          {...fieldAttributes('own-state', hint, problems)}
        >
          {now === null ? <option value="">{t('ownState.unknown')}</option> : null}
          {OWN_STATES.map((value) => (
            <option key={value} value={value}>
              {ownStateWord(value)}
            </option>
          ))}
        </select>
      </Field>
    )
  }
}

/** Why it cannot be changed, else what the choice means. */
function hintFor(shown: OwnState | null): string {
  if (shown !== null) return t(shown === 'offline' ? 'ownState.hint.offline' : 'ownState.hint')
  const { state } = status.value
  return t(state === 'online' || state === 'page-only' ? 'ownState.page' : 'ownState.away')
}

function problemsOf(outcome: OwnStateOutcome | 'silent' | null): string[] {
  if (outcome === 'silent') return [t('ownState.failed.silent')]
  return outcome?.kind === 'failed' ? [t(`ownState.failed.${outcome.why}`)] : []
}
