// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { locks } from 'node:worker_threads'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { archive } from '../../../../../entrypoints/pages/archive.ts'
import { PastImports } from '../../../../../entrypoints/workbench/import/past-imports.tsx'
import { alsoSpeak, archiveWords, lateWords, setLanguage, workbenchWords } from '../../../../../lib/i18n/t.ts'

beforeAll(async () => {
  // The window of these tests has no locks of its own.
  Object.defineProperty(navigator, 'locks', { value: locks })
  alsoSpeak(lateWords, workbenchWords, archiveWords)
  await setLanguage('zh-CN', '')
})
afterEach(cleanup)

it('an import is taken back when no other is being written; the page says what it waits for, and one can give up', async () => {
  const store = await archive()
  const first = await store.beginImport('i-1')
  const about = { fileName: '旧聊天.txt', format: 'qq-txt', size: 1, added: 0, duplicates: 0 }
  const record = { id: 'i-1', account: '0', at: 1, ...about, conversations: [], contacts: [] }
  await first.publish({ record, contacts: [] })
  const other = await store.beginImport('i-2')
  render(
    <main tabIndex={-1}>
      <PastImports />
    </main>,
  )
  const undo = () => screen.findByRole('button', { name: /^撤销导入/ })
  fireEvent.click(await undo())
  await screen.findByText('有导入或恢复正在写入，等它结束。')
  fireEvent.click(screen.getByRole('button', { name: '不撤销了' }))
  fireEvent.click(await undo())
  await screen.findByText('有导入或恢复正在写入，等它结束。')
  expect(await store.imports()).toHaveLength(1)
  await other.abandon()
  await waitFor(() => expect(screen.queryByRole('button')).toBeNull())
  expect(await store.imports()).toEqual([])
})
