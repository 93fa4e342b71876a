let wanted: string | null = null

/**
 * Gives the focus to an element that is not drawn yet, or that is about to be moved (which would take the focus from
 * it): whenever the element with this name is drawn, until the user presses a key or a button. The last wish counts.
 */
export function focusLater(name: string): void {
  if (wanted === null) for (const event of ENDS) addEventListener(event, forget, { capture: true })
  wanted = name
}

const ENDS = ['keydown', 'pointerdown'] as const

function forget(): void {
  wanted = null
  for (const event of ENDS) removeEventListener(event, forget, { capture: true })
}

/** For the `ref` of an element that `focusLater` can mean. Written inline it is called at every drawing. */
export function takesFocus(name: string): (element: HTMLElement | null) => void {
  return (element) => {
    if (element && wanted === name) element.focus()
  }
}
