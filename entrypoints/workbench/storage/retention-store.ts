import { signal } from '@preact/signals'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { WaitsFor } from '../../../lib/archive/port.ts'
import { previewSweep, sweep } from '../../../lib/backup/sweep.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { Retention } from '../../../lib/chat/retention.ts'
import { log } from '../../../lib/log.ts'
import { readRetention, retentionItem, sweepItem } from '../../../lib/settings.ts'
import { liveItem } from '../../../lib/ui/live-item.ts'
import { archive } from '../../pages/archive.ts'

/** How long messages are kept, as stored now. */
export const retention = liveItem(retentionItem, readRetention).value
/** The last clean-up. */
export const lastSweep = liveItem(sweepItem).value

/** Saves a change; the background follows it. */
export async function saveRetention(
  change: (before: Retention) => Pick<Retention, 'keepDays' | 'chats'>,
): Promise<void> {
  const before = await readRetention()
  await retentionItem.setValue({ ...change(before), changedAt: Date.now() })
}

/** What a choice would delete: being counted, the numbers, or why they are not to be had. */
export type Preview =
  | { state: 'counting' }
  | { state: 'counted'; messages: number; conversations: number }
  | { state: 'failed'; why: ArchiveError['why'] }

/** Counts what `wanted` would delete now, and tells `show`, unless `signal` is aborted first. */
export async function countAffected(
  wanted: Retention,
  signal: AbortSignal,
  show: (preview: Preview) => void,
): Promise<void> {
  show({ state: 'counting' })
  try {
    const found = await previewSweep(await archive(), wanted, Date.now(), signal)
    if (found && !signal.aborted) show({ state: 'counted', ...found })
  } catch (error) {
    if (!signal.aborted) show({ state: 'failed', why: whyOf(error) })
  }
}

export function whyOf(error: unknown): ArchiveError['why'] {
  log('storage-failed', { error: error instanceof Error ? error.name : 'unknown' })
  return error instanceof ArchiveError ? error.why : 'failed'
}

/** Whether a clean-up is on its way. */
export const isSweeping = signal(false)
/** What it waits for. */
export const sweepWaits = signal<WaitsFor | null>(null)

/** Deletes what is past its time, without waiting for the background's next turn. */
export async function sweepNow(): Promise<void> {
  if (isSweeping.value) return
  isSweeping.value = true
  const now = Date.now()
  try {
    const store = await archive()
    const forget = (id: ContactId, before: number) =>
      store.forget(id, before, { onWait: (what) => (sweepWaits.value = what) })
    const waiting = { ...store, forget }
    const done = await sweep(waiting, await readRetention(), now, (error) => (whyOf(error), 'go-on'))
    await sweepItem.setValue({ at: now, ...done })
  } catch (error) {
    whyOf(error)
    await sweepItem.setValue({ at: now, messages: 0, conversations: 0, isPartial: true })
  } finally {
    isSweeping.value = false
    sweepWaits.value = null
  }
}

/** A choice for one conversation: `rule` follows the general one. */
export type ChatKeep = 'rule' | number | null

export function withChat(
  { keepDays, chats }: Retention,
  id: ContactId,
  keep: ChatKeep,
): Pick<Retention, 'keepDays' | 'chats'> {
  const { [id]: _, ...others } = chats
  return { keepDays, chats: keep === 'rule' ? others : { ...others, [id]: keep } }
}

/** What is chosen for one conversation. */
export function chatKeep({ chats }: Retention, id: ContactId): ChatKeep {
  return Object.hasOwn(chats, id) ? (chats[id] ?? null) : 'rule'
}
