import { createQueue } from '../../lib/companion/queue.ts'
import { controlsItem, readControls } from '../../lib/settings.ts'
import type { Controls } from '../../lib/settings.ts'
import { forgiveRefusals } from './refusals.ts'

const inOrder = createQueue()

/** Throws switches: whatever `change` makes of them as they are. Nothing when it gives null. */
export function changeControls(change: (controls: Controls) => Partial<Controls> | null): Promise<void> {
  return inOrder(async () => {
    const before = await readControls()
    const changed = change(before)
    if (changed) await controlsItem.setValue({ ...before, ...changed })
  })
}

/** The kill switch. Switching on ends the stop that refusals brought, too. */
export async function setAutoReply(choose: (controls: Controls) => boolean): Promise<void> {
  let isOn = false
  await changeControls((controls) => {
    isOn = choose(controls)
    return { autoReply: isOn, ...(isOn ? { stopped: null } : {}) }
  })
  if (isOn) await forgiveRefusals()
}
