/** Other extensions put theirs right below `html`. */
const PAGE_SCRIPTS = 'head script, body script'

/** Whether a script of the page may have run already: of such a document nobody can say what it did before we came. */
export const wasRunning = (document: Document): boolean =>
  document.readyState !== 'loading' || document.querySelector(PAGE_SCRIPTS) !== null

/**
 * Calls back once, when the page's first script is there and has not run (observers go before scripts), or when the
 * document is read to its end without one.
 */
export function beforeFirstScript(document: Document, run: () => void): void {
  const look = () => {
    if (!wasRunning(document)) return
    observer.disconnect()
    document.removeEventListener('readystatechange', look)
    run()
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true })
  document.addEventListener('readystatechange', look)
}
