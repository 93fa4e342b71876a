// @ts-check
// Runs inside an exported page, after it has been read: everything below only adds to what stands there already. It puts
// nothing into the page but what the page itself has as text.
document.addEventListener('DOMContentLoaded', () => {
  'use strict'
  /** @param {string} id */
  const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id))
  const main = /** @type {HTMLElement} */ (document.querySelector('main'))
  const tools = /** @type {HTMLFormElement} */ (part('tools'))
  const search = /** @type {HTMLInputElement} */ (part('search'))
  const author = /** @type {HTMLSelectElement} */ (part('author'))
  const date = /** @type {HTMLInputElement} */ (part('date'))
  const theme = /** @type {HTMLSelectElement} */ (part('theme'))
  const previous = /** @type {HTMLButtonElement} */ (part('previous'))
  const next = /** @type {HTMLButtonElement} */ (part('next'))
  const output = part('hits')
  const messages = /** @type {HTMLElement[]} */ (Array.from(main.getElementsByClassName('m')))
  const days = /** @type {HTMLElement[]} */ (Array.from(main.querySelectorAll('section[id]')))
  const blocks = /** @type {HTMLElement[]} */ (Array.from(main.getElementsByClassName('c')))

  tools.hidden = false
  tools.addEventListener('submit', (event) => event.preventDefault())

  // How high a block is likely to be, so that the scroll bar is nearly right before anything is laid out.
  /** @param {HTMLElement} block @param {number} messages */
  function setLikelyHeight(block, messages) {
    block.style.setProperty('contain-intrinsic-block-size', `auto ${messages * 62}px`)
  }
  for (const block of blocks) setLikelyHeight(block, block.childElementCount)

  // --- Going somewhere: what is above only now gets its real height, so look again until it stands still for a while, or the
  // reader goes elsewhere.
  let going = 0
  const stop = () => void (going += 1)
  for (const name of ['wheel', 'touchstart', 'pointerdown']) addEventListener(name, stop, { passive: true })

  /** @param {HTMLElement} target */
  function goTo(target) {
    going += 1
    const mine = going
    let rounds = 0
    let calm = 0
    let aimed = NaN
    const step = () => {
      if (mine !== going) return
      if (Math.abs(target.getBoundingClientRect().top - aimed) <= 1) calm += 1
      else {
        target.scrollIntoView({ block: target.tagName === 'SECTION' ? 'start' : 'center' })
        aimed = target.getBoundingClientRect().top
        calm = 0
      }
      rounds += 1
      if (rounds < 60 && calm < 8) requestAnimationFrame(step)
    }
    step()
  }

  // --- Searching. The words of all messages are read once, in slices, when somebody first wants to search.
  /** @type {string[]} */
  const words = []
  /** @type {number[]} */
  let hits = []
  let current = -1
  let run = 0
  const canHighlight = typeof Highlight === 'function' && CSS.highlights !== undefined

  /** @param {string} text */
  const fold = (text) => text.normalize('NFKC').toLowerCase()

  /** @param {HTMLElement} message */
  function textOf(message) {
    const body = message.lastElementChild
    if (!body) return ''
    let text = body.textContent
    // A face is found by its name as well.
    for (const face of body.getElementsByClassName('f')) text += face.getAttribute('title')
    return text
  }

  const pause = () => new Promise((resolve) => setTimeout(resolve))

  /** @param {() => boolean} isOutdated */
  async function readAll(isOutdated) {
    let until = performance.now() + 12
    while (words.length < messages.length) {
      words.push(fold(textOf(messages[words.length])))
      if (performance.now() < until) continue
      await pause()
      if (isOutdated()) return
      until = performance.now() + 12
    }
  }

  /** What has to be in a message: words, or phrases in quotes. @param {string} query */
  function termsOf(query) {
    const terms = []
    for (const [, phrase, word] of fold(query).matchAll(/"([^"]+)"?|([^\s"]+)/g)) terms.push(phrase ?? word)
    return terms
  }

  async function find() {
    const mine = ++run
    const terms = termsOf(search.value)
    if (terms.length === 0) return show([], terms)
    await readAll(() => mine !== run)
    if (mine !== run) return
    const only = author.value === '' ? null : `a${author.value}`
    const found = []
    for (let at = 0; at < words.length; at += 1) {
      if (only && !messages[at].classList.contains(only)) continue
      if (terms.every((term) => words[at].includes(term))) found.push(at)
    }
    show(found, terms)
    if (found.length === 0) return
    const from = firstInSight()
    const first = found.findIndex((at) => at >= from)
    select(first < 0 ? 0 : first)
  }

  /** Index of the first message of the first block in the window. Only blocks are measured: it costs them no layout. */
  function firstInSight() {
    let index = 0
    for (const block of blocks) {
      if (block.getBoundingClientRect().bottom > 0 && block.offsetParent !== null) break
      index += block.childElementCount
    }
    return index
  }

  /** @type {string[]} */
  let wanted = []
  /** @param {number[]} found @param {string[]} terms */
  function show(found, terms) {
    messages[hits[current] ?? -1]?.classList.remove('now')
    hits = found
    wanted = terms
    current = -1
    previous.disabled = next.disabled = hits.length === 0
    output.textContent = terms.length > 0 && hits.length === 0 ? (tools.dataset.none ?? '') : ''
    if (canHighlight) CSS.highlights.delete('hit')
  }

  /** @param {number} index */
  function select(index) {
    if (hits.length === 0) return
    messages[hits[current] ?? -1]?.classList.remove('now')
    current = (index + hits.length) % hits.length
    const message = messages[hits[current]]
    message.classList.add('now')
    output.textContent = (tools.dataset.hits ?? '')
      .replace('{at}', (current + 1).toLocaleString(document.documentElement.lang))
      .replace('{count}', hits.length.toLocaleString(document.documentElement.lang))
    mark()
    filter(message.parentElement)
    goTo(message)
  }

  /** Marks the words in the hits around the current one; those far away are marked when somebody gets there. */
  function mark() {
    if (!canHighlight) return
    const highlight = new Highlight()
    for (const at of hits.slice(Math.max(0, current - 60), current + 60)) {
      const walker = document.createTreeWalker(
        /** @type {Node} */ (messages[at].lastElementChild),
        NodeFilter.SHOW_TEXT,
      )
      for (let node = walker.nextNode(); node; node = walker.nextNode()) markIn(/** @type {Text} */ (node), highlight)
    }
    CSS.highlights.set('hit', highlight)
  }

  /** @param {Text} node @param {Highlight} highlight */
  function markIn(node, highlight) {
    const text = node.data.toLowerCase()
    // Where a letter changes its length there is no telling which letters were meant.
    if (text.length !== node.data.length) return
    for (const term of wanted) {
      for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + term.length)
        highlight.add(range)
      }
    }
  }

  let typing = 0
  search.addEventListener('focus', () => void readAll(() => false), { once: true })
  search.addEventListener('input', () => {
    clearTimeout(typing)
    typing = setTimeout(() => void find(), 120)
  })
  search.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (event.key === 'Enter') select(current + (event.shiftKey ? -1 : 1))
    else if (event.key === 'Escape') {
      search.value = ''
      void find()
    } else return
    event.preventDefault()
  })
  previous.addEventListener('click', () => select(current - 1))
  next.addEventListener('click', () => select(current + 1))
  document.addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target)
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || target.closest('input,select')) return
    event.preventDefault()
    search.focus()
  })

  // --- One author only.
  for (const person of document.querySelectorAll('#people > li')) {
    const option = document.createElement('option')
    option.value = person.getAttribute('data-a') ?? ''
    option.textContent = (person.textContent ?? '').trim()
    author.append(option)
  }
  // Each block hides the others' messages when it comes near the window: all at once would take seconds in a long chat.
  /** @type {WeakMap<Element, string>} */
  const filtered = new WeakMap()
  /** @param {Element | null} block */
  function filter(block) {
    if (!block || (filtered.get(block) ?? '') === author.value) return
    const only = author.value === '' ? null : `a${author.value}`
    for (const message of /** @type {Iterable<HTMLElement>} */ (block.children))
      message.hidden = only !== null && !message.classList.contains(only)
    filtered.set(block, author.value)
  }
  const near = new Set()
  const watch = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) {
        if (isIntersecting) near.add(target)
        else near.delete(target)
        if (isIntersecting) filter(target)
      }
    },
    { rootMargin: '200% 0px' },
  )
  for (const block of blocks) watch.observe(block)
  addEventListener('beforeprint', () => blocks.forEach(filter))

  author.addEventListener('change', () => {
    const only = author.value === '' ? null : `a${author.value}`
    for (const block of blocks) {
      const count = only === null ? block.childElementCount : block.getElementsByClassName(only).length
      block.hidden = count === 0
      setLikelyHeight(block, count)
    }
    for (const day of days) day.hidden = only !== null && day.getElementsByClassName(only).length === 0
    near.forEach(filter)
    void find()
  })

  // --- A date: the first day with messages from it on.
  const first = days[0]?.id.slice(1)
  const last = days.at(-1)?.id.slice(1)
  if (first && last) {
    date.min = first
    date.max = last
  } else date.disabled = true
  date.addEventListener('change', () => {
    if (date.value === '') return
    const day =
      days.find(({ id, hidden }) => !hidden && id.slice(1) >= date.value) ?? days.findLast(({ hidden }) => !hidden)
    if (day) goTo(day)
  })

  theme.addEventListener('change', () => {
    if (theme.value === '') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme.value
  })
})
