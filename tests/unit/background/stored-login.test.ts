import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createSavedLogin, lostLogin, seenLogin } from '../../../entrypoints/background/stored-login.ts'
import type { SavedLogin } from '../../../lib/smartqq/link/saved-login.ts'

const login: SavedLogin = {
  version: 1,
  tickets: { uin: 10001, ptwebqq: '', vfwebqq: 'vf', psessionid: 'ps', face: 0, nick: '小明' },
  epoch: 'e1',
  since: 5,
  groupCodes: { 90: 91 },
  lastMsgId: 7,
  clockOffset: -5,
}

describe('createSavedLogin', () => {
  beforeEach(() => fakeBrowser.reset())

  it('gives back what was saved, until it is cleared', async () => {
    expect(await createSavedLogin().load()).toBeNull()
    await createSavedLogin().save(login)
    expect(await createSavedLogin().load()).toEqual(login)
    await createSavedLogin().clear()
    expect(await createSavedLogin().load()).toBeNull()
  })

  it('keeps tickets in session storage only', async () => {
    await createSavedLogin().save(login)
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toMatch(/vf|ps/)
  })

  it.each([
    ['another version', { ...login, version: 2 }],
    ['tickets without the key of the lists', { ...login, tickets: { ...login.tickets, vfwebqq: '' } }],
    ['something else', 'x'],
  ])('takes %s for no login', async (_case, damaged) => {
    await fakeBrowser.storage.session.set({ login: damaged })
    expect(await createSavedLogin().load()).toBeNull()
  })
})

describe('lostLogin', () => {
  beforeEach(() => fakeBrowser.reset())

  it('tells a first start from one after a restart of the browser', async () => {
    expect(await lostLogin.load()).toEqual({ why: 'never', detail: null, loginKey: null })
    await createSavedLogin().save(login)
    expect(await lostLogin.load()).toEqual({ why: 'restarted', detail: null, loginKey: null })
  })

  it('gives back what was saved, and takes a damaged one for none', async () => {
    const lost = { why: 'kicked', detail: 'x', loginKey: 'digest' } as const
    await lostLogin.save(lost)
    expect(await lostLogin.load()).toEqual(lost)
    await fakeBrowser.storage.session.set({ lost: { why: 'unheard-of' } })
    expect(await lostLogin.load()).toMatchObject({ why: 'never', loginKey: null })
  })
})

describe('seenLogin', () => {
  it('gives back what was saved, and takes a damaged one for none', async () => {
    fakeBrowser.reset()
    expect(await seenLogin.load()).toBeNull()
    await seenLogin.save({ loginKey: 'digest', at: 5 })
    expect(await seenLogin.load()).toEqual({ loginKey: 'digest', at: 5 })
    await fakeBrowser.storage.session.set({ seen: 'x' })
    expect(await seenLogin.load()).toBeNull()
  })
})
