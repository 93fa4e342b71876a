import { browser } from 'wxt/browser'
import { setAutoReply } from './controls.ts'
import type { Parts } from './parts.ts'

/** Keyboard commands of the manifest. */
export function registerCommands(opened: Promise<Parts>, desk: { toggle(): Promise<void> }): void {
  browser.commands.onCommand.addListener((command) => {
    if (command === 'toggle-auto-reply') void toggle()
    if (command === 'toggle-drawer') void desk.toggle()
  })

  async function toggle(): Promise<void> {
    // One that stopped by itself is off, whatever its switch says.
    await setAutoReply(({ autoReply, stopped }) => !autoReply || stopped !== null)
    void opened.then(({ companion }) => companion.wakeOutbox())
  }
}
