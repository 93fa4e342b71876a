import { effect, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { log } from '../../../lib/log.ts'
import { runTests } from '../../../lib/rules/lab/run-tests.ts'
import type { TestResult } from '../../../lib/rules/lab/run-tests.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { readRuleSet } from '../stored-rule-set.ts'
import type { RuleDraft } from './rule-draft.ts'

/** Pause after typing before the tests run, ms: with hundreds of rules they are not free. */
const REST = 300

/** The rule's own tests within all rules, in this computer's zone. `at`: ms, the time they are run. */
export function tryTests(set: RuleSet, rule: Rule, at: number): TestResult[] {
  return runTests(set, rule, Intl.DateTimeFormat().resolvedOptions().timeZone, at)
}

export interface TriedTests {
  /** Null while the rule cannot be tested as it stands. */
  results: ReadonlySignal<readonly TestResult[] | null>
  stop(): void
}

/** Runs the tests of a draft a moment after it was changed. */
export function followTests(draft: RuleDraft): TriedTests {
  const results = signal<readonly TestResult[] | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function run(rule: Rule): Promise<void> {
    try {
      const set = await readRuleSet()
      if (draft.rule.peek() === rule) results.value = tryTests(set, rule, Date.now())
    } catch (error) {
      log('tests-not-run', { error: error instanceof Error ? error.name : 'unknown' })
    }
  }

  const stop = effect(() => {
    const rule = draft.rule.value
    const isWhole = draft.problems.value.length === 0
    clearTimeout(timer)
    if (!isWhole || rule.tests.length === 0) {
      results.value = null
      return
    }
    timer = setTimeout(() => void run(rule), REST)
  })
  return {
    results,
    stop() {
      clearTimeout(timer)
      stop()
    },
  }
}
