import { once } from 'node:events'
import type { Companion } from '../tests/e2e/support/companion.ts'
import type { Simulator } from '../tests/simulator/index.ts'

/** Opens the phone's page and the popup, says what to do, and waits for Ctrl+C or the end of the browser. */
export async function openWindows(companion: Companion, simulator: Simulator): Promise<void> {
  await companion.open(`${simulator.controlUrl}/`)
  await companion.popup()
  console.log(`
The browser is open, with a fresh profile. Its only internet is the simulator.
  The popup is in a tab of its own (the toolbar button shows the same).
  The phone and the friends: ${simulator.controlUrl}/

What to do
  1. On the phone's page: scan, then confirm. The popup says that you are online.
  2. In the popup: write a rule, for example for friends who say 在吗.
  3. On the phone's page: write as a friend. The answer appears there, the reasons in the popup.
  4. In the popup: export. The file is JSON.
  5. Open http://w.qq.com/ in that browser to see the page of the service; the companion then makes way for it.

Ctrl+C here, or closing the browser, ends everything and removes the profile.`)
  await Promise.race([companion.closed(), once(process, 'SIGINT'), once(process, 'SIGTERM')])
}
