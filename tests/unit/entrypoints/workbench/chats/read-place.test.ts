import 'fake-indexeddb/auto'
import { beforeAll, describe, expect, it } from 'vitest'
import { PAGE_SIZE } from '../../../../../entrypoints/workbench/chats/message-window.ts'
import { countNewer, nearestDay, readPlace } from '../../../../../entrypoints/workbench/chats/read-place.ts'
import type { Target } from '../../../../../entrypoints/workbench/chats/read-place.ts'
import type { Archive } from '../../../../../lib/archive/port.ts'
import { HOUR, localDay } from '../../../../../lib/time.ts'
import { aContact, aMessage, archiveWith } from '../../pages/archive-with.ts'

const START = new Date(2026, 0, 10, 12).getTime()
/** Every six hours one, from the 10th of January on. */
const at = (index: number) => START + index * 6 * HOUR
const COUNT = 3 * PAGE_SIZE
let archive: Archive

describe('readPlace', () => {
  beforeAll(async () => {
    archive = await archiveWith({
      contacts: [aContact('a'), aContact('b')],
      messages: [
        ...Array.from({ length: COUNT }, (_, index) => aMessage(`m${index}`, 'a', { sentAt: at(index) })),
        aMessage('other', 'b'),
      ],
    })
  })
  const read = async (target: Target) => {
    const { window, key, isFound } = await readPlace(archive, 'a', target)
    const keys = window.messages.map((message) => message.key)
    return { first: keys[0], last: keys.at(-1), hasStart: window.hasStart, hasEnd: window.hasEnd, key, isFound }
  }

  it('reads one page at the end or at the beginning', async () => {
    const last = `m${COUNT - 1}`
    expect(await read('end')).toEqual({
      first: `m${COUNT - PAGE_SIZE}`,
      last,
      hasStart: false,
      hasEnd: true,
      key: null,
      isFound: true,
    })
    expect(await read('start')).toMatchObject({ first: 'm0', last: `m${PAGE_SIZE - 1}`, hasStart: true, key: 'm0' })
  })

  it('reads one page on each side of a message', async () => {
    const middle = COUNT / 2
    expect(await read({ key: `m${middle}` })).toEqual({
      first: `m${middle - PAGE_SIZE}`,
      last: `m${middle + PAGE_SIZE - 1}`,
      hasStart: false,
      hasEnd: false,
      key: `m${middle}`,
      isFound: true,
    })
    expect(await read({ key: 'm0' })).toMatchObject({ first: 'm0', hasStart: true, key: 'm0' })
  })

  it('leads to the first message from a time on, and to the end when there is none', async () => {
    expect(await read({ at: at(70) })).toMatchObject({ key: 'm70' })
    expect(await read({ at: at(70) + 1 })).toMatchObject({ key: 'm71', isFound: true })
    expect(await read({ at: at(COUNT) })).toMatchObject({ key: null, hasEnd: true, isFound: true })
  })

  it('shows the end instead of a message that is not there, or in another conversation', async () => {
    expect(await read({ key: 'gone' })).toMatchObject({ key: null, hasEnd: true, isFound: false })
    expect(await read({ key: 'other' })).toMatchObject({ key: null, hasEnd: true, isFound: false })
  })

  it('finds the nearest day with messages on either side', async () => {
    const day = async (start: number, direction: 'older' | 'newer') => {
      const found = await nearestDay(archive, 'a', start, direction)
      return found === null ? null : localDay(found)
    }
    expect(await day(new Date(2026, 0, 12).getTime(), 'older')).toBe('2026-01-11')
    expect(await day(new Date(2025, 0, 1).getTime(), 'newer')).toBe('2026-01-10')
    expect(await day(new Date(2025, 0, 1).getTime(), 'older')).toBeNull()
  })

  it('counts what is newer than a place', async () => {
    const { window } = await readPlace(archive, 'a', 'end')
    expect(countNewer(window.messages, { sentAt: at(COUNT - 4), order: 0, key: `m${COUNT - 4}` })).toBe(3)
  })
})
