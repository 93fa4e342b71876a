import { browser } from 'wxt/browser'
import { randomId } from '../../../lib/random-id.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { archive } from '../../pages/archive.ts'
import { whenNoneIsWritten } from '../import/import-lock.ts'
import { status } from '../stored.ts'
import { findLegs } from './find-legs.ts'
import type { ExportOrder } from './order.ts'
import { NothingToExportError } from './run-trouble.ts'
import type { ExportRun } from './run.ts'

/** What somebody wants exported now. */
export interface ExportStart {
  order: ExportOrder
  /** Name of the one chat, or of the task; null: it is told by its number of chats. */
  title: string | null
  /** The saved task that it is a run of, and only what came since its last run when there was one. */
  task: string | null
  since: ExportRun['since']
}

/**
 * An export that begins at `at` (ms).
 *
 * @throws {NothingToExportError}
 * @throws {ArchiveError} when the archive cannot be read at all.
 */
export async function newRun(start: ExportStart, at: number): Promise<ExportRun> {
  const from = await archive()
  // What is being taken in is stamped with a time before `at`: the next part of a task would not have it any more.
  if (start.task !== null) await whenNoneIsWritten()
  const legs = await findLegs(from, start.order.chats, ownNicks())
  if (legs.length === 0) throw new NothingToExportError('None of these chats is in the archive')
  return {
    ...start,
    id: randomId(),
    legs,
    startedAt: at,
    ...(start.task === null ? {} : { archivedBefore: await settledUpTo(from, legs, at) }),
    generator: { name: 'SmartQQ Companion', version: browser.runtime.getManifest().version },
  }
}

/**
 * Up to when everything that came is in the archive, ms: not later than `at`. What came is written down before it is understood, and
 * a browser that died in between understands it when it is back, with the time at which it came.
 */
export async function settledUpTo(
  from: Pick<Archive, 'unsettled'>,
  legs: ExportRun['legs'],
  at: number,
): Promise<number> {
  const accounts = new Set(legs.map(({ account }) => account))
  const waiting = (await from.unsettled()).filter(({ account }) => accounts.has(account))
  return waiting.reduce((first, { receivedAt }) => Math.min(first, receivedAt), at)
}

/** The user's own names, as far as they are known: that of the account that is logged in. */
function ownNicks(): Record<string, string> {
  const state = status.value
  const known = state.state === 'online' || state.state === 'offline'
  return known && state.account !== null && state.nick !== null ? { [state.account]: state.nick } : {}
}
