/**
 * Gives the focus to `wanted` once what was pressed is gone, as far as it is still there; else to the list of rules.
 * Without it a keyboard would begin again at the top of the page.
 */
export function focusBack(wanted: Element | null = null): void {
  requestAnimationFrame(() => {
    const back = wanted instanceof HTMLElement && wanted.isConnected ? wanted : null
    ;(back ?? document.querySelector<HTMLElement>('.rules-lines'))?.focus()
  })
}
