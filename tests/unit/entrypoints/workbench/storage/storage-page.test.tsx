// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { locks } from 'node:worker_threads'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { backupJob, dismissBackup, sourceOf } from '../../../../../entrypoints/workbench/storage/backup-job.ts'
import { restart } from '../../../../../entrypoints/workbench/storage/restart.ts'
import { chooseBackup, closeRestore, restoreJob } from '../../../../../entrypoints/workbench/storage/restore-job.ts'
import { StoragePage } from '../../../../../entrypoints/workbench/storage/storage-page.tsx'
import { writeBackup } from '../../../../../lib/backup/write-backup.ts'
import { archiveWords, alsoSpeak, lateWords, setLanguage, workbenchWords } from '../../../../../lib/i18n/t.ts'
import { readRetention, restoredItem, retentionItem } from '../../../../../lib/settings.ts'
import { DAY } from '../../../../../lib/time.ts'
import { aContact, aMessage } from '../../pages/archive-with.ts'

vi.mock(import('../../../../../entrypoints/workbench/storage/restart.ts'), () => ({ restart: vi.fn() }))
const restarted = vi.mocked(restart)

const OLD = Date.now() - 400 * DAY
const NEW = Date.now() - DAY

/** A backup of what is in the archive now, as a file. */
async function backupNow(version?: number): Promise<File> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const sink = { write: async (bytes: Uint8Array<ArrayBuffer>) => void pieces.push(bytes) }
  const options = { madeAt: NEW, app: '1', passphrase: null }
  const source = await sourceOf(await archive())
  if (version !== undefined) source.about.version = version
  await writeBackup(source, sink, options, new AbortController().signal)
  return new File(pieces, '我的备份.qqbackup')
}

async function fill(): Promise<void> {
  const open = await archive()
  await open.wipe()
  await open.commit({
    contacts: [aContact('a', { nick: '强哥' }), aContact('b', { nick: 'Lily' })],
    messages: [
      aMessage('a1', 'a', { sentAt: OLD }),
      aMessage('a2', 'a', { sentAt: NEW }),
      aMessage('b1', 'b', { sentAt: OLD + 1 }),
    ],
  })
}

describe('the storage page', () => {
  beforeAll(() => {
    // The window of these tests has no locks of its own.
    Object.defineProperty(navigator, 'locks', { value: locks })
    alsoSpeak(lateWords, workbenchWords, archiveWords)
  })
  beforeEach(async () => {
    restarted.mockReset()
    await setLanguage('zh-CN', '')
    await browser.storage.local.clear()
    await fill()
    render(
      <main tabIndex={-1}>
        <StoragePage />
      </main>,
    )
    await screen.findByText('3 条消息，2 个会话')
  })
  afterEach(async () => {
    closeRestore()
    await dismissBackup()
    cleanup()
  })

  it('says what each conversation takes, and opens what can be done about one', async () => {
    const table = screen.getByRole('table', { name: '各会话占用的空间' })
    expect(within(table).getAllByRole('row')).toHaveLength(2)
    fireEvent.click(screen.getByRole('button', { name: '管理 强哥' }))
    expect(await screen.findByText(/^2 条消息，约/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '收起' }))
    await waitFor(() => expect(screen.queryByText(/^2 条消息，约/)).toBeNull())
  })

  it('deletes the messages of a conversation once it was confirmed', async () => {
    fireEvent.click(screen.getByRole('button', { name: '管理 强哥' }))
    fireEvent.click(await screen.findByRole('button', { name: '删除这个会话的消息' }))
    const open = await archive()
    expect(await open.count({ conversation: 'a' })).toBe(2)
    fireEvent.click(await screen.findByRole('button', { name: '删除' }))
    await waitFor(async () => expect(await open.count({ conversation: 'a' })).toBe(0))
    expect(await open.count({ conversation: 'b' })).toBe(1)
  })

  it('says that it waits for a backup before it deletes, and lets one give up', async () => {
    const open = await archive()
    const reading = open.dump()[Symbol.asyncIterator]()
    await reading.next()
    fireEvent.click(screen.getByRole('button', { name: '管理 强哥' }))
    fireEvent.click(await screen.findByRole('button', { name: '删除这个会话的消息' }))
    fireEvent.click(await screen.findByRole('button', { name: '删除' }))
    const waits = () => screen.findByText('有备份正在读取存档，等它读完。')
    await waits()
    fireEvent.click(screen.getByRole('button', { name: '取消' }))
    fireEvent.click(await screen.findByRole('button', { name: '删除这个会话的消息' }))
    fireEvent.click(await screen.findByRole('button', { name: '删除' }))
    await waits()
    expect(await open.count({ conversation: 'a' })).toBe(2)
    await reading.return?.()
    await waitFor(async () => expect(await open.count({ conversation: 'a' })).toBe(0))
  })

  it('says what a rule would delete before it can be saved, and deletes nothing itself', async () => {
    fireEvent.click(screen.getByRole('radio', { name: '90 天' }))
    expect(await screen.findByText(/的 2 条消息会被清理（2 个会话）/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(async () => expect((await readRetention()).keepDays).toBe(90))
    const open = await archive()
    expect(await open.count({ conversation: 'a' })).toBe(2)
  })

  it('cleans up at once when told to, except what is kept for ever', async () => {
    await retentionItem.setValue({ keepDays: 90, chats: { b: null }, changedAt: 0 })
    fireEvent.click(await screen.findByRole('button', { name: '现在清理' }))
    expect(await screen.findByText(/1 个会话的 1 条消息/)).toBeTruthy()
    const open = await archive()
    expect(await open.count({ conversation: 'a' })).toBe(1)
    expect(await open.count({ conversation: 'b' })).toBe(1)
  })

  it('wipes everything when the word was typed, settings only when wanted, and starts again', async () => {
    await browser.storage.local.set({ preferences: { theme: 'dark' } })
    fireEvent.click(screen.getByRole('button', { name: '清空…' }))
    const yes = await screen.findByRole('button', { name: '删除并重新启动' })
    expect(yes).toHaveProperty('disabled', true)
    fireEvent.input(screen.getByRole('textbox', { name: '确认' }), { target: { value: '删除' } })
    await waitFor(() => expect(yes).toHaveProperty('disabled', false))
    fireEvent.click(yes)
    await waitFor(() => expect(restarted).toHaveBeenCalledOnce())
    const open = await archive()
    expect(await open.conversations()).toEqual([])
    expect(await browser.storage.local.get('preferences')).toEqual({ preferences: { theme: 'dark' } })
  })

  it('asks twice for a passphrase, and says when the two differ', async () => {
    fireEvent.input(screen.getByLabelText('口令'), { target: { value: '正确的马电池订书钉' } })
    expect(await screen.findByText('很难猜')).toBeTruthy()
    fireEvent.input(screen.getByLabelText('再输一遍'), { target: { value: '正确的马' } })
    expect(await screen.findByText('两遍不一样。')).toBeTruthy()
    expect(screen.getByRole('button', { name: '创建备份' })).toHaveProperty('disabled', true)
    expect(backupJob.value.state).toBe('none')
  })

  it('looks at a whole backup before it offers to put it back, and then puts back archive and settings', async () => {
    await browser.storage.local.set({ preferences: { theme: 'dark' }, preferences$: { v: 3 } })
    const file = await backupNow()
    const open = await archive()
    await open.forget('a')
    await browser.storage.local.set({ preferences: { theme: 'light' }, later: 1 })

    await chooseBackup(file)
    const yes = await screen.findByRole('button', { name: '替换并重新启动' })
    expect(await open.count({ conversation: 'a' })).toBe(0)
    fireEvent.click(yes)
    await waitFor(() => expect(restarted).toHaveBeenCalledOnce())
    expect(await open.count({ conversation: 'a' })).toBe(2)
    expect(await open.message('a1')).toMatchObject({ sentAt: OLD })
    const settings = await browser.storage.local.get(null)
    expect(settings).toMatchObject({ preferences: { theme: 'dark' }, preferences$: { v: 3 } })
    expect(settings).not.toHaveProperty('later')
    expect(await restoredItem.getValue()).toMatchObject({ madeAt: NEW })
  })

  it('gives a restored rule an hour before it deletes anything', async () => {
    await retentionItem.setValue({ keepDays: 30, chats: {}, changedAt: 5 })
    const file = await backupNow()
    const before = Date.now()
    await chooseBackup(file)
    fireEvent.click(await screen.findByRole('button', { name: '替换并重新启动' }))
    await waitFor(() => expect(restarted).toHaveBeenCalledOnce())
    const { keepDays, changedAt } = await readRetention()
    expect(keepDays).toBe(30)
    expect(changedAt).toBeGreaterThanOrEqual(before)
  })

  it('refuses a backup whose archive is of a later version, in words', async () => {
    await chooseBackup(await backupNow(99))
    expect(await screen.findByText('备份里的存档来自更新的版本。更新扩展后再试。')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '替换并重新启动' })).toBeNull()
  })

  it('puts back a backup of an empty archive: then there is nothing', async () => {
    const open = await archive()
    await open.wipe()
    const file = await backupNow()
    await fill()
    await chooseBackup(file)
    fireEvent.click(await screen.findByRole('button', { name: '替换并重新启动' }))
    await waitFor(() => expect(restarted).toHaveBeenCalledOnce())
    expect(await open.conversations()).toEqual([])
  })

  it('says where a file is cut, and changes nothing', async () => {
    const file = await backupNow()
    await chooseBackup(new File([file.slice(0, file.size - 3)], 'cut.qqbackup'))
    expect(await screen.findByText('文件不完整，后面缺了一段。重新下载或拷贝后再试。')).toBeTruthy()
    expect(restoreJob.value).toMatchObject({ state: 'failed', why: 'cut' })
    expect(screen.getByText('现在的存档和设置没有变。')).toBeTruthy()
    await chooseBackup(new File(['{}'], 'other.json'))
    expect(await screen.findByText('这不是本扩展的备份文件。')).toBeTruthy()
  })
})
