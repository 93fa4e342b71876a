/** What of ours hangs on: whatever else changes about an element says nothing to us. */
const ATTRIBUTES = ['class', 'style', 'id', 'cmd', '_sender_uin', '_uin', '_type']

/** So many frames without a move, and it has come to rest. */
const AT_REST = 3

/**
 * Watches the page without a loop: whatever happens on it is looked at once, before the next frame is painted, and while
 * something moves, in each frame after that.
 * @param on.changed - `isText`: more than the look of an element has changed
 * @param on.moved - returns whether anything has moved since the last call
 * @returns what has it looked at without a change on the page
 */
export function watchPage(on: { changed(isText: boolean): void; moved(): boolean }, signal: AbortSignal): () => void {
  let change: 'none' | 'look' | 'text' = 'text'
  let still = 0
  let isDue = false

  const observer = new MutationObserver((records) => {
    const isText = records.some(({ type, attributeName }) => type !== 'attributes' || attributeName !== 'style')
    if (isText) change = 'text'
    else if (change === 'none') change = 'look'
    kick()
  })
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES })
  const look = { capture: true, passive: true, signal }
  for (const type of ['scroll', 'wheel', 'load', 'transitionrun', 'transitionend'])
    document.addEventListener(type, kick, look)
  addEventListener('resize', kick, look)
  signal.addEventListener('abort', () => observer.disconnect())

  function kick(): void {
    still = 0
    schedule()
  }

  function schedule(): void {
    if (isDue || signal.aborted) return
    isDue = true
    // Nothing is painted of a page in the background, so no frame would come.
    if (document.hidden) setTimeout(run)
    else requestAnimationFrame(run)
  }

  function run(): void {
    isDue = false
    if (signal.aborted) return
    const due = change
    change = 'none'
    if (due !== 'none') on.changed(due === 'text')
    still = on.moved() ? 0 : still + 1
    if (still < AT_REST) schedule()
  }

  kick()
  return kick
}
