import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createStates } from '../../../entrypoints/background/states.ts'
import type { ContactState } from '../../../lib/companion/states.ts'
import { statesItem } from '../../../lib/settings.ts'
import type { States } from '../../../lib/settings.ts'
import type { LinkState } from '../../../lib/smartqq/link/ports.ts'

const NOON = 1_790_000_000_000
const who = { account: '10001', nick: '小明' }
const online: LinkState = { state: 'online', ...who, since: 0 }
const at = (contact: string, state: ContactState['state'] = 'online'): ContactState => ({
  contact,
  state,
  client: 'phone',
  at: now,
})

let now = NOON
beforeEach(() => {
  fakeBrowser.reset()
  now = NOON
})

const shown = (expected: States | null) => vi.waitFor(async () => expect(await statesItem.getValue()).toEqual(expected))

describe('createStates', () => {
  it('keeps who is online, and takes a new list for all there is', async () => {
    const states = createStates()
    states.told('10001', [at('anna'), at('bob')], now)
    now += 5
    states.told('10001', [at('bob', 'away')], now)
    await shown({
      account: '10001',
      at: NOON + 5,
      people: { bob: { state: 'away', client: 'phone', at: NOON + 5 } },
    })
  })

  it('changes only those whose coming or going is told', async () => {
    const states = createStates()
    states.told('10001', [at('anna'), at('bob')], now)
    now += 5
    states.told('10001', [at('bob', 'offline')], null)
    await shown({
      account: '10001',
      at: NOON,
      people: {
        anna: { state: 'online', client: 'phone', at: NOON },
        bob: { state: 'offline', client: 'phone', at: NOON + 5 },
      },
    })
  })

  it('does not claim to know the others before it was told of everybody', async () => {
    createStates().told('10001', [at('anna')], null)
    await shown({ account: '10001', at: null, people: { anna: { state: 'online', client: 'phone', at: NOON } } })
  })

  it('does not mix two accounts', async () => {
    const states = createStates()
    states.told('10001', [at('anna')], now)
    states.told('20002', [at('zoe')], null)
    await shown({ account: '20002', at: null, people: { zoe: { state: 'online', client: 'phone', at: NOON } } })
  })

  it.each<[string, LinkState]>([
    ['the login ends', { state: 'logged-out', why: 'expired', detail: null }],
    ['a page listens whose login is not ours', { state: 'page-only', why: 'other-account' }],
    ['another account comes online', { ...online, account: '20002' }],
  ])('knows nothing any more when %s', async (_when, state) => {
    const states = createStates()
    states.told('10001', [at('anna')], now)
    await vi.waitFor(async () => expect(await statesItem.getValue()).not.toBeNull())
    states.follow(state)
    await shown(null)
  })

  it.each<LinkState>([
    online,
    { state: 'connecting', account: null },
    { state: 'offline', ...who, why: 'network', retryAt: 0 },
  ])('keeps what it knows through %j', async (state) => {
    const states = createStates()
    states.told('10001', [at('anna')], now)
    states.follow(state)
    states.told('10001', [at('bob')], null)
    await vi.waitFor(async () =>
      expect(Object.keys((await statesItem.getValue())?.people ?? {})).toEqual(['anna', 'bob']),
    )
  })

  it('goes on after storage has failed once', async () => {
    vi.spyOn(statesItem, 'setValue').mockRejectedValueOnce(new Error('full'))
    const states = createStates()
    states.told('10001', [at('anna')], now)
    states.told('10001', [], now)
    await shown({ account: '10001', at: NOON, people: {} })
  })
})
