import * as z from 'zod/mini'
import { storage } from 'wxt/utils/storage'
import type { AccountId } from '../../lib/chat/handle.ts'
import { createQueue } from '../../lib/companion/queue.ts'

/** When the last message of each account went out, ms: kept apart from the login, which a new scan replaces. */
const lastSendsItem = storage.defineItem<unknown>('session:lastSends')
const lastSendsSchema = z.record(z.string(), z.number())

/** The pace of sending, across the deaths of workers. Read from storage once: nobody else writes it. */
export interface Pace {
  /** When the account's last message went out, ms; 0 when none did in this browser session. */
  lastSendAt(account: AccountId): Promise<number>
  rememberSend(account: AccountId, at: number): Promise<void>
}

export function createPace(): Pace {
  const inOrder = createQueue()
  let kept: Record<AccountId, number> | undefined

  async function lastSends(): Promise<Record<AccountId, number>> {
    if (kept) return kept
    const parsed = lastSendsSchema.safeParse(await lastSendsItem.getValue())
    return (kept ??= parsed.success ? parsed.data : {})
  }

  return {
    lastSendAt: async (account) => (await lastSends())[account] ?? 0,
    rememberSend: (account, at) =>
      inOrder(async () => {
        kept = { ...(await lastSends()), [account]: at }
        await lastSendsItem.setValue(kept)
      }),
  }
}
