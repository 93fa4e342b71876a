import { afterEach, describe, expect, it, vi } from 'vitest'
import { epochOf } from '../../../../lib/smartqq/link/saved-login.ts'
import { json } from './scripted-service.ts'
import { linkWorld, NOON, soon } from './world.ts'

type World = ReturnType<typeof linkWorld>

const worlds: World[] = []
function world(...given: Parameters<typeof linkWorld>): World {
  const made = linkWorld(...given)
  worlds.push(made)
  return made
}

const item = { poll_type: 'message', value: { from_uin: 5 } }
const logins = ({ service }: World) => service.count('login2')

afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(worlds.splice(0).map((each) => each.end()))
})

describe('run', () => {
  it('logs in in the order of the page, then polls and tells who is online', async () => {
    const w = world()
    await w.online()
    expect(w.service.calls()).toEqual([
      'vfwebqq',
      'login2',
      'friends',
      'groups',
      'discusses',
      'self',
      'online',
      'recent',
      'poll',
    ])
    expect(w.told.map(({ state }) => state)).toEqual(['connecting', 'connecting', 'online'])
    expect(w.state()).toEqual({ state: 'online', account: '10001', nick: '小明', since: NOON })
    expect(w.connection.connected()?.lists?.friends).toEqual({ friends: [], skipped: 0 })
    expect(w.ups).toHaveLength(1)
  })

  it('hands what a poll brings to the journal, with login and clock of the server', async () => {
    const w = world()
    await w.online()
    w.service.answerPoll(json({ retcode: 0, result: [item] }, { serverAt: NOON + 7_000 }))
    await soon(() => expect(w.journalled).toHaveLength(1))
    const epoch = await epochOf('10001', 'key-1')
    expect(w.journalled).toEqual([{ account: '10001', epoch, items: [item], serverAt: NOON + 7_000 }])
    expect(w.connection.connected()?.clockOffset()).toBe(7_500)
  })

  it('goes by the clock of the hosts that write the messages, and by no other', async () => {
    const w = world({
      avatar: () => json({}, { serverAt: NOON + 90_000_000 }),
      numberAvatar: () => json({}, { serverAt: NOON - 90_000_000 }),
      self: () => json({ retcode: 0, result: { uin: 10001 } }, { serverAt: NOON + 7_000 }),
    })
    await w.online()
    const { client, clockOffset } = w.connection.connected()!
    await client.avatar(5, 'person')
    await client.numberAvatar(10001)
    expect([w.service.count('avatar'), w.service.count('numberAvatar')]).toEqual([1, 1])
    expect(clockOffset()).toBe(7_500)
  })

  it('says when a session was taken up again, which has the user online for everybody', async () => {
    const w = world()
    await w.online()
    w.service.answerPoll({ retcode: 121 })
    await soon(() => expect(logins(w)).toBe(2))
    await soon(() => expect(w.service.polling()).toBe(1))
    expect([w.relinks, w.ups.length]).toEqual([1, 1])
  })

  it('is logged in although the lists and the own profile do not come', async () => {
    const w = world({ friends: () => null, groups: () => ({ retcode: 13 }), self: () => null, online: () => null })
    await w.online()
    expect(w.state()).toMatchObject({ state: 'online', nick: '' })
    expect(w.connection.connected()?.lists).toMatchObject({ friends: undefined, groups: undefined })
  })

  it('says why when nobody is logged in, and logs in when the cookies come', async () => {
    const w = world()
    w.cookies = {}
    w.lost = { why: 'restarted', detail: null, loginKey: null }
    w.start()
    await soon(() => expect(w.state()).toEqual({ state: 'logged-out', why: 'restarted', detail: null }))
    expect(w.service.calls()).toEqual([])
    w.cookies = { p_skey: 'key-1' }
    await w.connection.tryAgain()
    await soon(() => expect(w.service.polling()).toBe(1))
  })

  it('stops listening when the access is taken away, and goes on when it is back', async () => {
    const w = world()
    w.start()
    await soon(() => expect(w.service.polling()).toBe(1))
    w.siteAccess = false
    w.connection.nudge()
    await soon(() => expect(w.state()).toEqual({ state: 'blocked', why: 'site-access' }))
    expect(w.service.polling()).toBe(0)
    w.siteAccess = true
    w.connection.nudge()
    await soon(() => expect(w.service.polling()).toBe(1))
    expect(w.state()).toMatchObject({ state: 'online' })
  })

  it('waits for access to the site', async () => {
    const w = world()
    w.siteAccess = false
    w.start()
    await soon(() => expect(w.state()).toEqual({ state: 'blocked', why: 'site-access' }))
    expect(w.service.calls()).toEqual([])
    w.siteAccess = true
    w.connection.nudge()
    await soon(() => expect(w.service.polling()).toBe(1))
  })

  it.each([
    ['an outage', null, 'network'],
    ['an error page', json('', { status: 502, body: '<html>' }), 'server'],
    ['nonsense', json('', { body: '{"retcode":' }), 'strange-reply'],
    ['a page of somebody else', json('', { body: '<html>Café login' }), 'portal'],
  ] as const)('tries a login again after %s, ever more slowly, at most once a minute', async (_case, answer, why) => {
    const w = world({ vfwebqq: () => answer })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    w.start()
    for (const retry of [2, 4, 8, 16, 32, 60, 60]) {
      await vi.waitUntil(() => w.state()?.state === 'offline')
      expect(w.state()).toMatchObject({ why, retryAt: NOON + retry * 1_000 })
      const before = w.service.count('vfwebqq')
      w.told.length = 0
      // The looks of waitUntil have moved the clock a little as well.
      await vi.advanceTimersByTimeAsync(retry * 1_000)
      await vi.waitUntil(() => w.service.count('vfwebqq') === before + 1)
    }
    expect(logins(w)).toBe(0)
  })
})

describe('a refused or lost login', () => {
  const cases = [
    ['cookies that are no good', 103, 'expired', 'login2:103:login-not-accepted'],
    ['an account that may not', 106, 'refused', 'login2:106:not-on-white-list'],
    ['a block', 115, 'refused', 'login2:115:blocked-for-a-while'],
    ['a code nobody explains', 4711, 'refused', 'login2:4711'],
  ] as const

  it.each(cases)('%s: says so, and leaves these cookies alone', async (_case, retcode, why, detail) => {
    const w = world({ login2: () => ({ retcode }) })
    w.start()
    await soon(() => expect(w.state()).toEqual({ state: 'logged-out', why, detail }))
    const told = w.told.length
    w.connection.nudge()
    await soon(() => expect(w.told.length).toBeGreaterThan(told))
    expect(logins(w)).toBe(1)

    const restarted = world({}, w)
    restarted.start()
    await soon(() => expect(restarted.state()).toEqual({ state: 'logged-out', why, detail }))
    expect(restarted.service.calls()).toEqual([])
  })

  it('is tried again when the user says so', async () => {
    const w = world({ login2: () => ({ retcode: 115 }) })
    w.start()
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out' }))
    delete w.service.script.login2
    await w.connection.tryAgain()
    await soon(() => expect(w.service.polling()).toBe(1))
  })

  it('is tried again with new cookies', async () => {
    const w = world({ login2: () => ({ retcode: 103 }) })
    w.start()
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out' }))
    delete w.service.script.login2
    w.cookies.p_skey = 'key-2'
    w.connection.nudge()
    await soon(() => expect(w.service.polling()).toBe(1))
  })

  it('by a kick is not taken up again with the same cookies, and what came with the kick is kept', async () => {
    const w = world()
    await w.online()
    const kick = { poll_type: 'kick_message', value: { reason: '您的帐号在另一地点登录' } }
    w.service.answerPoll({ retcode: 0, result: [item, kick] })
    await soon(() =>
      expect(w.state()).toEqual({ state: 'logged-out', why: 'kicked', detail: '您的帐号在另一地点登录' }),
    )
    expect(w.journalled).toMatchObject([{ items: [item, kick] }])
    expect(w.saved).toBeNull()
    expect(w.connection.connected()).toBeNull()
    expect(w.ups[0]?.aborted).toBe(true)
    expect(logins(w)).toBe(1)
  })

  it('does not keep the login key itself in storage', async () => {
    const w = world({ login2: () => ({ retcode: 103 }) })
    w.start()
    await soon(() => expect(w.lost.loginKey).not.toBeNull())
    expect(JSON.stringify([w.lost, w.saved])).not.toContain('key-1')
  })
})

describe('a session', () => {
  it('is taken up again with the same cookies, and keeps its name', async () => {
    const w = world()
    await w.online()
    const epoch = w.saved?.epoch
    w.service.answerPoll({ retcode: 121 })
    await soon(() => expect(w.service.polling()).toBe(1))
    expect([logins(w), w.saved?.epoch]).toEqual([2, epoch])
  })

  it('keeps a renewed ticket', async () => {
    const w = world()
    await w.online()
    w.service.answerPoll({ retcode: 116, p: 'renewed' })
    await soon(() => expect(w.saved?.tickets.ptwebqq).toBe('renewed'))
    expect(w.connection.connected()?.saved.tickets.ptwebqq).toBe('renewed')
  })

  it('that is lost says so', async () => {
    const w = world()
    await w.online()
    w.service.answerPoll({ retcode: 100000 })
    await soon(() => expect(w.state()).toEqual({ state: 'logged-out', why: 'expired', detail: null }))
  })
})

describe('signOut', () => {
  it('stops the poll, forgets tickets and cookies, and says so', async () => {
    const w = world()
    await w.online()
    await w.connection.signOut()
    await soon(() => expect(w.state()).toEqual({ state: 'logged-out', why: 'signed-out', detail: null }))
    expect([w.service.polling(), w.saved, w.cookies]).toEqual([0, null, {}])
    expect(w.connection.connected()).toBeNull()
  })

  it('also ends a login that is on its way', async () => {
    const w = world()
    const reached = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    w.service.script.recent = async () => {
      reached.resolve()
      await go.promise
      return { retcode: 0, result: [] }
    }
    w.start()
    await reached.promise
    await w.connection.signOut()
    go.resolve()
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out', why: 'signed-out' }))
    expect([w.service.count('poll'), w.saved, w.ups]).toEqual([0, null, []])
    expect(w.told.map(({ state }) => state)).not.toContain('online')
  })

  it('stops listening even when the browser keeps the cookies', async () => {
    const w = world()
    await w.online()
    w.ports.cookies.forget = () => Promise.reject(new Error('not allowed'))
    await expect(w.connection.signOut()).rejects.toThrow('not allowed')
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out', why: 'signed-out' }))
    expect([w.service.polling(), logins(w)]).toEqual([0, 1])
  })
})

describe('remember', () => {
  it('keeps a change in storage and in the login that is up', async () => {
    const w = world()
    await w.online()
    await w.connection.remember({ lastMsgId: 42, groupCodes: { 7: 8 } })
    expect(w.saved).toMatchObject({ lastMsgId: 42, groupCodes: { 7: 8 } })
    expect(w.connection.connected()?.saved).toBe(w.saved)
  })

  it('does nothing when no login is up, so that nothing brings a forgotten one back', async () => {
    const w = world()
    await w.connection.remember({ lastMsgId: 42 })
    expect(w.saves).toBe(0)
  })
})
