import { computed } from '@preact/signals'
import { status } from './stored.ts'

/** The account whose archive is shown: the one that is logged in; null (all of them) when nobody is. */
export const shownAccount = computed(() => {
  const state = status.value
  return 'account' in state ? state.account : null
})
