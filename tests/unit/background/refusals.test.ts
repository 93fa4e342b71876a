import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { changeControls, setAutoReply } from '../../../entrypoints/background/controls.ts'
import { isRefusedAgain } from '../../../entrypoints/background/refusals.ts'
import type { OutboxRow, OutboxState } from '../../../lib/chat/outbox-row.ts'
import { readControls } from '../../../lib/settings.ts'
import { DAY } from '../../../lib/time.ts'
import { outboxRow } from '../archive/samples.ts'

const NOW = Date.now()
const target = outboxRow('x').target

/** Rows that have ended, the first longest ago, and whether replies had better stop after the last of them. */
async function stopsAfter(states: readonly OutboxState[], change: (index: number) => Partial<OutboxRow> = () => ({})) {
  const rows = states.map((state, index) =>
    outboxRow(`o${index}`, { state, stateAt: NOW + 1_000 + index, ...change(index) }),
  )
  const archive = {
    outbox: async (wanted: readonly OutboxState[], since = 0) =>
      rows.filter((row) => wanted.includes(row.state) && row.stateAt >= since),
  }
  return isRefusedAgain(archive, rows.at(-1)!)
}

beforeEach(() => fakeBrowser.reset())

describe('isRefusedAgain', () => {
  it.each<[boolean, OutboxState[]]>([
    [false, ['refused', 'refused']],
    [true, ['refused', 'refused', 'refused']],
    [true, ['sent', 'refused', 'refused', 'refused']],
    [true, ['refused', 'dropped', 'refused', 'pending', 'refused']],
    [false, ['refused', 'refused', 'sent', 'refused']],
    [false, ['refused', 'refused', 'uncertain', 'refused']],
    [false, ['refused', 'refused', 'refused', 'sent']],
  ])('is %s after %j', async (stops, states) => {
    expect(await stopsAfter(states)).toBe(stops)
  })

  it('counts the sends of one account, and those of the last day', async () => {
    const three = ['refused', 'refused', 'refused'] as const
    expect(await stopsAfter(three, (n) => (n === 1 ? { target: { ...target, account: '10002' } } : {}))).toBe(false)
    expect(await stopsAfter(three, (n) => (n === 0 ? { stateAt: NOW - DAY - 1 } : {}))).toBe(false)
  })

  it('counts anew from when the user switched replies on', async () => {
    await changeControls(() => ({ stopped: 'refused-sends' }))
    await setAutoReply(() => true)
    expect(await readControls()).toMatchObject({ autoReply: true, stopped: null })
    const before = { stateAt: NOW - 1 }
    const three = ['refused', 'refused', 'refused'] as const
    expect(await stopsAfter(three, (n) => (n === 0 ? before : { stateAt: Date.now() + n }))).toBe(false)
    expect(await stopsAfter(three, (n) => ({ stateAt: Date.now() + n }))).toBe(true)
  })
})

describe('setAutoReply', () => {
  it('leaves the stop when it switches off', async () => {
    await changeControls(() => ({ stopped: 'refused-sends' }))
    await setAutoReply(() => false)
    expect(await readControls()).toMatchObject({ autoReply: false, stopped: 'refused-sends' })
  })
})

describe('changeControls', () => {
  it('loses no change when several come at once, and none is made where there is none to make', async () => {
    await Promise.all([
      changeControls(() => ({ away: 'here' })),
      changeControls(() => ({ pausedUntil: 7 })),
      changeControls(({ stopped }) => (stopped === null ? null : { stopped: null })),
    ])
    expect(await readControls()).toEqual({ autoReply: true, pausedUntil: 7, stopped: null, away: 'here' })
  })
})
