// @ts-nocheck: part of the offline page, which puts the digest, the check and its words before it.

const byId = (id) => document.getElementById(id)

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => (values[name] === undefined ? all : String(values[name])))
}

function element(tag, text, className) {
  const made = document.createElement(tag)
  if (text !== undefined) made.textContent = text
  if (className) made.className = className
  return made
}

/** Names are other people's: their directions end with them. */
function isolated(text) {
  return `\u2068${text}\u2069`
}

function problemText(problem) {
  const { kind, title, from, to } = problem
  const range = from === to || to === undefined ? String(from ?? '?') : `${from}–${to}`
  const name = isolated(title ?? problem.conversation ?? WORDS.unnamed)
  return filled(WORDS.problems[kind] ?? kind, { line: '?', ...problem, title: name, range })
}

function listOf(problems) {
  const list = element('ul')
  for (const problem of problems) list.append(element('li', problemText(problem)))
  return list
}

function shown(name, report) {
  const card = element('section', undefined, report.isGood ? 'good' : 'bad')
  const heading = element('h2', isolated(name))
  const count = report.problems.length + report.moreProblems
  const verdict = element('p', report.isGood ? `✓ ${WORDS.good}` : `✗ ${filled(WORDS.bad, { count })}`, 'verdict')
  card.append(heading, verdict)
  if (report.exportedAt) {
    const date = new Date(report.exportedAt)
    const values = {
      conversations: report.conversations.length,
      messages: report.messages,
      date: Number.isNaN(date.getTime()) ? '?' : date.toLocaleString(LANGUAGE),
    }
    card.append(element('p', filled(WORDS.summary, values)))
  }
  if (report.part !== null) card.append(element('p', filled(WORDS.part, { part: report.part })))
  if (report.isRewritten) card.append(element('p', WORDS.rewritten))
  if (report.isRedacted) card.append(element('p', WORDS.redacted))
  if (report.isFiltered) card.append(element('p', WORDS.filtered))
  card.append(listOf(report.problems))
  if (report.moreProblems > 0) card.append(element('p', filled(WORDS.more, { count: report.moreProblems })))
  for (const { title, id, to } of report.conversations.slice(0, 200)) {
    card.append(element('p', `${isolated(title ?? id)} · ${to.count} · ${to.hash}`, 'link'))
  }
  return card
}

let running = null

async function check(files) {
  running?.abort()
  const control = new AbortController()
  running = control
  const results = byId('results')
  results.replaceChildren()
  const done = []
  for (const file of files) {
    const status = byId('status')
    const say = (characters) => {
      const percent = file.size === 0 ? 100 : Math.min(99, Math.floor((characters / file.size) * 100))
      status.textContent = filled(WORDS.reading, { name: isolated(file.name), percent })
    }
    say(0)
    try {
      const report = await verifyText(file, ({ characters }) => say(characters), control.signal)
      done.push({ name: file.name, report })
      results.append(shown(file.name, report))
    } catch (error) {
      if (control.signal.aborted) return
      const card = element('section', undefined, 'bad')
      card.append(element('h2', isolated(file.name)), element('p', filled(WORDS.failed, { why: error.message })))
      results.append(card)
    }
    status.textContent = ''
  }
  const problems = verifyParts(done)
  if (done.length > 1 || problems.length > 0) {
    const card = element('section', undefined, problems.length === 0 ? 'good' : 'bad')
    card.append(element('h2', WORDS.parts))
    card.append(problems.length === 0 ? element('p', WORDS.partsGood) : listOf(problems))
    results.append(card)
  }
}

byId('files').addEventListener('change', (event) => void check([...event.target.files]))
addEventListener('dragover', (event) => event.preventDefault())
addEventListener('drop', (event) => {
  event.preventDefault()
  if (event.dataTransfer.files.length > 0) void check([...event.dataTransfer.files])
})
for (const limit of LIMITS) byId('limits').append(element('li', WORDS.limits[limit]))
