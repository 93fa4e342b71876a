import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createStatus } from '../../../entrypoints/background/status.ts'
import { statusItem } from '../../../lib/settings.ts'
import type { Status } from '../../../lib/settings.ts'
import type { LinkState } from '../../../lib/smartqq/link/ports.ts'

const NOON = 1_790_000_000_000
const who = { account: '10001', nick: '小明' }
const offline = { state: 'offline', ...who, why: 'network', retryAt: NOON + 2_000 } as const

const at = (now: number) => vi.spyOn(Date, 'now').mockReturnValue(now)

function setUp(anyPage = false) {
  const awake: boolean[] = []
  const status = createStatus({ set: (_reason, on) => void awake.push(on), look() {} }, { anyPage: () => anyPage })
  const shown = (expected: Status) => vi.waitFor(async () => expect(await statusItem.getValue()).toEqual(expected))
  return { follow: status.follow, awake, shown }
}

beforeEach(() => {
  fakeBrowser.reset()
  at(NOON)
})

describe('createStatus', () => {
  it.each<[LinkState, Status, boolean]>([
    [{ state: 'online', ...who, since: 5 }, { state: 'online', ...who, since: 5, listener: 'background' }, true],
    [
      { state: 'online', ...who, since: 5, endsAt: 9 },
      { state: 'online', ...who, since: 5, endsAt: 9, listener: 'background' },
      true,
    ],
    [{ state: 'page', ...who }, { state: 'online', ...who, since: NOON, listener: 'page' }, false],
    [{ state: 'page-only', why: 'unknown' }, { state: 'page-only', why: 'unknown' }, false],
    [{ state: 'page-stopped', ...who }, { state: 'page-stopped', ...who }, false],
    [
      { state: 'online', ...who, since: 5, pageStopped: true },
      { state: 'online', ...who, since: 5, pageStopped: true, listener: 'background' },
      true,
    ],
    [{ state: 'connecting', account: null }, { state: 'connecting', account: null }, true],
    [offline, { ...offline, since: NOON }, true],
    [{ state: 'logged-out', why: 'kicked', detail: 'x' }, { state: 'logged-out', why: 'kicked', detail: 'x' }, false],
    [{ state: 'blocked', why: 'site-access' }, { state: 'blocked', why: 'site-access', detail: null }, false],
  ])('shows %j, and stays awake only while there is something to listen to', async (state, status, isAwake) => {
    const { follow, awake, shown } = setUp()
    follow(state)
    await shown(status)
    expect(awake).toEqual([isAwake])
  })

  it('stays awake while a page is there, to take over when it goes', () => {
    const { follow, awake } = setUp(true)
    follow({ state: 'page', ...who })
    expect(awake).toEqual([true])
  })

  it('says since when it is offline, from the first failure to the next success', async () => {
    const { follow, shown } = setUp()
    follow(offline)
    at(NOON + 60_000)
    follow({ ...offline, retryAt: NOON + 62_000 })
    await shown({ ...offline, retryAt: NOON + 62_000, since: NOON })
    follow({ state: 'online', ...who, since: 5 })
    follow(offline)
    await shown({ ...offline, since: NOON + 60_000 })
  })

  it('says since when a page listens, however often it is told', async () => {
    const { follow, shown } = setUp()
    follow({ state: 'page', ...who })
    at(NOON + 60_000)
    follow({ state: 'page', ...who, nick: '小红' })
    await shown({ state: 'online', account: '10001', nick: '小红', since: NOON, listener: 'page' })
    follow({ state: 'online', ...who, since: 5 })
    follow({ state: 'page', ...who })
    await shown({ state: 'online', ...who, since: NOON + 60_000, listener: 'page' })
  })

  it('shows the last state although one before it could not be written', async () => {
    const { follow, shown } = setUp()
    vi.spyOn(statusItem, 'setValue').mockRejectedValueOnce(new Error('full'))
    follow({ state: 'connecting', account: null })
    follow({ state: 'page-only', why: 'unknown' })
    await shown({ state: 'page-only', why: 'unknown' })
  })
})
