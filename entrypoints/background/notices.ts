import { log } from '../../lib/log.ts'
import { noticesItem } from '../../lib/settings.ts'
import type { Notice } from '../../lib/settings.ts'
import { createQueue } from '../../lib/companion/queue.ts'

const MAX_NOTICES = 20
/** Longest detail, in characters: it may be the server's own text. */
const MAX_DETAIL = 300
const inOrder = createQueue()

/** Tells the user something; a notice with the same code and detail is moved up instead of repeated. */
export function tell(code: Notice['code'], whole = ''): void {
  const detail = whole.slice(0, MAX_DETAIL)
  log('notice', { code })
  inOrder(async () => {
    const others = (await noticesItem.getValue()).filter((notice) => notice.code !== code || notice.detail !== detail)
    const notice: Notice = { id: crypto.randomUUID(), at: Date.now(), code, detail }
    await noticesItem.setValue([...others, notice].slice(-MAX_NOTICES))
  }).catch(() => log('notice lost', { code }))
}

export function dismiss(id: string): Promise<void> {
  return keepOnly((notice) => notice.id !== id)
}

/** What was told is no longer true: it is taken off the list unread. */
export function takeBack(code: Notice['code']): void {
  keepOnly((notice) => notice.code !== code).catch(() => log('notice not taken back', { code }))
}

function keepOnly(isKept: (notice: Notice) => boolean): Promise<void> {
  return inOrder(async () => {
    const notices = await noticesItem.getValue()
    const kept = notices.filter(isKept)
    if (kept.length < notices.length) await noticesItem.setValue(kept)
  })
}
