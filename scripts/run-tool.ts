import { spawn } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'

/** The project's folder. Absolute. */
export const ROOT = resolve(import.meta.dirname, '..')

const BIN = join(ROOT, 'node_modules/.bin')
const windows = process.platform === 'win32'

/** How a tool ended. `output`: what it wrote to both streams, in order. */
export interface ToolResult {
  ok: boolean
  output: string
}

/** What to run and how long it may take. */
export interface ToolOptions {
  /** ms; when they are over, the tool and everything it started is ended. */
  timeout: number
  env?: Record<string, string>
  /** Called with each piece of output as it comes. */
  onOutput?: (text: string) => void
}

/** Runs a tool of node_modules under the project's own Node, in the project's folder. Never throws for its failure. */
export function runTool(name: string, args: string[], { timeout, env, onOutput }: ToolOptions): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = spawn(join(BIN, windows ? `${name}.cmd` : name), args, {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', ...env, PATH: `${BIN}${delimiter}${process.env.PATH ?? ''}` },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !windows, // a process group of its own, so that all of it can be ended
      shell: windows,
    })
    let output = ''
    const take = (data: Buffer) => {
      const text = data.toString()
      output += text
      onOutput?.(text)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    const end = () => {
      if (child.pid === undefined) return
      if (windows) child.kill()
      else
        try {
          process.kill(-child.pid, 'SIGKILL')
        } catch {
          child.kill() // the group has already gone
        }
    }
    const late = setTimeout(() => {
      take(Buffer.from(`\n${name} took longer than ${timeout / 60_000} minutes and was ended.\n`))
      end()
    }, timeout)
    process.once('SIGINT', end)
    const finish = (ok: boolean) => {
      clearTimeout(late)
      process.off('SIGINT', end)
      resolve({ ok, output })
    }
    child.on('error', (error) => {
      output += error.message
      finish(false)
    })
    child.on('close', (code) => finish(code === 0))
  })
}
