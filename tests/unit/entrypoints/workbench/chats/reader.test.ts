import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MOST_DRAWN, PAGE_SIZE } from '../../../../../entrypoints/workbench/chats/message-window.ts'
import { createReader, MOST_COUNTED } from '../../../../../entrypoints/workbench/chats/reader.ts'
import type { Reader, ReaderView } from '../../../../../entrypoints/workbench/chats/reader.ts'
import type { Archive } from '../../../../../lib/archive/port.ts'
import { ArchiveError } from '../../../../../lib/archive/port.ts'
import type { Message } from '../../../../../lib/chat/message.ts'
import { aContact, aMessage, archiveWith } from '../../pages/archive-with.ts'

const COUNT = 6 * PAGE_SIZE
const said = (index: number, change: Partial<Message> = {}) =>
  aMessage(`m${index}`, 'a', { sentAt: index * 1_000, ...change })
const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => said(first + index))

let archive: Archive
let reader: Reader

function view(): ReaderView {
  const { value } = reader.view
  if (value === null || typeof value === 'string') throw new Error(`nothing to see: ${value}`)
  return value
}
const keys = () => view().window.messages.map(({ key }) => key)
const ends = () => [keys()[0], keys().at(-1)]

beforeEach(async () => {
  archive = await archiveWith({ contacts: [aContact('a')], messages: from(0, COUNT) })
  reader = createReader('a', () => Promise.resolve(archive))
})
afterEach(() => {
  reader.close()
  archive.close()
})

describe('createReader', () => {
  it('opens with one page, however long the conversation is', async () => {
    const slice = vi.spyOn(archive, 'slice')
    await reader.jump('end')
    expect(keys()).toHaveLength(PAGE_SIZE)
    expect(slice.mock.calls.map(([, , , limit]) => limit)).toEqual([PAGE_SIZE])
    expect(view()).toMatchObject({ to: 'end', marked: null, takesFocus: false })
  })

  it('reads older and newer pages, and never keeps more than can be drawn', async () => {
    await reader.jump('end')
    const { turn } = view()
    for (let page = 0; page < 10; page++) await reader.more('older')
    expect(ends()).toEqual(['m0', `m${MOST_DRAWN - 1}`])
    expect(view().window).toMatchObject({ hasStart: true, hasEnd: false })
    for (let page = 0; page < 10; page++) await reader.more('newer')
    expect(ends()).toEqual([`m${COUNT - MOST_DRAWN}`, `m${COUNT - 1}`])
    expect(view().turn).toBe(turn)
  })

  it('reads a page once, however often it is asked for', async () => {
    await reader.jump('end')
    await Promise.all([reader.more('older'), reader.more('older'), reader.more('older')])
    expect(keys()).toHaveLength(2 * PAGE_SIZE)
  })

  it('forgets a page that comes after a jump', async () => {
    await reader.jump('end')
    await Promise.all([reader.more('older'), reader.jump('start')])
    expect(ends()).toEqual(['m0', `m${PAGE_SIZE - 1}`])
    await reader.more('newer')
    expect(keys()).toHaveLength(2 * PAGE_SIZE)
  })

  it('of several jumps shows the last', async () => {
    await Promise.all([reader.jump('end'), reader.jump({ key: 'm5' }), reader.jump('start')])
    expect(ends()[0]).toBe('m0')
    expect(view().marked).toBeNull()
  })

  it('marks a message it was asked for, and says when it is not there', async () => {
    await reader.jump({ key: 'm200' }, true)
    expect(view()).toMatchObject({ to: { key: 'm200', align: 'middle' }, marked: 'm200', takesFocus: true })
    expect(reader.isMissing.value).toBe(false)
    await reader.jump({ key: 'gone' })
    expect(reader.isMissing.value).toBe(true)
    expect(view()).toMatchObject({ to: 'end', marked: null })
  })

  it('follows what comes while the user looks at the end, and reads it out', async () => {
    await reader.jump('end')
    reader.follow(true)
    const before = view()
    await archive.commit({ messages: [said(COUNT)] })
    await vi.waitFor(() => expect(keys().at(-1)).toBe(`m${COUNT}`))
    expect(reader.unseen.value).toBe(0)
    expect(reader.arrived.value.map(({ key }) => key)).toEqual([`m${COUNT}`])
    expect(view().turn).toBe(before.turn)
    expect(view().window.messages[0]).toBe(before.window.messages[0])
  })

  it('counts what comes while the user reads further up, until they look at the end', async () => {
    await reader.jump('end')
    reader.follow(false)
    await archive.commit({ messages: from(COUNT, 2) })
    await vi.waitFor(() => expect(reader.unseen.value).toBe(2))
    expect(reader.arrived.value).toEqual([])
    reader.follow(true)
    expect(reader.unseen.value).toBe(0)
  })

  it('counts new messages far from the end too, and stops counting at some point', async () => {
    await reader.jump('start')
    await vi.waitFor(() => expect(view().window.hasEnd).toBe(false))
    const shown = keys()
    await archive.commit({ messages: from(COUNT, 3) })
    await vi.waitFor(() => expect(reader.unseen.value).toBe(3))
    expect(keys()).toEqual(shown)
    await archive.commit({ messages: from(COUNT + 3, MOST_COUNTED) })
    await vi.waitFor(() => expect(reader.unseen.value).toBeGreaterThan(MOST_COUNTED))
    await reader.jump('end')
    expect(reader.unseen.value).toBe(0)
  })

  it('shows what is put between and takes away what is deleted', async () => {
    await reader.jump({ key: 'm100' })
    await archive.commit({ messages: [said(100.5)] })
    await vi.waitFor(() => expect(keys()).toContain('m100.5'))
    expect(keys().indexOf('m100.5')).toBe(keys().indexOf('m100') + 1)
    await archive.forget('a')
    await vi.waitFor(() => expect(keys()).toEqual([]))
  })

  it('says why nothing can be read, and shows the messages when it can again', async () => {
    const broken = vi.spyOn(archive, 'slice').mockRejectedValueOnce(new ArchiveError('blocked', 'x'))
    await reader.jump('end')
    expect(reader.view.value).toBe('blocked')
    await reader.jump('end')
    expect(keys()).toHaveLength(PAGE_SIZE)
    broken.mockRejectedValueOnce(new Error('disk'))
    await reader.more('older')
    expect(reader.trouble.value).toBe('failed')
    expect(keys()).toHaveLength(PAGE_SIZE)
    await reader.more('older')
    expect(reader.trouble.value).toBeNull()
  })

  it('stays as it is once it is closed', async () => {
    await reader.jump('end')
    const before = view()
    reader.close()
    await archive.commit({ messages: [said(COUNT)] })
    await reader.jump('start')
    expect(reader.view.value).toBe(before)
  })
})
