import { STATE_TONE, stateWords } from './shown-state.ts'
import type { ShownState } from './shown-state.ts'

/** A dot and the word: what a friend can be seen as. */
export function StateMark({ state }: { state: ShownState }) {
  return (
    <span class={`state-mark tone-${STATE_TONE[state.state]}`}>
      <span class="dot" aria-hidden="true" />
      {stateWords(state)}
    </span>
  )
}
