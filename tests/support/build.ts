import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runTool } from '../../scripts/run-tool.ts'

const root = resolve(import.meta.dirname, '../..')

/** The folder of a released build. Absolute. @throws {Error} With the command to run when it is missing. */
export function builtExtension(browser: 'chromium' | 'firefox'): string {
  const folder = join(root, '.output', browser === 'chromium' ? 'chrome-mv3' : 'firefox-mv3')
  if (existsSync(join(folder, 'manifest.json'))) return folder
  throw new Error(`There is no build in ${folder}. Run: npm run build`)
}

/** Builds it anew, so that nobody measures yesterday's. Absolute. @throws {Error} With the builder's words. */
export async function freshBuild(browser: 'chromium' | 'firefox'): Promise<string> {
  const args = ['build', ...(browser === 'firefox' ? ['-b', 'firefox', '--mv3'] : [])]
  const { ok, output } = await runTool('wxt', args, { timeout: 2 * 60_000 })
  if (!ok) throw new Error(output)
  return builtExtension(browser)
}

/** The add-on's own id in Firefox, as the build says it. @throws {Error} When the manifest has none. */
export function geckoId(folder: string): string {
  const manifest: { browser_specific_settings?: { gecko?: { id?: string } } } = JSON.parse(
    readFileSync(join(folder, 'manifest.json'), 'utf8'),
  )
  const id = manifest.browser_specific_settings?.gecko?.id
  if (!id) throw new Error(`${folder}/manifest.json has no browser_specific_settings.gecko.id`)
  return id
}
