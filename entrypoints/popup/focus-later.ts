let wanted: string | null = null

/**
 * Gives the focus to an element that is not drawn yet, or that is about to be moved (which would take the focus from
 * it): the next time the element with this name is drawn. The last wish counts.
 */
export function focusLater(name: string): void {
  wanted = name
}

/** For the `ref` of an element that `focusLater` can mean. Written inline it is called at every drawing. */
export function takesFocus(name: string): (element: HTMLElement | null) => void {
  return (element) => {
    if (!element || wanted !== name) return
    wanted = null
    element.focus()
  }
}
