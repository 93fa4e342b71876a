import { afterEach, describe, expect, it } from 'vitest'
import { epochOf } from '../../../../lib/smartqq/link/saved-login.ts'
import { ARRIVES_WITHIN, POLL_LASTS, POLLS_WITHIN } from '../../../../lib/smartqq/link/lease.ts'
import { json } from './scripted-service.ts'
import { tappedPage, TICKETS } from './tapped-page.ts'
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
const lastOf = ({ service }: World) => service.calls().at(-1)

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((each) => each.end()))
})

/** Opens a page in a tab. */
const open = (w: World, tab = 7) => tappedPage(w.line.opened(tab))
/** Opens a page that listens with its own login. */
async function listening(w: World, tab = 7, uin = 10001, tickets: Partial<typeof TICKETS> = {}) {
  const page = open(w, tab)
  const poll = await page.boots(uin, tickets)
  return { page, poll }
}

describe('a page', () => {
  it('keeps the background from login and poll while it arrives, and for its grace', async () => {
    const w = world()
    const { page } = open(w)
    w.start()
    await soon(() => expect(w.state()).toEqual({ state: 'connecting', account: null }))
    const told = w.told.length
    page.closed()
    await soon(() => expect(w.told.length).toBeGreaterThan(told))
    expect(w.service.calls()).toEqual([])
    w.pageGraceOver()
    await soon(() => expect(w.service.polling()).toBe(1))
  })

  it('takes over from a poll that is held: it ends by itself and none follows', async () => {
    const w = world()
    await w.online()
    const { page } = open(w)
    expect(w.service.polling()).toBe(1)
    w.service.answerPoll({ retcode: 0, result: [item] })
    await soon(() => expect(w.state()).toEqual({ state: 'page', account: '10001', nick: '小明' }))
    expect(w.journalled).toMatchObject([{ items: [item] }])
    expect([lastOf(w), w.service.count('poll')]).toEqual(['poll', 1])

    // When it has gone the login goes on with its tickets: no second login2, but a look whether they still are good.
    page.closed()
    w.pageGraceOver()
    await soon(() => expect(w.service.polling()).toBe(1))
    expect([logins(w), w.service.count('poll')]).toEqual([1, 2])
    expect(w.service.calls().slice(-2)).toEqual(['online', 'poll'])
    // For those who ask for lists it was one login all the time.
    expect([w.ups.length, w.ups[0]?.aborted, w.relinks]).toEqual([1, false, 1])
  })

  it('that polls has our own poll cut off after five seconds, if its own did not end it', async () => {
    const w = world()
    await w.online()
    const page = open(w)
    await page.poll({ ptwebqq: '' }).asked()
    w.pass(4_999)
    expect(w.service.polling()).toBe(1)
    w.pass(1)
    await soon(() => expect(w.service.polling()).toBe(0))
    await soon(() => expect(w.state()).toMatchObject({ state: 'page' }))
    expect(w.service.count('poll')).toBe(1)
  })

  it('that comes while the login has only begun is left to log in itself', async () => {
    const w = world()
    w.service.script.vfwebqq = () => {
      open(w)
      return { retcode: 0, result: { vfwebqq: 'vf' } }
    }
    w.start()
    await soon(() => expect(w.told.length).toBeGreaterThan(1))
    await soon(() => expect(w.state()).toEqual({ state: 'connecting', account: null }))
    expect(w.service.calls()).toEqual(['vfwebqq'])
  })

  it('that comes between login and first poll gets the line', async () => {
    const w = world()
    w.service.script.recent = () => {
      open(w)
      return { retcode: 0, result: [] }
    }
    w.start()
    await soon(() => expect(w.state()).toMatchObject({ state: 'page', account: '10001' }))
    expect(w.service.count('poll')).toBe(0)
    // Nobody is told of a login that the page has taken over already.
    expect([w.ups, w.told.filter(({ state }) => state === 'online')]).toEqual([[], []])
  })

  it('that shows its login form does not hold the line', async () => {
    const w = world()
    await open(w).showsForm()
    w.pageGraceOver()
    await w.online()
  })

  it('that polls ever so seldom has the line no longer', async () => {
    const w = world()
    w.start()
    const { poll } = await listening(w)
    await poll.answered({ retcode: 0, errmsg: 'error!!!' })
    w.pass(POLLS_WITHIN - 1)
    await soon(() => expect(w.state()).toMatchObject({ state: 'page' }))
    expect(w.service.calls()).toEqual([])
    w.pass(1)
    await soon(() => expect(w.service.polling()).toBe(1))
    expect(w.state()).toMatchObject({ state: 'online', pageStopped: true })
  })
})

describe('the tickets of a page', () => {
  it('are taken over when they are those of the cookies: nothing is asked for twice', async () => {
    const w = world()
    w.start()
    await listening(w)
    await soon(() => expect(w.state()).toEqual({ state: 'page', account: '10001', nick: '小明' }))
    const { saved, lists } = w.connection.connected()!
    expect(saved.epoch).toBe(await epochOf('10001', 'key-1'))
    expect(saved.tickets).toEqual({ uin: 10001, ...TICKETS, face: 252, nick: '小明' })
    expect(lists).toMatchObject({
      friends: { friends: [{ uin: 5, nick: 'Lily' }] },
      groups: [{ gid: 90, code: 91 }],
      discusses: [],
    })
    expect([w.service.calls(), w.ups.length]).toEqual([[], 1])
    expect(w.saved).toEqual(saved)
  })

  it('bring the login up once the lists are there, or have failed', async () => {
    const w = world()
    w.start()
    const page = open(w)
    await page.logsIn()
    for (const [index, name] of (['friends', 'groups', 'discusses'] as const).entries()) {
      expect([w.connection.connected()?.saved.tickets.uin, w.ups.length, index]).toEqual([10001, 0, index])
      await page.call(name, {}).failed()
    }
    expect(w.ups).toHaveLength(1)
  })

  it('go on where the background was, with its numbers and codes', async () => {
    const w = world()
    await w.online()
    await w.connection.remember({ lastMsgId: 123_456_789, groupCodes: { '90': 91 } })
    const { epoch } = w.saved!
    await listening(w, 7, 10001, { psessionid: 'ps-2' })
    expect(w.saved).toMatchObject({
      epoch,
      lastMsgId: 123_456_789,
      groupCodes: { '90': 91 },
      tickets: { psessionid: 'ps-2' },
    })
    expect(w.ups.map(({ aborted }) => aborted)).toEqual([false])
  })

  it.each([
    ['another account', { uin: 'o0000099999' }],
    ['nobody that can be told', { uin: '' }],
    ['a jar without the key of the message hosts', { p_skey: '' }],
  ])(
    'are left alone when the cookies are those of %s: archived under a name of their own, nothing is sent',
    async (_who, cookies) => {
      const w = world()
      Object.assign(w.cookies, cookies)
      w.start()
      const { poll } = await listening(w)
      await soon(() => expect(w.state()).toEqual({ state: 'page-only', why: 'other-account' }))
      await poll.answered({ retcode: 0, result: [item] })
      expect(w.heard).toMatchObject([{ account: '10001', items: [item] }])
      expect(w.heard[0]!.epoch).not.toBe(await epochOf('10001', 'key-1'))
      expect([w.connection.connected(), w.saved, w.service.calls()]).toEqual([null, null, []])
    },
  )

  it('of another account stop our own login from being used while that page listens', async () => {
    const w = world()
    await w.online()
    await listening(w, 7, 99999)
    expect(w.connection.connected()).toBeNull()
    w.service.answerPoll({ retcode: 0 })
    await soon(() => expect(w.state()).toEqual({ state: 'page-only', why: 'other-account' }))
    expect(w.saved?.tickets.uin).toBe(10001)
  })

  it('give way to those of the next account that logs in: the messages of each go under its own name', async () => {
    const w = world()
    w.start()
    const first = await listening(w)
    const epoch = await epochOf('10001', 'key-1')
    w.cookies = { p_skey: 'key-2', uin: 'o0000020002' }
    await w.connection.tryAgain()
    expect(w.connection.connected()).toBeNull()
    const second = await listening(w, 8, 20002, { psessionid: 'ps-2', vfwebqq: 'vf-2' })
    await soon(() => expect(w.state()).toMatchObject({ state: 'page', account: '20002' }))
    await first.poll.answered({ retcode: 0, result: [item] })
    await second.poll.answered({ retcode: 0, result: [item, item] })
    expect(w.heard).toMatchObject([
      { account: '10001', epoch, items: [item] },
      { account: '20002', epoch: await epochOf('20002', 'key-2'), items: [item, item] },
    ])
    expect(w.ups.map(({ aborted }) => aborted)).toEqual([true, false])
  })

  it('count by the request: what an old poll brings after another login in the same page is the old login’s', async () => {
    const w = world()
    w.start()
    const { page, poll } = await listening(w)
    w.cookies = { p_skey: 'key-2', uin: 'o0000020002' }
    const next = await page.boots(20002, { psessionid: 'ps-2', vfwebqq: 'vf-2' })
    await poll.answered({ retcode: 0, result: [item] })
    await next.answered({ retcode: 0, result: [item, item] })
    expect(w.heard).toMatchObject([
      { epoch: await epochOf('10001', 'key-1') },
      { epoch: await epochOf('20002', 'key-2') },
    ])
  })

  it('are nobody’s when cookies of another scan came while the page asked for them', async () => {
    const w = world()
    w.start()
    const page = open(w)
    const vf = page.call('vfwebqq', {})
    await vf.answered({ retcode: 0, result: { vfwebqq: 'vf' } })
    const login = page.call('login2', { ptwebqq: 'pt', psessionid: '', status: 'online' })
    await login.asked()
    w.cookies.p_skey = 'key-2'
    await login.answered({ retcode: 0, result: { psessionid: 'ps', uin: 10001 } })
    expect([w.saved, w.connection.connected()]).toEqual([null, null])
  })

  it('of a session taken up again with the cookies of another scan are that login’s: nothing is sent in it', async () => {
    const w = world()
    w.start()
    const { page } = await listening(w)
    w.cookies.p_skey = 'key-2'
    const relink = page.call('login2', { ptwebqq: 'pt', clientid: 1, psessionid: 'ps', key: '', state: 'online' })
    await relink.asked()
    await relink.answered({ retcode: 0, result: { psessionid: 'ps-2' } })
    const next = page.poll({ psessionid: 'ps-2' })
    await next.asked()
    await next.answered({ retcode: 0, result: [item] })
    expect(w.heard).toMatchObject([{ account: '10001', epoch: await epochOf('10001', 'key-2') }])
    expect(w.connection.connected()).toBeNull()
  })

  it('are renewed when a poll says so, and when the page takes its session up again', async () => {
    const w = world()
    w.start()
    const { page, poll } = await listening(w)
    await poll.answered({ retcode: 116, p: 'pt-2' })
    expect(w.saved?.tickets).toMatchObject({ ptwebqq: 'pt-2', vfwebqq: 'vf' })
    const relink = page.call('login2', { ptwebqq: 'pt-2', clientid: 1, psessionid: 'ps', key: '', state: 'online' })
    await relink.asked()
    await relink.answered({ retcode: 0, result: { psessionid: 'ps-2', vfwebqq: 'wrong' } })
    expect(w.saved?.tickets).toMatchObject({ ptwebqq: 'pt-2', psessionid: 'ps-2', vfwebqq: 'vf', nick: '小明' })
    const next = page.poll({ ptwebqq: 'pt-2', psessionid: 'ps-2' })
    await next.asked()
    await next.answered({ retcode: 0, result: [item] })
    expect(w.heard).toMatchObject([{ account: '10001', epoch: w.saved?.epoch }])
  })

  it('are cured of a 103 that the page knows no cure for, at most once a minute', async () => {
    const w = world()
    w.start()
    const { page, poll } = await listening(w)
    await poll.answered({ retcode: 103 })
    expect(w.service.calls()).toEqual(['online'])
    await page.poll().answered({ retcode: 103 })
    w.pass(60_000)
    await page.poll({ psessionid: 'of somebody else' }).answered({ retcode: 103 })
    expect(w.service.calls()).toEqual(['online'])
    await page.poll().answered({ retcode: 103 })
    expect(w.service.calls()).toEqual(['online', 'online'])
  })

  it('are good although these cookies had been refused to us', async () => {
    const w = world({ login2: () => ({ retcode: 103 }) })
    w.start()
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out', why: 'expired' }))
    const { page } = await listening(w)
    page.page.closed()
    w.pageGraceOver()
    await soon(() => expect(w.service.polling()).toBe(1))
  })

  it('are tested when the page has gone, and taken up again when they are stale', async () => {
    let tests = 0
    const w = world({ online: () => (tests++ === 0 ? { retcode: 103 } : { retcode: 0, result: [] }) })
    w.start()
    const { page } = await listening(w)
    page.page.closed()
    w.pageGraceOver()
    await soon(() => expect(w.service.polling()).toBe(1))
    const relinks = w.service.requests.filter(
      ({ endpoint, body }) => endpoint === 'login2' && body?.includes('state%22'),
    )
    expect([logins(w), relinks.length]).toEqual([1, 1])
  })

  it('that nothing helps any more end in a scan', async () => {
    const w = world({ online: () => ({ retcode: 103 }), login2: () => ({ retcode: 103 }) })
    w.start()
    const { page } = await listening(w)
    page.page.closed()
    w.pageGraceOver()
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out', why: 'expired' }))
    expect(w.service.count('poll')).toBe(0)
  })
})

describe('a page that stops', () => {
  const relink = { ptwebqq: 'pt', clientid: 1, psessionid: 'ps', key: '', state: 'online' }
  const kick = { poll_type: 'kick_message', value: { reason: '别处登录' } }
  const answersPoll =
    (body: object) =>
    async ({ poll }: Awaited<ReturnType<typeof listening>>) =>
      poll.answered(body)

  it.each<[string, (at: Awaited<ReturnType<typeof listening>>) => Promise<void>]>([
    ['by code 100', answersPoll({ retcode: 100 })],
    [
      'by a relink that is refused',
      async ({ page }) => {
        const call = page.call('login2', relink)
        await call.asked()
        await call.answered({ retcode: 103 })
      },
    ],
    [
      'by a login that is refused',
      async ({ page }) => {
        const call = page.call('login2', { psessionid: '', status: 'online' })
        await call.asked()
        await call.answered({ retcode: 100001 })
      },
    ],
    ['by a getvfwebqq that fails', ({ page }) => page.call('vfwebqq', {}).failed()],
  ])('%s gives the line back at once', async (_how, stop) => {
    const w = world()
    w.start()
    await stop(await listening(w))
    await soon(() => expect(w.service.polling()).toBe(1))
    expect(w.state()).toMatchObject({ state: 'online', account: '10001', pageStopped: true })
  })

  it.each([
    ['the relink is to be tried again', 'login2', 112],
    ['the relink is to be tried again later', 'login2', 115],
    ['a poll was odd', 'poll', 103],
    ['the session is taken up again', 'poll', 121],
  ] as const)('keeps the line while it goes on: %s', async (_why, endpoint, retcode) => {
    const w = world()
    w.start()
    const { page } = await listening(w)
    const call = page.call(endpoint, endpoint === 'poll' ? TICKETS : relink)
    await call.asked()
    await call.answered({ retcode })
    w.pass(60_000)
    expect(w.lease.held()).toBe(true)
  })

  it.each(['friends', 'groups', 'discusses', 'recent'] as const)(
    'before its first poll, because %s did not come, gives the line back at once',
    async (name) => {
      const w = world()
      w.start()
      const page = open(w)
      await page.logsIn()
      const call = page.call(name, {})
      await call.asked()
      expect(w.lease.held()).toBe(true)
      await call.answered({ retcode: 100003 })
      expect(w.lease.held()).toBe(false)
      await soon(() => expect(w.service.polling()).toBe(1))
    },
  )

  it('has the line again when it logs in again', async () => {
    const w = world()
    w.start()
    const { page, poll } = await listening(w)
    await poll.answered({ retcode: 100 })
    await soon(() => expect(w.service.polling()).toBe(1))
    await page.boots()
    w.service.answerPoll({ retcode: 0 })
    await soon(() => expect(w.state()).toMatchObject({ state: 'page' }))
    expect(w.service.count('poll')).toBe(1)
  })

  it('is not replaced when the user wants nobody in its place, until the page goes', async () => {
    const w = world()
    w.mayListenForStopped = false
    w.start()
    const { page, poll } = await listening(w)
    await poll.answered({ retcode: 100 })
    await soon(() => expect(w.state()).toEqual({ state: 'page-stopped', account: '10001', nick: '小明' }))
    expect(w.service.calls()).toEqual([])
    page.page.closed()
    await soon(() => expect(w.service.polling()).toBe(1))
    expect(w.state()).not.toHaveProperty('pageStopped')
  })

  it('is replaced as soon as the user says so, and left alone again', async () => {
    const w = world()
    w.mayListenForStopped = false
    w.start()
    const { poll } = await listening(w)
    await poll.answered({ retcode: 100 })
    await soon(() => expect(w.state()).toMatchObject({ state: 'page-stopped' }))
    w.mayListenForStopped = true
    w.connection.nudge()
    await soon(() => expect(w.service.polling()).toBe(1))
    w.mayListenForStopped = false
    w.connection.nudge()
    w.service.answerPoll({ retcode: 0 })
    await soon(() => expect(w.state()).toMatchObject({ state: 'page-stopped' }))
    expect(w.service.polling()).toBe(0)
  })

  it('by a kick ends the login: the background does not take it up again', async () => {
    const w = world()
    w.start()
    const { poll } = await listening(w)
    await poll.answered({ retcode: 0, result: [item, kick] })
    expect(w.heard).toMatchObject([{ items: [item, kick] }])
    await soon(() => expect(w.state()).toEqual({ state: 'logged-out', why: 'kicked', detail: '别处登录' }))
    expect([w.service.calls(), w.ups[0]?.aborted]).toEqual([[], true])
  })

  it('that its user has signed out is not replaced', async () => {
    const w = world()
    w.cookies.skey = '@skey'
    w.start()
    const { page } = await listening(w)
    delete w.cookies.skey
    page.page.closed()
    await open(w).showsForm()
    w.pageGraceOver()
    await soon(() => expect(w.state()).toEqual({ state: 'logged-out', why: 'signed-out', detail: null }))
    expect([w.service.calls(), w.saved]).toEqual([[], null])
  })

  it('and shows its form although the cookies are in place is replaced: it wants a ptwebqq that there is none of', async () => {
    const w = world()
    w.cookies.skey = '@skey'
    w.start()
    const { page } = await listening(w)
    page.page.closed()
    await open(w).showsForm()
    w.pageGraceOver()
    await soon(() => expect(w.service.polling()).toBe(1))
    expect(logins(w)).toBe(0)
  })
})

describe('several pages', () => {
  it('hold the line until the last one has gone', async () => {
    const w = world()
    w.start()
    const first = await listening(w, 7)
    const second = await listening(w, 8)
    first.page.page.closed()
    w.pageGraceOver()
    await soon(() => expect(w.state()).toMatchObject({ state: 'page' }))
    expect(w.service.calls()).toEqual([])
    second.page.page.closed()
    w.pageGraceOver()
    await soon(() => expect(w.service.polling()).toBe(1))
  })
})

describe('a worker that starts while a page listens', () => {
  it('knows its login by the tab, and by the tickets', async () => {
    const before = world()
    before.start()
    await listening(before)
    const { epoch } = before.saved!
    await before.end()
    for (const tab of [7, 8]) {
      const w = world({}, before)
      w.start()
      const page = open(w, tab)
      const poll = page.poll()
      await poll.asked(40_000)
      await soon(() => expect(w.state()).toEqual({ state: 'page', account: '10001', nick: '小明' }))
      await soon(() => expect(w.ups).toHaveLength(1))
      await poll.answered({ retcode: 0, result: [item] })
      expect(w.heard).toMatchObject([{ account: '10001', epoch }])
      expect([w.connection.connected()?.saved.epoch, w.service.calls()]).toEqual([epoch, []])
    }
  })

  it('knows that it polls although nobody says so again, and cuts off no poll of ours for that', async () => {
    const before = world()
    before.start()
    await listening(before)
    await before.end()
    const w = world({}, before)
    const again = open(w)
    await again.hello(true)
    // What an earlier worker knew is read.
    await new Promise((resolve) => setTimeout(resolve))
    w.pass(ARRIVES_WITHIN)
    expect([w.lease.held(), w.lease.isOverdue()]).toEqual([true, false])
    w.pass(POLL_LASTS + POLLS_WITHIN)
    expect(w.lease.held()).toBe(false)
    // A page that is loaded in that tab after this has its own beginning.
    again.page.closed()
    await open(w).hello(true)
    w.pass(ARRIVES_WITHIN)
    expect(w.lease.held()).toBe(false)
  })

  it('keeps the name of a login that is not ours', async () => {
    const before = world()
    before.cookies.uin = 'o0000099999'
    before.start()
    const { poll } = await listening(before)
    await poll.answered({ retcode: 0, result: [item] })
    await before.end()
    const w = world({}, before)
    w.cookies.uin = 'o0000099999'
    w.start()
    const again = open(w).poll()
    await again.asked(1_000)
    await again.answered({ retcode: 0, result: [item] })
    expect(w.heard).toEqual(before.heard)
    expect(w.connection.connected()).toBeNull()
  })

  it('archives for a page whose login nobody saw, and sends nothing', async () => {
    const w = world()
    w.start()
    const poll = open(w).poll({ psessionid: 'nobody knows' })
    await poll.asked(1_000)
    await soon(() => expect(w.state()).toEqual({ state: 'page-only', why: 'unknown' }))
    const toUs = { poll_type: 'message', value: { from_uin: 5, to_uin: 30003 } }
    await poll.answered({ retcode: 0, result: [toUs] })
    expect(w.heard).toMatchObject([{ account: '30003', items: [toUs] }])
    expect(w.connection.connected()).toBeNull()
  })
})

describe('a restarted worker', () => {
  it('goes on with the saved tickets, without another login', async () => {
    const before = world()
    await before.online()
    await before.end()
    const w = world({}, before)
    await w.online()
    expect(w.service.calls()).toEqual(['poll'])
    expect(w.state()).toEqual({ state: 'online', account: '10001', nick: '小明', since: NOON })
    expect(w.connection.connected()?.lists).toBeNull()
  })

  it('knows the clock of the server before the first reply', async () => {
    const before = world({
      self: () => json({ retcode: 0, result: { uin: 10001, nick: '小明', face: 1 } }, { serverAt: NOON - 600_000 }),
    })
    await before.online()
    await before.end()
    const w = world({}, before)
    await w.online()
    expect(w.connection.connected()?.clockOffset()).toBe(-599_500)
  })

  it('forgets them when the cookies are of another scan, and logs in anew under another name', async () => {
    const before = world()
    await before.online()
    await before.end()
    const epoch = before.saved?.epoch
    const w = world({}, before)
    w.cookies.p_skey = 'key-2'
    await w.online()
    expect(logins(w)).toBe(1)
    expect(w.saved?.epoch).not.toBe(epoch)
  })

  it('forgets them when the cookies are gone', async () => {
    const before = world()
    await before.online()
    await before.end()
    const w = world({}, before)
    w.cookies = {}
    w.start()
    await soon(() => expect(w.state()).toMatchObject({ state: 'logged-out' }))
    expect(w.saved).toBeNull()
  })
})

describe('cookies of another scan', () => {
  it('end the login that is up: nothing more is sent or asked in its name', async () => {
    const w = world()
    await w.online()
    const first = w.saved?.epoch
    w.cookies.p_skey = 'key-2'
    await w.connection.tryAgain()
    expect(w.connection.connected()).toBeNull()
    w.service.answerPoll({ retcode: 0, result: [item] })
    await soon(() => expect(logins(w)).toBe(2))
    await soon(() => expect(w.service.polling()).toBe(1))
    expect(w.journalled).toMatchObject([{ epoch: first }])
    expect(w.saved?.epoch).not.toBe(first)
  })

  it('do not let the old session be taken up again under its name', async () => {
    const w = world()
    await w.online()
    const first = w.saved?.epoch
    w.cookies.p_skey = 'key-2'
    w.service.answerPoll({ retcode: 121 })
    await soon(() => expect(w.service.polling()).toBe(1))
    expect(w.saved?.epoch).not.toBe(first)
    const relinks = w.service.requests.filter(
      ({ endpoint, body }) => endpoint === 'login2' && body?.includes('state%22'),
    )
    expect(relinks).toEqual([])
  })

  it('that come while the old session is taken up again end it', async () => {
    const w = world()
    await w.online()
    const first = w.saved?.epoch
    w.service.script.login2 = () => {
      delete w.service.script.login2
      w.cookies.p_skey = 'key-2'
      return { retcode: 0, result: { psessionid: 'ps-2', uin: 10001 } }
    }
    w.service.answerPoll({ retcode: 121 })
    await soon(() => expect(logins(w)).toBe(3))
    await soon(() => expect(w.service.polling()).toBe(1))
    expect(w.saved?.epoch).toBe(await epochOf('10001', 'key-2'))
    expect(w.saved?.epoch).not.toBe(first)
  })

  it('that come in the middle of a login make it start over', async () => {
    const w = world()
    w.service.script.login2 = () => {
      w.cookies.p_skey = 'key-2'
      return { retcode: 0, result: { psessionid: 'ps', uin: 10001 } }
    }
    await w.online()
    expect(logins(w)).toBe(2)
    expect(w.saved?.epoch).toBe(await epochOf('10001', 'key-2'))
  })
})
