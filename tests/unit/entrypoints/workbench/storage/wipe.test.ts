import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { openOpfsStore } from '../../../../../entrypoints/workbench/export/opfs-store.ts'
import { BACKUP_LOCK, tidyBackupFiles } from '../../../../../entrypoints/workbench/storage/backup-file.ts'
import { wipe } from '../../../../../entrypoints/workbench/storage/wipe.ts'
import { DAY } from '../../../../../lib/time.ts'
import { aMessage } from '../../pages/archive-with.ts'
import { aRun } from '../export/a-run.ts'
import { createLocks } from '../export/fake-locks.ts'
import { createOpfs } from '../export/fake-opfs.ts'
import type { FakeOpfs } from '../export/fake-opfs.ts'

vi.mock(import('../../../../../entrypoints/workbench/storage/restart.ts'), () => ({ restart: vi.fn() }))

let opfs: FakeOpfs
const paths = () => [...opfs.files().keys()]

/** On the disk are the copy of an export of account 1, and that of a backup (of 1 January 1970). */
beforeEach(async () => {
  opfs = createOpfs()
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => opfs.folder }, locks: createLocks() })
  const exports = await opfs.folder.getDirectoryHandle('exports', { create: true })
  const store = await openOpfsStore(exports, aRun().id)
  await store.saveRun(aRun())
  await store.close()
  const backups = await opfs.folder.getDirectoryHandle('backup', { create: true })
  await backups.getFileHandle('SmartQQ.qqbackup', { create: true })
})
afterEach(() => vi.unstubAllGlobals())

describe('wiping', () => {
  it('leaves no copy of what is gone', async () => {
    const open = await archive()
    await open.commit({ messages: [aMessage('a1', 'a')] })
    expect(paths()).not.toEqual([])
    await wipe('1', false)
    expect(await open.conversations()).toEqual([])
    expect(paths()).toEqual([])
  })

  it('leaves exports of other accounts', async () => {
    await wipe('2', false)
    expect(paths()).toContain(`exports/${aRun().id}/run.json`)
    expect(paths()).not.toContain('backup/SmartQQ.qqbackup')
  })
})

describe('the copy of a backup', () => {
  it('is kept a day, as the browser may still be saving it, and no longer', async () => {
    await tidyBackupFiles(DAY - 1)
    expect(paths()).toContain('backup/SmartQQ.qqbackup')
    await tidyBackupFiles(DAY)
    expect(paths()).not.toContain('backup/SmartQQ.qqbackup')
  })

  it('is left alone while its tab is there', async () => {
    await navigator.locks.request(BACKUP_LOCK, async () => {
      await tidyBackupFiles(DAY)
      expect(paths()).toContain('backup/SmartQQ.qqbackup')
    })
  })
})
