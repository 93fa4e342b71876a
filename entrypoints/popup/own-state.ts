import { computed } from '@preact/signals'
import type { OwnState } from '../../lib/chat/online-state.ts'
import { t } from '../../lib/i18n/t.ts'
import { ownState, status } from './stored.ts'

/** The own state while the background listens, else null: then it is the page's, or nobody's. */
export const shownOwnState = computed<OwnState | null>(() => {
  const { value } = status
  if (value.state !== 'online' || value.listener !== 'background') return null
  return ownState.value?.account === value.account ? ownState.value.state : 'online'
})

export function ownStateWord(state: OwnState): string {
  return state === 'hidden' ? t('ownState.hidden') : t(`contact.state.${state}`)
}
