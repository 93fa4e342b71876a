/**
 * Which of `count` siblings an arrow, Home or End key leads to, or null for other keys. Moves the focus there (the
 * siblings are the children of the pressed element's parent) and keeps the page from scrolling.
 */
export function arrowTarget(event: KeyboardEvent, index: number, count: number): number | null {
  const target = step(event.key, index, count)
  if (target === null || !(event.currentTarget instanceof HTMLElement)) return target
  event.preventDefault()
  const sibling = event.currentTarget.parentElement?.children[target]
  if (sibling instanceof HTMLElement) sibling.focus()
  return target
}

function step(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (index + 1) % count
    case 'ArrowLeft':
    case 'ArrowUp':
      return (index - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
