/** Processor time that the work takes, ms, the shortest of several runs: whatever else the machine does hardly counts. */
export function cpuTime(work: () => unknown, runs = 5): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage()
    work()
    return process.cpuUsage(before).user / 1_000
  })
  return Math.min(...times)
}
