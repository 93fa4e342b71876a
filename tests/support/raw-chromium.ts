import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { browserPath } from './browser-paths.ts'
import { builtExtension } from './build.ts'
import { DISABLED_FEATURES, chromiumArguments } from './chromium-arguments.ts'
import type { Ports } from './chromium-arguments.ts'
import { startProgram } from './raw-browser.ts'
import type { RawBrowser } from './raw-browser.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folder.ts'
import { until } from './until.ts'

/** A tab, which can only be closed. */
export interface RawTab {
  close(): Promise<void>
}

/** Chromium without a debugger; its extension's process can be killed. */
export interface RawChromium extends RawBrowser {
  /**
   * Opens a tab, also with a page of the extension (which at the start comes too early). It is asked for over HTTP at
   * the debugging port, to which nothing ever attaches.
   */
  open(url: string): Promise<RawTab>
  /**
   * Kills the process in which the extension's worker runs, as a crash would. Linux only.
   * @returns How many processes were killed; 0 when the worker is asleep.
   */
  killExtensionProcess(): number
  /** Resident memory of that process, bytes; 0 when the worker is asleep. Linux only. */
  extensionMemory(): number
  /** Processor time that process has used so far, ms. Linux only. */
  extensionCpu(): number
}

/**
 * Starts Chromium headless with the released build and the simulator as its only internet, and opens `urls`.
 * @param kept A profile folder that outlives the browser. Default: a fresh one, removed at `stop`.
 */
export async function startRawChromium(ports: Ports, urls: string[] = [], kept?: string): Promise<RawChromium> {
  const extension = builtExtension('chromium')
  const profile = kept ?? (await makeTemporaryFolder('raw'))
  const start = (pages: string[]) =>
    startProgram(browserPath('chromium'), [
      '--headless=new',
      '--no-sandbox',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      ...chromiumArguments(extension, ports),
      DISABLED_FEATURES,
      ...(pages.length > 0 ? pages : ['about:blank']),
    ])
  let running = await start(urls)
  const browser: RawChromium = {
    pid: running.pid,
    extensionUrl: (path) => `chrome-extension://${unpackedId(extension)}/${path}`,
    open: (url) => openTab(profile, url),
    killExtensionProcess() {
      const pids = extensionProcesses(profile)
      for (const pid of pids) process.kill(Number(pid), 'SIGKILL')
      return pids.length
    },
    extensionCpu: () => extensionProcesses(profile).reduce((sum, pid) => sum + processorTime(pid), 0),
    extensionMemory: () => extensionProcesses(profile).reduce((sum, pid) => sum + residentBytes(pid), 0),
    quit: () => running.end(),
    startAgain: async (again = []) => {
      await rm(join(profile, PORT_FILE), { force: true })
      running = await start(again)
      browser.pid = running.pid
    },
    stop: async () => {
      await running.end()
      if (kept === undefined) await removeTemporaryFolder(profile)
    },
  }
  return browser
}

/** Chromium writes the port it has chosen into this file of the profile. */
const PORT_FILE = 'DevToolsActivePort'

async function openTab(profile: string, url: string): Promise<RawTab> {
  const port = await until('the debugging port', async () =>
    Number.parseInt(await readFile(join(profile, PORT_FILE), 'utf8'), 10),
  )
  const ask = async (path: string, method: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/json/${path}`, { method })
    if (!response.ok) throw new Error(`Chromium refused ${path}: ${await response.text()}`)
    return response
  }
  // A sleeping worker is not listed; then the extension has been there for long.
  if (url.startsWith('chrome-extension:'))
    await until(
      'the extension',
      async () => (await (await ask('list', 'GET')).text()).includes('service_worker'),
      3_000,
    ).catch(() => undefined)
  const { id }: { id: string } = JSON.parse(await (await ask(`new?${encodeURIComponent(url)}`, 'PUT')).text())
  return {
    close: async () => {
      await ask(`close/${id}`, 'GET')
    },
  }
}

/** Chromium's id for an unpacked folder: the first half of the SHA-256 of its path, hex digits written as a to p. */
export const unpackedId = (folder: string): string =>
  createHash('sha256')
    .update(folder)
    .digest('hex')
    .slice(0, 32)
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))

function extensionProcesses(profile: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const line = commandLine(pid)
      return line.includes('--extension-process') && line.includes(profile)
    })
}

function residentBytes(pid: string): number {
  try {
    return 1_024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0 // the process has just gone
  }
}

/** Linux counts in hundredths of a second. */
const TICK = 10

function processorTime(pid: string): number {
  try {
    // The name in brackets may hold blanks; the fields behind it do not: user and system time are the 12th and 13th.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return TICK * (Number(fields[11]) + Number(fields[12]))
  } catch {
    return 0 // the process has just gone
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return '' // the process has just gone
  }
}
