import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { dismiss, tell } from '../../../entrypoints/background/notices.ts'
import { storageWorks, tellStorage, tellTrouble } from '../../../entrypoints/background/storage-notice.ts'
import { ArchiveError } from '../../../lib/archive/port.ts'
import { noticesItem } from '../../../lib/settings.ts'

/** What is there once everything told so far has been written: the queue is one. */
async function notices() {
  await dismiss('none')
  return (await noticesItem.getValue()).map(({ code, detail }) => [code, detail])
}
const full = new ArchiveError('full', 'Archive: journal failed (QuotaExceededError)')
const blocked = new ArchiveError('blocked', 'Archive: another context holds the database')

describe('tellStorage', () => {
  beforeEach(() => fakeBrowser.reset())

  it('says why the archive refuses, once, whoever ran into it', async () => {
    tellStorage(full)
    tellStorage(blocked)
    tellTrouble({ code: 'storage-full', detail: '' })
    expect(await notices()).toEqual([
      ['storage-failed', 'blocked'],
      ['storage-full', ''],
    ])
  })

  it('is taken back as soon as something could be written, and nothing else is', async () => {
    tellTrouble({ code: 'list-failed', detail: 'friends' })
    tellStorage(full)
    tellStorage(blocked)
    storageWorks()
    expect(await notices()).toEqual([['list-failed', 'friends']])
  })

  it('stays while nothing was written', async () => {
    tellStorage(blocked)
    tell('internal', 'x')
    expect(await notices()).toEqual([
      ['storage-failed', 'blocked'],
      ['internal', 'x'],
    ])
  })
})
