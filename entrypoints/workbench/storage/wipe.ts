import { browser } from 'wxt/browser'
import type { Waiting } from '../../../lib/archive/port.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import { retentionItem, readRetention } from '../../../lib/settings.ts'
import { archive } from '../../pages/archive.ts'
import { removeRunsOf } from '../export/left-runs.ts'
import { exportsFolder } from '../export/run-folder.ts'
import { removeBackupFiles } from './backup-file.ts'
import { restart } from './restart.ts'

/**
 * Deletes an account's archive, or everything, with the copies of it that exports and backups have left; on request the rules and
 * settings too. Then the extension starts again.
 * Rejects with ArchiveError when the archive cannot be deleted, or when the waiting was given up: then the settings are still there.
 */
export async function wipe(what: AccountId | 'all', withSettings: boolean, waiting?: Waiting): Promise<void> {
  const open = await archive()
  const sizes = await open.sizes()
  await open.wipe(what === 'all' ? undefined : what, waiting)
  if (withSettings) {
    await browser.storage.local.clear()
  } else {
    const gone = new Set(
      sizes.filter(({ account }) => what === 'all' || account === what).map((row) => row.conversation),
    )
    const { chats, ...rest } = await readRetention()
    const left = Object.fromEntries(Object.entries(chats).filter(([id]) => !gone.has(id)))
    await retentionItem.setValue({ ...rest, chats: left })
  }
  const exports = await exportsFolder()
  if (exports) await removeRunsOf(exports, what)
  await removeBackupFiles()
  restart()
}
