import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'

const shown = signal(true)

/** Whether somebody can see the drawer: its tab is in front, and its frame is not folded away. */
export const isVisible: ReadonlySignal<boolean> = shown

/** Lets `isVisible` follow the frame. */
export function followVisibility(): void {
  let isInSight = true
  const read = () => (shown.value = isInSight && document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', read)
  new IntersectionObserver((entries) => {
    isInSight = entries.at(-1)?.isIntersecting ?? true
    read()
  }).observe(document.documentElement)
  read()
}
