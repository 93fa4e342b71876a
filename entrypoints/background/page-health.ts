import { createQueue } from '../../lib/companion/queue.ts'
import { log } from '../../lib/log.ts'
import type { PagePart } from '../../lib/ports.ts'
import { pageHealthItem } from '../../lib/settings.ts'

/** Keeps the item that says what of the open pages is not as it should be: the only writer of it. */
export function createPageHealth() {
  const inOrder = createQueue()
  const tabs = new Map<number, readonly PagePart[]>()
  let ofLink: readonly PagePart[] = []

  function write(): void {
    const broken = [...new Set([...ofLink, ...[...tabs.values()].flat()])].sort()
    inOrder(async () => {
      const before = await pageHealthItem.getValue()
      if (broken.join() !== before.join()) await pageHealthItem.setValue(broken)
    }).catch(() => log('page health lost'))
  }

  return {
    /** What the link misses between the pages and their hidden frames, of all tabs. */
    link(broken: readonly PagePart[]): void {
      ofLink = broken
      write()
    },
    /** What one tab's page lacks now. */
    tab(id: number, broken: readonly PagePart[]): void {
      tabs.set(id, broken)
      write()
    },
    tabGone(id: number): void {
      if (tabs.delete(id)) write()
    },
    /** After a start: the pages that are there have told, or had the time to. What the last worker knew is over. */
    settled: write,
  }
}

export type PageHealth = ReturnType<typeof createPageHealth>
