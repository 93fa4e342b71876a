import { browser } from 'wxt/browser'
import { readControls } from '../../lib/settings.ts'
import type { Parts } from './parts.ts'
import { setControls } from './requests.ts'

/** Keyboard commands of the manifest. */
export function registerCommands(opened: Promise<Parts>, desk: { toggle(): Promise<void> }): void {
  browser.commands.onCommand.addListener((command) => {
    if (command === 'toggle-auto-reply') void toggle()
    if (command === 'toggle-drawer') void desk.toggle()
  })

  async function toggle(): Promise<void> {
    await setControls(opened, { autoReply: !(await readControls()).autoReply })
  }
}
