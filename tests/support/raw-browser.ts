import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A browser that nothing is attached to: debuggers keep workers alive, so the death of a worker is tested without. */
export interface RawBrowser {
  pid: number
  /** The address of a page of the extension, to be opened at the start. */
  extensionUrl(path: string): string
  /** Ends the browser and keeps the profile; `startAgain` opens it once more. */
  quit(): Promise<void>
  /** With the same profile; `urls` are opened. */
  startAgain(urls?: string[]): Promise<void>
  /** Ends the browser and removes its profile. */
  stop(): Promise<void>
}

/** A started program and the way to end it. */
export interface Started {
  pid: number
  /** When it has ended. */
  gone: Promise<unknown>
  /** SIGTERM, and SIGKILL when that did not help within 5 s; resolves when it has gone. */
  end(): Promise<void>
}

/** @throws {Error} When the program cannot be started. */
export async function startProgram(path: string, args: string[]): Promise<Started> {
  const child = spawn(path, args, { stdio: 'ignore', detached: process.platform !== 'win32' })
  await once(child, 'spawn')
  const { pid } = child
  if (pid === undefined) throw new Error(`${path} did not start`)
  const gone = once(child, 'exit')
  const signal = (name: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(name)
  }
  return {
    pid,
    gone,
    end: async () => {
      signal('SIGTERM')
      const impatient = setTimeout(() => signal('SIGKILL'), 5_000)
      if (child.exitCode === null && child.signalCode === null) await gone
      clearTimeout(impatient)
    },
  }
}
