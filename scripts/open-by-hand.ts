import { once } from 'node:events'
import { builtExtension } from '../tests/support/build.ts'
import { DISABLED_FEATURES, chromiumArguments } from '../tests/support/chromium-arguments.ts'
import { startProgram } from '../tests/support/raw-browser.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../tests/support/temporary-folder.ts'
import type { Simulator } from '../tests/simulator/index.ts'

/**
 * Opens Chrome or Edge, which may refuse to load an unpacked build from the command line, with a fresh profile and the
 * simulator as its only internet, says how to load the folder by hand, and waits for Ctrl+C or the end of the browser.
 */
export async function openByHand(path: string, simulator: Simulator): Promise<void> {
  const extension = builtExtension('chromium')
  const profile = await makeTemporaryFolder('profile')
  const browser = await startProgram(path, [
    `--user-data-dir=${profile}`,
    ...chromiumArguments(extension, simulator).filter(
      (argument) => !argument.startsWith('--disable-extensions-except'),
    ),
    DISABLED_FEATURES,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `${simulator.controlUrl}/`,
    'chrome://extensions/',
  ])
  console.log(`
${path} is open, with a fresh profile. Its only internet is the simulator.
If the companion is not on the page chrome://extensions (edge://extensions), load it by hand:
  1. Switch on "Developer mode" there.
  2. Press "Load unpacked" and choose this folder:
     ${extension}
  3. Click the companion's button in the toolbar, and on the phone's page scan and confirm:
     ${simulator.controlUrl}/

Ctrl+C here, or closing the browser, ends everything and removes the profile.`)
  await Promise.race([browser.gone, once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await browser.end()
  await removeTemporaryFolder(profile)
}
