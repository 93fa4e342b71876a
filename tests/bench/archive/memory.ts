import { readFileSync, readdirSync } from 'node:fs'

/** How often the memory is looked at while work goes on, ms. */
const LOOK_EVERY = 100

/** The processes of a browser: those with `mark` (its profile folder) in their command line, and all that they started. Linux only. */
function processesOf(mark: string): number[] {
  const parents = new Map<number, number>()
  const found = new Set<number>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
      if (pid !== process.pid && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(mark)) found.add(pid)
    } catch {
      // It has ended meanwhile.
    }
  }
  const belongs = (pid: number): boolean => {
    const parent = parents.get(pid)
    return found.has(pid) || (parent !== undefined && parent > 1 && parent !== process.pid && belongs(parent))
  }
  return [...parents.keys()].filter(belongs)
}

/** Memory of a browser with all its processes, shared pages counted once (PSS), bytes. Linux only. */
export function browserMemory(mark: string): number {
  let sum = 0
  for (const pid of processesOf(mark)) {
    try {
      const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? []
      sum += Number(kilobytes) * 1_024
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum
}

/** Memory while work went on: before it, and the most that was seen, bytes. */
export interface MemoryUse {
  before: number
  peak: number
}

/** Does the work, and looks at the browser's memory meanwhile; with no mark at nothing. */
export async function watchMemory<T>(
  mark: string | null,
  work: () => Promise<T>,
): Promise<{ result: T; memory: MemoryUse }> {
  if (mark === null) return { result: await work(), memory: { before: Number.NaN, peak: Number.NaN } }
  const before = browserMemory(mark)
  let peak = before
  const timer = setInterval(() => (peak = Math.max(peak, browserMemory(mark))), LOOK_EVERY)
  try {
    const result = await work()
    peak = Math.max(peak, browserMemory(mark))
    return { result, memory: { before, peak } }
  } finally {
    clearInterval(timer)
  }
}
