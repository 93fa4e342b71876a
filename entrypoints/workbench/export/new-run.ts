import { browser } from 'wxt/browser'
import { randomId } from '../../../lib/random-id.ts'
import { archive } from '../../pages/archive.ts'
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
  const legs = await findLegs(await archive(), start.order.chats, ownNicks())
  if (legs.length === 0) throw new NothingToExportError('None of these chats is in the archive')
  return {
    ...start,
    id: randomId(),
    legs,
    startedAt: at,
    generator: { name: 'SmartQQ Companion', version: browser.runtime.getManifest().version },
  }
}

/** The user's own names, as far as they are known: that of the account that is logged in. */
function ownNicks(): Record<string, string> {
  const state = status.value
  const known = state.state === 'online' || state.state === 'offline'
  return known && state.account !== null && state.nick !== null ? { [state.account]: state.nick } : {}
}
