/**
 * `npm test [-- --only=unit,e2e-firefox] [--all]`: every check and test in order, going on after a failing one. Ends with the
 * line `N passed, N failed`; the exit code is 0 only if something ran and nothing failed.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runTool } from './run-tool.ts'
import { NOTHING, add, countPlaywright, countVitest, inWords } from './test-counts.ts'
import type { Counts } from './test-counts.ts'

const MINUTE = 60_000

/** One step: a tool that is one check, or one that reports many tests as JSON. */
interface Step {
  name: string
  tool: string
  args: string[]
  /** ms. */
  timeout: number
  /** Reads the report; without it the step is a single check. */
  count?: (json: string) => Counts
  /** Mostly waits: it runs beside the steps that come after it. */
  beside?: boolean
}

const vitest = (name: string, timeout: number, ...args: string[]): Step => ({
  name,
  tool: 'vitest',
  args: ['run', ...args, '--reporter=default', '--reporter=json'],
  timeout,
  count: countVitest,
})
const stories = (browser: string): Step => ({
  name: `e2e-${browser}`,
  tool: 'playwright',
  args: ['test', `--project=${browser}`, '--reporter=list,json'],
  timeout: 8 * MINUTE,
  count: countPlaywright,
})

const STEPS: Step[] = [
  { name: 'format', tool: 'oxfmt', args: ['--check', '.'], timeout: 2 * MINUTE },
  { name: 'lint', tool: 'oxlint', args: ['--type-aware'], timeout: 2 * MINUTE },
  { name: 'types', tool: 'tsc', args: ['--noEmit', '-p', '.'], timeout: 2 * MINUTE },
  vitest('unit', 5 * MINUTE),
  { name: 'build-chromium', tool: 'wxt', args: ['build'], timeout: 2 * MINUTE },
  { name: 'build-firefox', tool: 'wxt', args: ['build', '-b', 'firefox', '--mv3'], timeout: 2 * MINUTE },
  { ...vitest('death', 8 * MINUTE, '--config', 'vitest.death.config.ts'), beside: true },
  stories('chromium'),
  stories('firefox'),
]

/** Every story in both browsers; without it those that no browser does in its own way are told in one. */
let isAll = false
const chosen = chooseSteps()
const reports = mkdtempSync(join(tmpdir(), 'smartqq-test-'))
let total = NOTHING
try {
  const beside: Promise<Counts>[] = []
  for (const step of chosen) {
    const running = runStep(step)
    if (step.beside) beside.push(running)
    else total = add(total, await running)
  }
  for (const running of beside) total = add(total, await running)
} finally {
  rmSync(reports, { recursive: true, force: true })
}
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
console.log(inWords(total))

async function runStep(step: Step): Promise<Counts> {
  const started = Date.now()
  const report = join(reports, `${step.name}.json`)
  const reporting = step.tool === 'vitest' ? [`--outputFile.json=${report}`] : []
  const { ok, output } = await runTool(step.tool, [...step.args, ...reporting], {
    timeout: step.timeout,
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, SHORT_STORIES: isAll ? '0' : '1' },
  })
  const counts = countStep(step, report, ok)
  console.log(`${step.name.padEnd(15)} ${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${inWords(counts)}`)
  if (counts.failed > 0) console.log(`\n${output.trim()}\n`)
  return counts
}

/** A tool that failed without a report, or in spite of a report without failures, is one failure. */
function countStep(step: Step, report: string, ok: boolean): Counts {
  const fallback = { ...NOTHING, ...(ok ? { passed: 1 } : { failed: 1 }) }
  if (!step.count) return fallback
  if (!existsSync(report)) return { ...NOTHING, failed: 1 }
  const counts = step.count(readFileSync(report, 'utf8'))
  return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function chooseSteps(): Step[] {
  const { values } = parseArgs({ options: { only: { type: 'string' }, all: { type: 'boolean' } } })
  isAll = values.all ?? false
  if (values.only === undefined) return STEPS
  const names = values.only.split(',')
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name))
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(', ')}. There are: ${STEPS.map(({ name }) => name).join(', ')}`)
    process.exit(2)
  }
  return STEPS.filter(({ name }) => names.includes(name))
}
