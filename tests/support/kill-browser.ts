import { readFileSync, readdirSync } from 'node:fs'
import { until } from './until.ts'

/**
 * Kills every process of the browser that runs on a profile, as a power cut of that one program: nothing is let go of, nothing
 * is written any more. Linux only. Resolves when all have gone.
 * @returns How many processes were killed.
 */
export async function killBrowser(profile: string): Promise<number> {
  const pids = processesOf(profile)
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It went with another one.
    }
  }
  await until('the browser to be gone', () => processesOf(profile).length === 0)
  return pids.length
}

function processesOf(profile: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => isOn(profile, pid))
    .map(Number)
}

function isOn(profile: string, pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile)
  } catch {
    return false // the process has just gone
  }
}
