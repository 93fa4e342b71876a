import * as z from 'zod/mini'
import { storage } from 'wxt/utils/storage'
import type { AccountId } from '../../lib/chat/handle.ts'
import { createQueue } from '../../lib/companion/queue.ts'

/** When the last message of each account went out, ms: kept apart from the login, which a new scan replaces. */
const lastSendsItem = storage.defineItem<unknown>('session:lastSends')
const lastSendsSchema = z.record(z.string(), z.number())
const inOrder = createQueue()

async function lastSends(): Promise<Record<AccountId, number>> {
  const parsed = lastSendsSchema.safeParse(await lastSendsItem.getValue())
  return parsed.success ? parsed.data : {}
}

/** When the account's last message went out, ms; 0 when none did in this browser session. */
export async function lastSendAt(account: AccountId): Promise<number> {
  return (await lastSends())[account] ?? 0
}

export function rememberSend(account: AccountId, at: number): Promise<void> {
  return inOrder(async () => lastSendsItem.setValue({ ...(await lastSends()), [account]: at }))
}
