/**
 * Up, down, Home and End among the links of a windowed list; down from the field above it leads into the list. For
 * `onKeyDown` of what has both in it. Rows near an edge are drawn ahead of it, so that the next one is always there.
 */
export function walkList(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const { currentTarget, target } = event
  if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return
  const list = currentTarget.querySelector<HTMLElement>('.windowed')
  if (!list) return
  const links = () => [...list.querySelectorAll<HTMLElement>('a')]
  if (target instanceof HTMLInputElement) {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    links()[0]?.focus()
    return
  }
  if (!list.contains(target)) return
  switch (event.key) {
    case 'ArrowDown':
      links()[target === list ? 0 : links().indexOf(target) + 1]?.focus()
      break
    case 'ArrowUp':
      links()[target === list ? 0 : links().indexOf(target) - 1]?.focus()
      break
    case 'Home':
      focusAfterScroll(list, 0, () => links()[0])
      break
    case 'End':
      focusAfterScroll(list, list.scrollHeight, () => links().at(-1))
      break
    default:
      return
  }
  event.preventDefault()
}

/** The rows at the other end are drawn only once the list stands there. */
function focusAfterScroll(list: HTMLElement, top: number, link: () => HTMLElement | undefined): void {
  list.scrollTop = top
  requestAnimationFrame(() => requestAnimationFrame(() => link()?.focus()))
}
