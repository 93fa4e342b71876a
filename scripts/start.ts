/**
 * `npm start`: builds the extension, starts the simulator, and opens a real browser with the extension on it. With a
 * display it opens windows and waits; without one, or with `--story`, it plays the main story by itself.
 */
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { launchCompanion } from '../tests/e2e/support/launch.ts'
import { startSimulator } from '../tests/simulator/index.ts'
import { findBranded, findChromium } from './find-browsers.mjs'
import { openByHand } from './open-by-hand.ts'
import { openWindows } from './open-windows.ts'
import { playStory } from './play-story.ts'
import { runTool } from './run-tool.ts'

const USAGE = `usage: npm start [-- [--firefox] [--story | --headed] [--out DIR]]
  --firefox          in Firefox; else in Chromium
  --story            play the main story without windows, also where there is a display
  --headed           open windows and wait (the same as --no-story)
  --out DIR          where the story leaves its pictures, the export and the log (demo-output)`

try {
  // Ended at once: after Ctrl+C a step of the story may still be waiting.
  process.exit(await main())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function main(): Promise<number> {
  const flag = { type: 'boolean' } as const
  const { values } = parseArgs({
    options: { firefox: flag, story: flag, headed: flag, 'no-story': flag, out: { type: 'string' }, help: flag },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const windows = values.headed || values['no-story'] || (!values.story && hasDisplay())
  const kind = values.firefox ? 'firefox' : 'chromium'

  if (windows && !hasDisplay())
    throw new Error('There is no display for windows here. Without --headed the story plays.')

  await build(kind)
  const simulator = await startSimulator()
  try {
    if (kind === 'chromium' && !findChromium()) return await withBrandedBrowser(windows, simulator)
    const { httpPort, httpsPort } = simulator
    const companion = await launchCompanion(kind, { httpPort, httpsPort, headed: windows })
    try {
      if (!windows) {
        const play = playStory({ companion, simulator, out: values.out ?? 'demo-output' })
        return await Promise.race([play, interrupted()])
      }
      await openWindows(companion, simulator)
      return 0
    } finally {
      await companion.close()
    }
  } finally {
    await simulator.close()
  }
}

/** The exit code after Ctrl+C, once it was pressed. */
async function interrupted(): Promise<number> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  return 130
}

/** Windows can be shown: macOS and Windows always, elsewhere X or Wayland. */
function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
}

async function build(kind: 'chromium' | 'firefox'): Promise<void> {
  const started = Date.now()
  const { ok, output } = await runTool('wxt', kind === 'firefox' ? ['build', '-b', 'firefox', '--mv3'] : ['build'], {
    timeout: 2 * 60_000,
  })
  if (!ok) throw new Error(`The build failed:\n${output}`)
  console.log(`Built the extension for ${kind} in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
}

async function withBrandedBrowser(
  windows: boolean,
  simulator: Awaited<ReturnType<typeof startSimulator>>,
): Promise<number> {
  const path = findBranded()
  if (!path || !windows) throw new Error('The story needs Chromium or Chrome for Testing; name one in CHROMIUM.')
  await openByHand(path, simulator)
  return 0
}
