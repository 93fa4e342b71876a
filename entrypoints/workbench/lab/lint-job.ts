import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Finding } from '../../../lib/rules/lab/finding.ts'
import { lintSteps } from '../../../lib/rules/lab/lint.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'
import { log } from '../../../lib/log.ts'
import { breath } from './breath.ts'

/** Where the check of the rules stands. `done` and `total` count rules. */
export type LintJob =
  | { state: 'none' }
  | { state: 'running'; done: number; total: number; findings: readonly Finding[] }
  | { state: 'done'; total: number; findings: readonly Finding[] }
  | { state: 'failed' }

const current = signal<LintJob>({ state: 'none' })
export const lintJob: ReadonlySignal<LintJob> = current

/** How long it works before the page may draw, ms. */
const SLICE = 12

let checked: RuleSet | null = null

/** Checks these rules, unless it is doing so or has done so. A later call with other rules takes its place. */
export async function checkRules(set: RuleSet): Promise<void> {
  if (checked === set) return
  checked = set
  const findings: Finding[] = []
  const total = set.rules.length
  let done = 0
  current.value = { state: 'running', done, total, findings: [] }
  try {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    let sliceEnds = performance.now() + SLICE
    for (const found of lintSteps(set, zone, Date.now())) {
      findings.push(...found)
      done++
      if (performance.now() < sliceEnds) continue
      current.value = { state: 'running', done: Math.min(done, total), total, findings: [...findings] }
      await breath()
      if (checked !== set) return
      sliceEnds = performance.now() + SLICE
    }
    current.value = { state: 'done', total, findings }
  } catch (error) {
    log('lint-failed', { error: error instanceof Error ? error.name : 'unknown' })
    if (checked === set) current.value = { state: 'failed' }
  }
}
