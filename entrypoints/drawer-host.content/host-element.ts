import css from './host.css?inline'

/** The one element of ours on the page. Not the name of any element there is. */
const NAME = 'smartqq-companion'

/**
 * Puts our element on the page, with a shadow that the page cannot look into. One of an earlier version goes: Firefox
 * ends this script without a word when the extension is switched off, and what is there then stays.
 * @returns it, and what everything of ours stands in
 */
export function createHostElement(): { host: HTMLElement; root: HTMLElement } {
  document.querySelector(NAME)?.remove()
  const host = document.createElement(NAME)
  const shadow = host.attachShadow({ mode: 'closed' })
  const style = document.createElement('style')
  const root = document.createElement('div')
  style.textContent = css
  shadow.append(style, root)
  document.documentElement.append(host)
  return { host, root }
}

/** Adds an element of ours. */
export function add<Name extends 'div' | 'button'>(root: HTMLElement, name: Name, className: string) {
  const element = document.createElement(name)
  element.className = className
  root.append(element)
  return element
}
