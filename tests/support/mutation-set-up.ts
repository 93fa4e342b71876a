/**
 * Before each test file that Stryker runs.
 *
 * It chooses the tests that reach a mutant by the names of their blocks with blanks between; since version 5 vitest puts
 * ` > ` there, so that none would be found and every mutant would live. The pattern is made to fit both.
 */
interface Worker {
  config: { testNamePattern?: RegExp }
}

const { __vitest_worker__: worker } = globalThis as unknown as { __vitest_worker__?: Worker }
const pattern = worker?.config.testNamePattern
if (worker && pattern) worker.config.testNamePattern = new RegExp(pattern.source.replaceAll(' ', '(?: > | )'))

/** How fast it is, is not asked here: the code is full of switches, and two run at a time. */
performance.now = () => 0
process.cpuUsage = () => ({ user: 0, system: 0 })
