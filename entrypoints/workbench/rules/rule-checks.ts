import { effect, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { Finding } from '../../../lib/rules/lab/finding.ts'
import { log } from '../../../lib/log.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'
import { sleep } from '../../../lib/time.ts'
import { presentRules } from '../lab/present-rules.ts'

const failed = signal<ReadonlyMap<string, number>>(new Map())
const found = signal<ReadonlyMap<string, readonly Finding[]>>(new Map())

/** How many tests of a rule do not hold, by its id; rules whose tests hold are not in it. */
export const failedTests: ReadonlySignal<ReadonlyMap<string, number>> = failed

/** What the lint found, by the id of the rule it is about. */
export const findings: ReadonlySignal<ReadonlyMap<string, readonly Finding[]>> = found

/** After a change the checks wait this long, ms: several changes in a row are looked at once. */
const REST = 400
/** Longest stretch of work without a break, ms: the page stays quick. */
const SLICE = 12

/** Runs the tests and the lint over the stored rules, again after every change, in small slices. Returns the way to stop. */
export function followChecks(): () => void {
  let running = new AbortController()
  const stop = effect(() => {
    running.abort()
    running = new AbortController()
    void check(presentRules.value, running.signal).catch((error: unknown) =>
      log('rule-checks-failed', { error: error instanceof Error ? error.name : 'unknown' }),
    )
  })
  return () => {
    stop()
    running.abort()
  }
}

async function check(set: RuleSet, aborted: AbortSignal): Promise<void> {
  await sleep(REST, aborted)
  if (aborted.aborted) return
  const [{ runAllTests }, { lintSteps }] = await Promise.all([
    import('../../../lib/rules/lab/run-tests.ts'),
    import('../../../lib/rules/lab/lint.ts'),
  ])
  const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions()
  const at = Date.now()
  if (aborted.aborted) return
  const results = runAllTests(set, zone, at)
  failed.value = new Map(
    [...results].flatMap(([id, tests]) => {
      const count = tests.filter(({ passed }) => !passed).length
      return count > 0 ? [[id, count] as const] : []
    }),
  )
  const all = new Map<string, Finding[]>()
  let rested = performance.now()
  for (const some of lintSteps(set, zone, at)) {
    for (const finding of some) all.set(finding.ruleId, [...(all.get(finding.ruleId) ?? []), finding])
    if (performance.now() - rested < SLICE) continue
    await sleep(0)
    if (aborted.aborted) return
    rested = performance.now()
  }
  found.value = all
}
