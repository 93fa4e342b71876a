import * as z from 'zod/mini'
import { storage } from 'wxt/utils/storage'
import type { Archive } from '../../lib/archive/port.ts'
import type { OutboxRow } from '../../lib/chat/outbox-row.ts'
import { DAY } from '../../lib/time.ts'
import { takeBack } from './notices.ts'

/** So many refused sends in a row, and replies stop: the service has something against them. */
const IN_A_ROW = 3

/** Since when refusals count, ms: what was refused before the user switched replies on again is forgiven. */
const countedSinceItem = storage.defineItem<unknown>('session:refusalsSince')

/** Whether this row was refused as the last sends of its account before it were: replies had better stop. */
export async function isRefusedAgain(archive: Pick<Archive, 'outbox'>, row: OutboxRow): Promise<boolean> {
  if (row.state !== 'refused') return false
  const since = z.number().safeParse(await countedSinceItem.getValue()).data ?? 0
  const ended = await archive.outbox(['sent', 'refused', 'uncertain'], Math.max(since, row.stateAt - DAY))
  const ofAccount = ended.filter(({ target }) => target.account === row.target.account)
  const latest = ofAccount.toSorted((a, b) => b.stateAt - a.stateAt).slice(0, IN_A_ROW)
  return latest.length === IN_A_ROW && latest.every(({ state }) => state === 'refused')
}

/** The user has switched replies on: it is counted anew. */
export async function forgiveRefusals(): Promise<void> {
  await countedSinceItem.setValue(Date.now())
  takeBack('replies-stopped')
}
