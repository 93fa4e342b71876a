import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { WxtStorageItem } from 'wxt/utils/storage'

/** A storage item as a signal, and the moment its stored value is in it. */
export interface LiveItem<T> {
  /** The item's fallback at once, then every stored value. */
  value: ReadonlySignal<T>
  /** Resolves when `value` holds what is stored; rejects when storage cannot be read. */
  ready: Promise<void>
}

/**
 * Watches a storage item for as long as the page lives. `read` parses what is stored (a door parses, rooms trust);
 * without it the value is taken as it is, for items that only our own background of this session writes.
 */
export function liveItem<T>(
  item: WxtStorageItem<T, Record<string, unknown>>,
  read: () => Promise<T> = () => item.getValue(),
): LiveItem<T> {
  const live = signal(item.fallback)
  let asked = 0

  async function refresh(): Promise<void> {
    const mine = ++asked
    const value = await read()
    // A slower, older answer must not overwrite a newer one.
    if (mine === asked) live.value = value
  }

  item.watch(() => void refresh().catch(() => {}))
  return { value: live, ready: refresh() }
}
