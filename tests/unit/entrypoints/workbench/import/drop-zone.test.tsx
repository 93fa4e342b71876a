// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { act, cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DropZone } from '../../../../../entrypoints/workbench/import/drop-zone.tsx'
import type { ImportJob } from '../../../../../entrypoints/workbench/import/import-job.ts'
import { alsoSpeak, archiveWords } from '../../../../../lib/i18n/t.ts'
import { speak } from '../lab/lab-words.ts'

const job = vi.hoisted(() => ({ openImport: vi.fn<(files: readonly File[]) => void>(), importJob: { value: {} } }))
vi.mock(import('../../../../../entrypoints/workbench/import/import-job.ts'), () => job as never)

const WORDS = '松手即可导入'
const file = new File(['x'], 'a.json')

/** A drag of one file, or its end; says whether the browser keeps its hands off. */
function drag(type: 'dragenter' | 'dragover' | 'drop'): { isOurs: boolean; effect: string } {
  const items = [{ webkitGetAsEntry: () => null }]
  const dataTransfer = { types: ['Files'], files: [file], items, dropEffect: 'none' }
  const event = Object.assign(new Event(type, { cancelable: true }), { dataTransfer })
  void act(() => void dispatchEvent(event))
  return { isOurs: event.defaultPrevented, effect: dataTransfer.dropEffect }
}

beforeEach(async () => {
  alsoSpeak(archiveWords)
  await speak()
  job.openImport.mockClear()
  job.importJob = signal<ImportJob>({ state: 'none' })
  location.hash = '#/chats'
})
afterEach(cleanup)

it('shows itself while files are over the window, and opens them on the page of imports', async () => {
  render(<DropZone isOff={false} />)
  drag('dragenter')
  expect(screen.getByText(WORDS)).toBeTruthy()
  expect(drag('dragover')).toEqual({ isOurs: true, effect: 'copy' })
  expect(drag('drop').isOurs).toBe(true)
  expect(screen.queryByText(WORDS)).toBeNull()
  await vi.waitFor(() => expect(job.openImport).toHaveBeenCalledExactlyOnceWith([file]))
  expect(location.hash).toBe('#/import')
})

it.each([
  ['a page has a place of its own', true, { state: 'none' }],
  ['an import is being written', false, { state: 'writing', done: 0, total: 1, isEnding: false }],
] as const)('takes nothing while %s, but keeps the browser from leaving for the file', (_when, isOff, state) => {
  job.importJob.value = state
  render(<DropZone isOff={isOff} />)
  drag('dragenter')
  expect(screen.queryByText(WORDS)).toBeNull()
  expect(drag('dragover')).toEqual({ isOurs: true, effect: 'none' })
  expect(drag('drop').isOurs).toBe(true)
  expect(job.openImport).not.toHaveBeenCalled()
  expect(location.hash).toBe('#/chats')
})
