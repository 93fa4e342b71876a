// @ts-check
// What the offline page does with the files somebody gives it.
// Part of the offline page: one-line imports, nothing from elsewhere.

import { LIMITS, verifyParts, verifyText } from './verify-core.js'

/** @import { OfflineWords } from './offline-words.ts' */
/** @import { PartsProblem, VerifyProblem, VerifyReport } from './verify-core.js' */

/**
 * An element of the page itself.
 *
 * @param {string} id
 */
function byId(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The page has no ${id}`)
  return found
}

/**
 * @param {string} text
 * @param {Record<string, unknown>} values
 */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, /** @type {string} */ name) => {
    const value = values[name]
    if (value === undefined) return all
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
}

/**
 * @param {string} tag
 * @param {string} [text]
 * @param {string} [className]
 */
function element(tag, text, className) {
  const made = document.createElement(tag)
  if (text !== undefined) made.textContent = text
  if (className) made.className = className
  return made
}

/**
 * Names are other people's: their directions end with them.
 *
 * @param {string} text
 */
function isolated(text) {
  return `\u2068${text}\u2069`
}

/**
 * Fills the page with the words, and looks at every file it is given.
 *
 * @param {string} language
 * @param {OfflineWords} words
 */
export function startPage(language, words) {
  /** @type {AbortController | null} */
  let running = null

  /** @param {VerifyProblem | PartsProblem} problem */
  function problemText(problem) {
    /** @type {{kind: string, title?: string | null, conversation?: string, from?: number | null, to?: number | null}} */
    const { kind, title, conversation, from, to } = problem
    const range = from === to || to === undefined ? String(from ?? '?') : `${from ?? '?'}–${to ?? '?'}`
    const name = isolated(title ?? conversation ?? words.unnamed)
    return filled(words.problems[kind] ?? kind, { line: '?', ...problem, title: name, range })
  }

  /** @param {readonly (VerifyProblem | PartsProblem)[]} problems */
  function listOf(problems) {
    const list = element('ul')
    for (const problem of problems) list.append(element('li', problemText(problem)))
    return list
  }

  /**
   * @param {string} name
   * @param {VerifyReport} report
   */
  function shown(name, report) {
    const card = element('section', undefined, report.isGood ? 'good' : 'bad')
    const heading = element('h2', isolated(name))
    const count = report.problems.length + report.moreProblems
    const verdict = element('p', report.isGood ? `✓ ${words.good}` : `✗ ${filled(words.bad, { count })}`, 'verdict')
    card.append(heading, verdict)
    if (report.exportedAt) {
      const date = new Date(report.exportedAt)
      const values = {
        conversations: report.conversations.length,
        messages: report.messages,
        date: Number.isNaN(date.getTime()) ? '?' : date.toLocaleString(language),
      }
      card.append(element('p', filled(words.summary, values)))
    }
    if (report.part !== null) card.append(element('p', filled(words.part, { part: report.part })))
    if (report.isRewritten) card.append(element('p', words.rewritten))
    if (report.isRedacted) card.append(element('p', words.redacted))
    if (report.isFiltered) card.append(element('p', words.filtered))
    card.append(listOf(report.problems))
    if (report.moreProblems > 0) card.append(element('p', filled(words.more, { count: report.moreProblems })))
    for (const { title, id, to } of report.conversations.slice(0, 200)) {
      card.append(element('p', `${isolated(title ?? id)} · ${to.count} · ${to.hash}`, 'link'))
    }
    return card
  }

  /** @param {Iterable<File>} files */
  async function look(files) {
    running?.abort()
    const control = new AbortController()
    running = control
    const results = byId('results')
    results.replaceChildren()
    const done = []
    for (const file of files) {
      const status = byId('status')
      const say = (/** @type {number} */ characters) => {
        const percent = file.size === 0 ? 100 : Math.min(99, Math.floor((characters / file.size) * 100))
        status.textContent = filled(words.reading, { name: isolated(file.name), percent })
      }
      say(0)
      try {
        const report = await verifyText(file, ({ characters }) => say(characters), control.signal)
        done.push({ name: file.name, report })
        results.append(shown(file.name, report))
      } catch (error) {
        if (control.signal.aborted) return
        const card = element('section', undefined, 'bad')
        const why = error instanceof Error ? error.message : String(error)
        card.append(element('h2', isolated(file.name)), element('p', filled(words.failed, { why })))
        results.append(card)
      }
      status.textContent = ''
    }
    const problems = verifyParts(done)
    // Whole exports have nothing to do with each other.
    if (problems.length > 0 || (done.length > 1 && done.some(({ report }) => report.part !== null))) {
      const card = element('section', undefined, problems.length === 0 ? 'good' : 'bad')
      card.append(element('h2', words.parts))
      card.append(problems.length === 0 ? element('p', words.partsGood) : listOf(problems))
      results.append(card)
    }
  }

  const picker = byId('files')
  picker.addEventListener('change', () => {
    if (!(picker instanceof HTMLInputElement)) return
    void look([...(picker.files ?? [])])
    // So that the same file can be chosen again, after it has changed.
    picker.value = ''
  })
  addEventListener('dragover', (event) => event.preventDefault())
  addEventListener('drop', (event) => {
    event.preventDefault()
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length > 0) void look(files)
  })
  for (const limit of LIMITS) byId('limits').append(element('li', words.limits[limit]))
}
