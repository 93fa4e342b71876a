import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createRetention } from '../../../entrypoints/background/retention.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { clockItem, readRetention, retentionItem, sweepItem } from '../../../lib/settings.ts'
import { DAY, HOUR } from '../../../lib/time.ts'
import { aContact, aMessage, archiveWith } from '../entrypoints/pages/archive-with.ts'

const NOW = Date.now()
let archive: Archive

beforeEach(async () => {
  fakeBrowser.reset()
  archive = await archiveWith({
    contacts: [aContact('a'), aContact('kept')],
    messages: [
      aMessage('old', 'a', { sentAt: NOW - 100 * DAY }),
      aMessage('new', 'a', { sentAt: NOW - DAY }),
      aMessage('kept-old', 'kept', { sentAt: NOW - 100 * DAY }),
    ],
  })
  return () => archive.close()
})

const chosen = { keepDays: 90, chats: { kept: null }, changedAt: NOW - 2 * HOUR }
const left = async () => [...(await archive.known(['old', 'new', 'kept-old']))].sort()

/** Looks, and waits until that has led to what is expected. */
async function looked(then: () => Promise<void>): Promise<void> {
  createRetention(Promise.resolve(archive)).look()
  await vi.waitFor(then)
}

describe('the daily clean-up', () => {
  it('deletes nothing, and wakes nobody, while nothing is to be deleted', async () => {
    const clear = vi.spyOn(browser.alarms, 'clear')
    await looked(async () => expect(clear).toHaveBeenCalledWith('retention'))
    expect(await sweepItem.getValue()).toBeNull()
    expect(await browser.alarms.get('retention')).toBeFalsy()
  })

  it('deletes what is past its time, except what is kept for ever, and writes down what it did', async () => {
    await retentionItem.setValue(chosen)
    await looked(async () => expect(await sweepItem.getValue()).not.toBeNull())
    expect(await sweepItem.getValue()).toEqual({
      at: expect.any(Number),
      messages: 1,
      conversations: 1,
      isPartial: false,
    })
    expect(await left()).toEqual(['kept-old', 'new'])
    expect(await browser.alarms.get('retention')).toMatchObject({ name: 'retention' })
  })

  it.each([
    ['was done less than a day ago', { lastAt: NOW - 23 * HOUR }],
    ['was chosen less than an hour ago', { changedAt: NOW - HOUR / 2 }],
    ['would go by a clock that is a month ahead', { offset: -30 * DAY }],
  ])(
    'waits when it %s',
    async (
      _why,
      { lastAt, changedAt = chosen.changedAt, offset }: { lastAt?: number; changedAt?: number; offset?: number },
    ) => {
      if (lastAt !== undefined)
        await sweepItem.setValue({ at: lastAt, messages: 0, conversations: 0, isPartial: false })
      if (offset !== undefined) await clockItem.setValue({ offset, at: NOW })
      await retentionItem.setValue({ ...chosen, changedAt })
      const asked = vi.spyOn(archive, 'forget')
      const retention = createRetention(Promise.resolve(archive))
      retention.look()
      await vi.waitFor(async () => expect(await browser.alarms.get('retention')).toBeTruthy())
      // A second look ends after the first: then that one has ended too.
      const clear = vi.spyOn(browser.alarms, 'clear')
      await retentionItem.setValue({ keepDays: null, chats: {}, changedAt: NOW })
      await vi.waitFor(() => expect(clear).toHaveBeenCalled())
      expect(asked).not.toHaveBeenCalled()
      expect(await left()).toEqual(['kept-old', 'new', 'old'])
    },
  )

  it('goes on to the next conversation when one fails, and says so', async () => {
    await retentionItem.setValue({ ...chosen, chats: {} })
    const forget = archive.forget.bind(archive)
    vi.spyOn(archive, 'forget').mockImplementation(async (id, before) => {
      if (id === 'a') throw new Error('disk')
      return await forget(id, before)
    })
    await looked(async () => expect(await sweepItem.getValue()).not.toBeNull())
    expect(await sweepItem.getValue()).toMatchObject({ messages: 1, isPartial: true })
    expect(await left()).toEqual(['new', 'old'])
  })
})

describe('how long messages are kept, as stored', () => {
  it.each([
    ['days that are none', { keepDays: -3, chats: {}, changedAt: 0 }],
    ['a conversation with a text', { keepDays: 30, chats: { a: 'soon' }, changedAt: 0 }],
    ['nothing that is known', 'thirty'],
  ])('is for ever when it is damaged: %s', async (_what, value) => {
    await browser.storage.local.set({ retention: value, retention$: { v: 1 } })
    expect(await readRetention()).toEqual({ keepDays: null, chats: {}, changedAt: 0 })
  })
})
