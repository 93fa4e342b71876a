import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createOwnState } from '../../../entrypoints/background/own-state.ts'
import { BackendError } from '../../../lib/backend.ts'
import type { Login } from '../../../lib/backend.ts'
import type { OwnState } from '../../../lib/chat/online-state.ts'
import { ownStateItem } from '../../../lib/settings.ts'

const LOGIN: Login = { account: '10001', epoch: 'login-1', nick: '小明', clockOffset: 0 }
const { signal } = new AbortController()

function setUp(login: Login | null = LOGIN) {
  const service = { login, set: [] as OwnState[], error: null as BackendError | null }
  const ownState = createOwnState({
    login: () => service.login,
    async setOwnState(state) {
      if (service.error) throw service.error
      service.set.push(state)
    },
  })
  return { service, ownState }
}

beforeEach(() => fakeBrowser.reset())

describe('setting the own state', () => {
  it('tells the service and remembers it for the account', async () => {
    const { service, ownState } = setUp()
    expect(await ownState.set('hidden', signal)).toEqual({ kind: 'set' })
    expect(service.set).toEqual(['hidden'])
    expect(await ownStateItem.getValue()).toEqual({ account: '10001', state: 'hidden' })
  })

  it.each([
    ['network', 'offline'],
    ['malformed', 'strange-reply'],
    ['refused', 'refused'],
    ['login-lost', 'not-logged-in'],
    ['not-logged-in', 'not-logged-in'],
  ] as const)('remembers nothing new when the service answers %s', async (error, why) => {
    const { service, ownState } = setUp()
    await ownState.set('away', signal)
    service.error = new BackendError(error, 'no')
    expect(await ownState.set('busy', signal)).toEqual({ kind: 'failed', why })
    expect(await ownStateItem.getValue()).toEqual({ account: '10001', state: 'away' })
  })

  it('asks nobody while the background is not logged in', async () => {
    const { service, ownState } = setUp(null)
    expect(await ownState.set('busy', signal)).toEqual({ kind: 'failed', why: 'not-logged-in' })
    expect(service.set).toEqual([])
  })

  it('sends nothing that is no state', async () => {
    const { service, ownState } = setUp()
    await expect(ownState.set('online&x=1' as OwnState, signal)).rejects.toThrow('not a state')
    expect(service.set).toEqual([])
  })
})

describe('a login that comes up', () => {
  it('is told the state again that was chosen before', async () => {
    const { service, ownState } = setUp()
    await ownState.set('hidden', signal)
    await ownState.cameUp(signal)
    expect(service.set).toEqual(['hidden', 'hidden'])
  })

  it.each([
    ['nothing was chosen', null],
    ['the choice is what a login is anyway', { account: '10001', state: 'online' } as const],
    ['the choice was made in another account', { account: '20002', state: 'busy' } as const],
  ])('is left alone when %s', async (_when, chosen) => {
    const { service, ownState } = setUp()
    await ownStateItem.setValue(chosen)
    await ownState.cameUp(signal)
    expect(service.set).toEqual([])
    expect(await ownStateItem.getValue()).toEqual(chosen)
  })

  it('ends the choice when the service does not take it again', async () => {
    const { service, ownState } = setUp()
    await ownState.set('hidden', signal)
    service.error = new BackendError('refused', 'no')
    await ownState.cameUp(signal)
    expect(await ownStateItem.getValue()).toBeNull()
  })
})

describe('a login that ends', () => {
  it('ends the choice with it, and an outage does not', async () => {
    const { ownState } = setUp()
    await ownState.set('busy', signal)
    ownState.follow({ state: 'offline', account: '10001', nick: null, why: 'network', retryAt: 0 })
    expect(await ownState.set('away', signal)).toEqual({ kind: 'set' })
    ownState.follow({ state: 'logged-out', why: 'expired', detail: null })
    await vi.waitFor(async () => expect(await ownStateItem.getValue()).toBeNull())
  })
})

describe('the last choice', () => {
  it('is the one made on the page or here, whichever was later, of this account', async () => {
    const { ownState } = setUp()
    expect(await ownState.current('10001')).toBeNull()
    await ownState.set('busy', signal)
    await ownState.chosenOnPage('10001', 'away')
    expect(await ownState.current('10001')).toBe('away')
    expect(await ownState.current('10002')).toBeNull()
    await ownState.set('online', signal)
    expect(await ownState.current('10001')).toBe('online')
  })

  it('made on the page is never said to the service, and ends with the login', async () => {
    const { service, ownState } = setUp()
    await ownState.chosenOnPage('10001', 'hidden')
    await ownState.cameUp(signal)
    expect(service.set).toEqual([])
    ownState.follow({ state: 'logged-out', why: 'kicked', detail: null })
    await vi.waitFor(async () => expect(await ownState.current('10001')).toBeNull())
  })
})
