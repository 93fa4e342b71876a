import { afterEach, describe, expect, it } from 'vitest'
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
const lastOf = ({ service }: World) => service.calls().at(-1)

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((each) => each.end()))
})

describe('a page', () => {
  it('keeps the background from login and poll while it is there, and for its grace', async () => {
    const w = world()
    const page = w.presence.opened()
    w.start()
    await soon(() => expect(w.state()).toEqual({ state: 'page', account: null, nick: null }))
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
    const page = w.presence.opened()
    expect(w.service.polling()).toBe(1)
    w.service.answerPoll({ retcode: 0, result: [item] })
    await soon(() => expect(w.state()).toEqual({ state: 'page', account: '10001', nick: '小明' }))
    expect(w.journalled).toMatchObject([{ items: [item] }])
    expect([lastOf(w), w.service.count('poll')]).toEqual(['poll', 1])
    expect(w.ups[0]?.aborted).toBe(true)

    // When it has gone the login goes on with its tickets: no second login2.
    page.closed()
    w.pageGraceOver()
    await soon(() => expect(w.service.polling()).toBe(1))
    expect([logins(w), w.service.count('poll')]).toEqual([1, 2])
  })

  it('that comes while the login has only begun is left to log in itself', async () => {
    const w = world()
    w.service.script.vfwebqq = () => {
      w.presence.opened()
      return { retcode: 0, result: { vfwebqq: 'vf' } }
    }
    w.start()
    await soon(() => expect(w.state()).toMatchObject({ state: 'page' }))
    expect(w.service.calls()).toEqual(['vfwebqq'])
  })

  it('that comes between login and first poll gets the line', async () => {
    const w = world()
    w.service.script.recent = () => {
      w.presence.opened()
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
    w.presence.opened().report(true)
    w.pageGraceOver()
    await w.online()
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
