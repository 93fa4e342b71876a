/**
 * Finds elements inside a page, for a browser whose driver cannot find by role and a part of the name. The functions
 * here travel into the page as source, so each is self-contained; roles and names come from Testing Library's DOM
 * queries, put into the page beside them.
 */

/** A name in a form that can travel: source and flags of a regular expression. */
export interface Pattern {
  source: string
  flags: string
}

/** One step from a set of elements to the next; a chain of them names a widget. */
export type Step =
  | { by: 'role'; role: string; name: Pattern | null }
  | { by: 'text' | 'label'; pattern: Pattern }
  | { by: 'css'; selector: string }
  | { by: 'nth'; index: number }

/** What to do with the one element found. `name`: gives it the attribute `data-story`, by which the driver finds it itself. */
export type Act =
  | { do: 'count' | 'look' | 'aim' | 'focus' | 'name' }
  | { do: 'fill' | 'select' | 'attribute'; value: string }

/** What the page answers. `found`: matches in all. The rest is about the only match, if there is just one. */
export interface Answer {
  found: number
  visible: boolean
  enabled: boolean
  text: string
  value: string
  checked: boolean
  attribute: string | null
  /** Middle of the element in CSS px of the viewport, where a click would land on it; null when something covers it. */
  point: { x: number; y: number } | null
  /** `fill`, `select` and `focus`: whether it was done. */
  done: boolean
}

/** A name as people write it -> a pattern. A string is a part of the name in any case, or all of it with `exact`. */
export function patternOf(name: string | RegExp, exact: boolean): Pattern {
  if (name instanceof RegExp) return { source: name.source, flags: name.flags }
  const escaped = name
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
  return exact ? { source: `^\\s*${escaped}\\s*$`, flags: '' } : { source: escaped, flags: 'i' }
}

/** The chain in words, for errors. */
export function describeSteps(steps: readonly Step[]): string {
  return steps
    .map((step) => {
      switch (step.by) {
        case 'role':
          return step.name ? `${step.role} /${step.name.source}/` : step.role
        case 'css':
          return step.selector
        case 'nth':
          return `number ${step.index}`
        case 'text':
        case 'label':
          return `${step.by} /${step.pattern.source}/`
      }
    })
    .join(' > ')
}

declare global {
  /** Testing Library's queries, once they were put into the page. */
  // eslint-disable-next-line no-var -- only `var` declares a property of globalThis
  var TestingLibraryDom:
    | {
        queryAllByRole(root: HTMLElement, role: string, options: { name?: RegExp }): HTMLElement[]
        queryAllByLabelText(root: HTMLElement, text: RegExp): HTMLElement[]
      }
    | undefined
}

/** Runs in the page. Needs `TestingLibraryDom` there; gives null when it is not. */
export async function actInPage(steps: Step[], act: Act): Promise<Answer | null> {
  const queries = globalThis.TestingLibraryDom
  if (!queries) return null

  const regExp = ({ source, flags }: { source: string; flags: string }) => new RegExp(source, flags)
  const textOf = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()
  const smallestWithText = (root: Element, pattern: RegExp) =>
    [root, ...root.querySelectorAll<HTMLElement>('*')].filter(
      (element): element is HTMLElement =>
        !element.matches('script, style, head, head *') &&
        pattern.test(textOf(element)) &&
        ![...element.children].some((child) => pattern.test(textOf(child))),
    )
  const from = (root: HTMLElement, step: Step): HTMLElement[] => {
    if (step.by === 'role') return queries.queryAllByRole(root, step.role, step.name ? { name: regExp(step.name) } : {})
    if (step.by === 'label') return queries.queryAllByLabelText(root, regExp(step.pattern))
    if (step.by === 'text') return smallestWithText(root, regExp(step.pattern))
    if (step.by === 'css')
      return [...(root === document.documentElement ? document : root).querySelectorAll<HTMLElement>(step.selector)]
    return []
  }
  let matches: HTMLElement[] = [document.documentElement]
  for (const step of steps)
    matches =
      step.by === 'nth'
        ? matches.slice(step.index, step.index + 1)
        : [...new Set(matches.flatMap((root) => from(root, step)))]

  const element = matches.length === 1 ? matches[0] : undefined
  const answer: Answer = {
    found: matches.length,
    visible: false,
    enabled: false,
    text: '',
    value: '',
    checked: false,
    attribute: null,
    point: null,
    done: false,
  }
  if (!element || act.do === 'count') return answer

  const isVisible = () => {
    const { width, height } = element.getBoundingClientRect()
    return element.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0
  }
  const box = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : undefined
  const list = element instanceof HTMLSelectElement ? element : undefined
  answer.visible = isVisible()
  answer.enabled = !element.matches(':disabled') && element.getAttribute('aria-disabled') !== 'true'
  answer.text = element.textContent ?? ''
  answer.value = (box ?? list)?.value ?? ''
  answer.checked = element.matches(':checked') || element.getAttribute('aria-checked') === 'true'
  if (act.do === 'attribute') answer.attribute = element.getAttribute(act.value)
  if (act.do === 'name') {
    element.setAttribute('data-story', '')
    answer.done = true
    return answer
  }
  if (act.do === 'look' || act.do === 'attribute' || !answer.visible || !answer.enabled) return answer

  if (act.do === 'focus') {
    element.focus()
    answer.done = true
  }
  if (act.do === 'fill' && box) {
    box.focus()
    box.select()
    // Into a clock or a calendar nobody types a whole text.
    if (/^(?:time|date|datetime-local)$/.test(box.type)) {
      box.value = act.value
      box.dispatchEvent(new Event('input', { bubbles: true }))
      box.dispatchEvent(new Event('change', { bubbles: true }))
    } else if (box.value !== act.value)
      if (act.value === '') document.execCommand('delete')
      else document.execCommand('insertText', false, act.value)
    answer.done = box.value === act.value
  }
  if (act.do === 'select' && list) {
    const option = [...list.options].find(({ value, label }) => value === act.value || label.trim() === act.value)
    if (option) {
      list.focus()
      list.value = option.value
      list.dispatchEvent(new Event('input', { bubbles: true }))
      list.dispatchEvent(new Event('change', { bubbles: true }))
      answer.done = true
    }
  }
  if (act.do === 'aim') {
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const before = element.getBoundingClientRect()
    await frame()
    await frame()
    const { left, top, width, height } = element.getBoundingClientRect()
    const still = before.left === left && before.top === top && before.width === width && before.height === height
    const point = { x: left + width / 2, y: top + height / 2 }
    const hit = document.elementFromPoint(point.x, point.y)
    const label = element.closest('label') ?? (box ?? list)?.labels?.[0]
    const lands = hit !== null && (element.contains(hit) || hit.contains(element) || (label?.contains(hit) ?? false))
    if (still && lands) answer.point = point
  }
  return answer
}
