import { afterEach, describe, expect, it } from 'vitest'
import { epochOf } from '../../../../lib/smartqq/link/saved-login.ts'
import { HOUR } from '../../../../lib/time.ts'
import { json } from './scripted-service.ts'
import { linkWorld, NOON, soon } from './world.ts'

type World = ReturnType<typeof linkWorld>

const worlds: World[] = []
function world(...given: Parameters<typeof linkWorld>): World {
  const made = linkWorld(...given)
  worlds.push(made)
  return made
}

/** The world after the worker has died: storage and cookies are what they were. */
async function restarted(before: World): Promise<World> {
  await before.end()
  const after = world({}, before)
  after.cookies = before.cookies
  after.now = before.now
  return after
}

const item = { poll_type: 'message', value: { from_uin: 5 } }
const logins = ({ service }: World) => service.count('login2')
const isOnline = (w: World) => soon(() => expect(w.service.polling()).toBe(1))

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((each) => each.end()))
})

describe('the age of a login', () => {
  it('counts from the first sight of its cookies, also when a page had the line for most of it', async () => {
    const w = world()
    const page = w.lease.opened()
    w.start()
    await soon(() => expect(w.seen).not.toBeNull())
    w.now += 20 * HOUR
    page.closed()
    w.pageGraceOver()
    await isOnline(w)
    expect(w.state()).toMatchObject({ state: 'online', since: NOON })
  })

  it('starts anew with the cookies of another scan', async () => {
    const w = await online()
    w.now += 20 * HOUR
    w.cookies.p_skey = 'key-2'
    await w.connection.tryAgain()
    w.service.answerPoll({ retcode: 0, result: [] })
    await soon(() => expect(w.saved?.since).toBe(NOON + 20 * HOUR))
  })

  it('does not give the login key away', async () => {
    const w = await online()
    expect(JSON.stringify(w.seen)).not.toContain('key-1')
  })

  it('announces the end an hour before, once, and says it in the status from then on', async () => {
    const w = await online()
    w.now = NOON + 47 * HOUR - 1
    await w.connection.tick()
    expect(w.announced).toEqual([])
    w.now = NOON + 47 * HOUR
    await w.connection.tick()
    await w.connection.tick()
    expect(w.announced).toEqual([NOON + 48 * HOUR])
    expect(w.state()).toMatchObject({ state: 'online', since: NOON, endsAt: NOON + 48 * HOUR })
  })

  it('announces it at a start that comes late, but not again after a death', async () => {
    const first = await online()
    first.now = NOON + 47 * HOUR + 5
    const second = await restarted(first)
    await second.online()
    expect(second.announced).toEqual([NOON + 48 * HOUR])
    const third = await restarted(second)
    await third.online()
    expect(third.announced).toEqual([])
    expect(third.state()).toMatchObject({ state: 'online', endsAt: NOON + 48 * HOUR })
  })

  it('does not hide a trouble behind the announcement', async () => {
    const w = await online()
    w.ports.sleep = () => new Promise(() => {})
    w.service.answerPoll(json('', { body: '{"broken' }))
    await soon(() => expect(w.state()).toMatchObject({ state: 'offline' }))
    w.now = NOON + 47 * HOUR
    await w.connection.tick()
    expect([w.announced.length, w.state()?.state]).toEqual([1, 'offline'])
  })

  it.each([
    [39, 'expired'],
    [41, 'ended-by-age'],
  ] as const)('explains a loss after %s hours as %s', async (hours, why) => {
    const w = await online()
    w.now = NOON + hours * HOUR
    w.service.answerPoll({ retcode: 100000 })
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out', why }))
  })

  async function online(): Promise<World> {
    const w = world()
    await w.online()
    return w
  }
})

describe('a computer that wakes up', () => {
  it('has the poll started anew at once, the session tested first', async () => {
    const w = world()
    await w.online()
    w.connection.awoke()
    await soon(() => expect(w.service.count('poll')).toBe(2))
    expect(w.service.polling()).toBe(1)
    expect(w.service.calls().slice(-2)).toEqual(['online', 'poll'])
    expect(logins(w)).toBe(1)
  })

  it('keeps receiving afterwards', async () => {
    const w = world()
    await w.online()
    w.connection.awoke()
    await soon(() => expect(w.service.count('poll')).toBe(2))
    w.service.answerPoll({ retcode: 0, result: [item] })
    await soon(() => expect(w.journalled).toMatchObject([{ items: [item] }]))
  })

  it('is told that the login was lost meanwhile', async () => {
    const w = world()
    await w.online()
    w.service.script.online = () => ({ retcode: 103 })
    w.service.script.login2 = () => ({ retcode: 103 })
    w.connection.awoke()
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out', why: 'expired' }))
  })

  it('does nothing when nobody is logged in', async () => {
    const w = world()
    w.cookies = {}
    w.start()
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out' }))
    w.connection.awoke()
    expect(w.service.calls()).toEqual([])
  })
})

describe('trouble', () => {
  it.each([
    [true, 'network'],
    [false, 'device-offline'],
  ] as const)('is told by what the browser knows of the network: online is %s', async (deviceOnline, why) => {
    const w = world()
    await w.online()
    w.deviceOnline = deviceOnline
    w.ports.sleep = () => new Promise(() => {})
    w.service.script.online = () => null
    w.service.answerPoll(null)
    await soon(() => expect(w.state()).toMatchObject({ state: 'offline', why, account: '10001' }))
  })

  it('of a network that asks for its own login first is said as such', async () => {
    const w = world()
    await w.online()
    w.service.answerPoll(json('', { body: '<html><title>Hotel Wi-Fi</title>' }))
    await soon(() => expect(w.state()).toMatchObject({ state: 'offline', why: 'portal' }))
    expect(w.saved).not.toBeNull()
  })

  it('of an overloaded service ends by itself: the login is tried again after a while', async () => {
    const w = world({ login2: () => ({ retcode: 112 }) })
    w.start()
    await soon(() =>
      expect(w.state()).toMatchObject({
        state: 'offline',
        why: 'server',
        words: 'overloaded',
        retryAt: NOON + 300_000,
      }),
    )
    delete w.service.script.login2
    w.connection.nudge()
    await isOnline(w)
  })
})

describe('a renewed ptwebqq', () => {
  it('is written where the page keeps it, too', async () => {
    const w = world()
    await w.online()
    w.service.answerPoll({ retcode: 116, p: 'renewed' })
    await soon(() => expect(w.cookies.ptwebqq).toBe('renewed'))
    expect(w.saved?.tickets.ptwebqq).toBe('renewed')
  })

  it('is ours even when the browser does not take the cookie', async () => {
    const w = world()
    await w.online()
    w.ports.cookies.putPtwebqq = () => Promise.reject(new Error('not allowed'))
    w.service.answerPoll({ retcode: 116, p: 'renewed' })
    await soon(() => expect(w.service.count('poll')).toBe(2))
    expect(w.saved?.tickets.ptwebqq).toBe('renewed')
  })

  it('that the page got while it had the line is taken over from the jar', async () => {
    const before = world()
    before.cookies.ptwebqq = 'old'
    await before.online()
    before.cookies.ptwebqq = 'of-the-page'
    const w = await restarted(before)
    await w.online()
    expect(w.service.calls()).toEqual(['poll'])
    expect(w.service.requests[0]?.body).toContain('of-the-page')
  })
})

describe('testSoon', () => {
  it('leaves the poll alone while the session works', async () => {
    const w = world()
    await w.online()
    await w.connection.testSoon()
    expect([w.service.count('online'), w.service.count('poll'), w.service.polling()]).toEqual([2, 1, 1])
  })

  it('ends the poll of a dead session and takes the session up again', async () => {
    const w = world()
    await w.online()
    w.service.script.online = () => (logins(w) > 1 ? { retcode: 0, result: [] } : { retcode: 103 })
    await w.connection.testSoon()
    await soon(() => expect(w.service.count('poll')).toBe(2))
    expect([logins(w), w.service.polling()]).toEqual([2, 1])
    expect(w.state()).toMatchObject({ state: 'online' })
  })

  it('says nothing when nobody answers', async () => {
    const w = world()
    await w.online()
    w.service.script.online = () => null
    await w.connection.testSoon()
    expect([w.service.count('poll'), w.service.polling()]).toEqual([1, 1])
  })

  it('asks once at a time', async () => {
    const w = world()
    await w.online()
    await Promise.all([w.connection.testSoon(), w.connection.testSoon()])
    expect(w.service.count('online')).toBe(2)
  })
})

describe('a login that was lost', () => {
  const superCookies = { superuin: 'o0000010001', supertoken: '12345' }
  /** The login service knows the browser still: its link puts a new key into the jar. */
  function renews(w: World): void {
    w.service.script.authAgain = () =>
      json('', { body: "ptui_auth_CB('0','https://ptlogin2.web2.qq.com/check_sig?uin=10001&ptsigx=1');" })
    w.service.script.checkSig = () => {
      w.cookies.p_skey = 'key-2'
      return json('', { status: 0, body: '', redirected: true })
    }
  }

  async function lost(prepare: (w: World) => void, code = 100000): Promise<World> {
    const w = world()
    await w.online()
    Object.assign(w.cookies, superCookies)
    prepare(w)
    w.service.answerPoll({ retcode: code })
    return w
  }

  it('is begun again without a scan while the login service knows the account, under another name', async () => {
    const w = await lost(renews)
    await soon(() => expect(logins(w)).toBe(2))
    await isOnline(w)
    expect(w.saved?.epoch).toBe(await epochOf('10001', 'key-2'))
    expect(w.told.map(({ state }) => state)).not.toContain('logged-out')
  })

  it('is begun again also when its cookies were refused at the start', async () => {
    const w = world()
    w.service.script.login2 = () =>
      w.cookies.p_skey === 'key-2' ? { retcode: 0, result: { psessionid: 'ps', uin: 10001 } } : { retcode: 103 }
    Object.assign(w.cookies, superCookies)
    renews(w)
    await w.online()
    expect(w.service.count('authAgain')).toBe(1)
  })

  it.each<[string, (w: World) => void]>([
    ['without the cookies for it', (w) => delete w.cookies.supertoken],
    ['with those of another account', (w) => (w.cookies.superuin = 'o0000010002')],
  ])('is not even asked about %s', async (_case, prepare) => {
    const w = await lost((lostWorld) => {
      renews(lostWorld)
      prepare(lostWorld)
    })
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out', why: 'expired' }))
    expect(w.service.count('authAgain')).toBe(0)
  })

  it.each([
    ['wants a scan', json('', { body: "ptui_auth_CB('1','');" })],
    ['does not answer', null],
  ])('asks for a scan when the login service %s', async (_case, answer) => {
    const w = await lost(({ service }) => (service.script.authAgain = () => answer))
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out', why: 'expired' }))
    expect(w.service.count('authAgain')).toBe(1)
  })

  it('is begun again once an hour at most: new cookies that are no better start no circle', async () => {
    const w = await lost(renews)
    await soon(() => expect(logins(w)).toBe(2))
    await isOnline(w)
    w.service.answerPoll({ retcode: 100000 })
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out' }))
    expect(w.service.count('authAgain')).toBe(1)
  })

  it('by a kick or by signing out stays lost', async () => {
    const kicked = world()
    await kicked.online()
    Object.assign(kicked.cookies, superCookies)
    renews(kicked)
    kicked.service.answerPoll({ retcode: 0, result: [{ poll_type: 'kick_message', value: {} }] })
    await soon(() => expect(kicked.state()).toMatchObject({ state: 'logged-out', why: 'kicked' }))
    const gone = world()
    await gone.online()
    Object.assign(gone.cookies, superCookies)
    renews(gone)
    await gone.connection.signOut()
    await soon(() => expect(gone.state()).toMatchObject({ state: 'logged-out', why: 'signed-out' }))
    expect([kicked.service.count('authAgain'), gone.service.count('authAgain')]).toEqual([0, 0])
  })
})

describe('signing out', () => {
  it('tells the login service, with the cookies that are still there', async () => {
    const w = world()
    await w.online()
    Object.assign(w.cookies, { pt4_token: 'pt4', skey: '@abc', ptcz: 'cz' })
    await w.connection.signOut()
    const request = w.service.requests.find(({ endpoint }) => endpoint === 'logout')
    expect(request?.url).toContain('pt4_token=pt4')
    expect(w.cookies).toEqual({})
  })

  it('is done although the service does not answer', async () => {
    const w = world({ logout: () => null })
    await w.online()
    await w.connection.signOut()
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out', why: 'signed-out' }))
    expect(w.cookies).toEqual({})
  })

  it('leaves the cookies of somebody who has scanned again meanwhile', async () => {
    const w = world()
    await w.online()
    w.service.script.logout = () => {
      w.cookies.p_skey = 'key-2'
      return { retcode: 0 }
    }
    await w.connection.signOut()
    expect(w.cookies.p_skey).toBe('key-2')
  })
})

describe('several accounts', () => {
  it('get another name for each login, and the tickets of one are not used with the cookies of another', async () => {
    const before = world()
    await before.online()
    const first = before.saved?.epoch
    before.cookies = { p_skey: 'key-2', uin: 'o0000010002' }
    const w = await restarted(before)
    w.service.script.login2 = () => ({ retcode: 0, result: { psessionid: 'ps', uin: 10002 } })
    w.service.script.self = () => ({ retcode: 0, result: { uin: 10002, nick: '小红', face: 1 } })
    await w.online()
    expect(w.service.calls()[0]).toBe('vfwebqq')
    expect(w.state()).toMatchObject({ state: 'online', account: '10002', nick: '小红' })
    expect(w.saved?.epoch).not.toBe(first)
  })

  it('asks the service who is logged in when the uin cookie has become that of another', async () => {
    const before = world()
    await before.online()
    before.cookies.uin = 'o0000010002'
    const w = await restarted(before)
    await w.online()
    expect(logins(w)).toBe(1)
    expect(w.state()).toMatchObject({ account: '10001' })
    // It was another service's login: that is known from now on.
    const again = await restarted(w)
    await again.online()
    expect(logins(again)).toBe(0)
  })

  it('does not take a session up again whose uin cookie has become that of another: it logs in anew', async () => {
    const w = world()
    await w.online()
    w.cookies.uin = 'o0000010002'
    w.service.answerPoll({ retcode: 120 })
    await soon(() => expect(logins(w)).toBe(2))
    await isOnline(w)
    const relinks = w.service.requests.filter(
      ({ endpoint, body }) => endpoint === 'login2' && body?.includes('state%22'),
    )
    expect(relinks).toEqual([])
    expect(w.told.map(({ state }) => state)).not.toContain('logged-out')
  })

  it('go on with another scan also when the old login was kicked, but not with its own cookies', async () => {
    const kick = { retcode: 0, result: [{ poll_type: 'kick_message', value: {} }] }
    const scanned = world()
    await scanned.online()
    scanned.cookies.p_skey = 'key-2'
    scanned.service.answerPoll(kick)
    await soon(() => expect(logins(scanned)).toBe(2))
    await isOnline(scanned)

    const other = world()
    await other.online()
    other.cookies.uin = 'o0000010002'
    other.service.answerPoll(kick)
    await soon(() => expect(other.state()).toMatchObject({ state: 'logged-out', why: 'kicked' }))
    expect(logins(other)).toBe(1)
  })

  it('cookies of another scan are taken, not mourned, when the old login is lost', async () => {
    const w = world()
    await w.online()
    w.cookies.p_skey = 'key-2'
    w.service.answerPoll({ retcode: 100000 })
    await soon(() => expect(logins(w)).toBe(2))
    await isOnline(w)
    expect(w.told.map(({ state }) => state)).not.toContain('logged-out')
  })
})
