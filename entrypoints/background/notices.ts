import { log } from '../../lib/log.ts'
import { noticesItem } from '../../lib/settings.ts'
import type { Notice } from '../../lib/settings.ts'
import { createQueue } from '../../lib/companion/queue.ts'

const MAX_NOTICES = 20
const inOrder = createQueue()

/** Tells the user something; a notice with the same code and detail is moved up instead of repeated. */
export function tell(code: Notice['code'], detail = ''): void {
  log('notice', { code })
  inOrder(async () => {
    const others = (await noticesItem.getValue()).filter((notice) => notice.code !== code || notice.detail !== detail)
    const notice: Notice = { id: crypto.randomUUID(), at: Date.now(), code, detail: detail.slice(0, 300) }
    await noticesItem.setValue([...others, notice].slice(-MAX_NOTICES))
  }).catch(() => log('notice lost', { code }))
}

export function dismiss(id: string): Promise<void> {
  return inOrder(async () => noticesItem.setValue((await noticesItem.getValue()).filter((notice) => notice.id !== id)))
}
