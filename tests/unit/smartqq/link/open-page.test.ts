import { afterEach, describe, expect, it } from 'vitest'
import { ARRIVES_WITHIN } from '../../../../lib/smartqq/link/lease.ts'
import { epochOf } from '../../../../lib/smartqq/link/saved-login.ts'
import { tappedPage, TICKETS } from './tapped-page.ts'
import { linkWorld, NOON } from './world.ts'

const worlds: ReturnType<typeof linkWorld>[] = []

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((each) => each.end()))
})

/** A world with a page that listens, in our own login. */
async function listening() {
  const w = linkWorld()
  worlds.push(w)
  w.start()
  const page = tappedPage(w.line.opened(7))
  const poll = await page.boots()
  const login = { account: '10001', epoch: await epochOf('10001', 'key-1') }
  return { w, page, poll, login, items: () => w.heard.map(({ items }) => items) }
}

const item = (n: number) => ({ poll_type: 'message', value: { from_uin: 5, msg_id: n, content: [`第${n}`] } })
const brings = (...items: unknown[]) => ({ retcode: 0, result: items })

describe('a poll of the page', () => {
  it('is written down as it came, with the clock of the server', async () => {
    const { w, poll, login } = await listening()
    const date = new Date(NOON).toUTCString()
    await poll.answered(brings(item(1), { odd: true }), { date })
    expect(w.heard).toEqual([{ ...login, items: [item(1), { odd: true }], serverAt: NOON }])
  })

  it('is taken once from two sources, whichever comes first', async () => {
    const { page, poll, items } = await listening()
    await poll.posted()
    await poll.answered(brings(item(1)))
    await poll.heard(brings(item(1)))
    const next = page.poll()
    await next.posted()
    await next.asked()
    await next.heard(brings(item(2)))
    await next.answered(brings(item(2)))
    expect(items()).toEqual([[item(1)], [item(2)]])
  })

  it('is taken from the one source that there is', async () => {
    const { page, poll, items } = await listening()
    await poll.answered(brings(item(1)))
    for (const n of [2, 3]) {
      const next = page.poll()
      await next.posted()
      await next.heard(brings(item(n)))
    }
    expect(items()).toEqual([[item(1)], [item(2)], [item(3)]])
  })

  it('that brings the same twice is two polls', async () => {
    const { page, poll, items } = await listening()
    for (const each of [poll, page.poll()]) {
      await each.posted()
      await each.asked()
    }
    const again = page.poll()
    await again.posted()
    await poll.answered(brings(item(1)))
    await again.answered(brings(item(1)))
    await again.heard(brings(item(1)))
    await again.heard(brings(item(1)))
    expect(items()).toEqual([[item(1)], [item(1)]])
  })

  it('that brings the same much later is another one', async () => {
    const { w, page, poll, items } = await listening()
    await poll.answered(brings(item(1)))
    w.pass(30_000)
    const next = page.poll()
    await next.posted()
    await next.heard(brings(item(1)))
    expect(items()).toHaveLength(2)
  })

  it('whose request was not seen is known by its shape', async () => {
    const { page, items, login, w } = await listening()
    await page.poll().heard(brings(item(1)))
    await page.poll().heard({ retcode: 0, result: [{ uin: 5, status: 'online' }] })
    await page.poll().heard({ errCode: 0, msg: 'send ok' })
    expect(items()).toEqual([[item(1)]])
    expect(w.heard[0]).toMatchObject(login)
  })

  it('with tickets that are none for their length is archived, and they are kept nowhere', async () => {
    const { w, page, poll, items } = await listening()
    const long = 'x'.repeat(5_001)
    await poll.answered({ retcode: 116, p: long })
    const next = page.poll({ ptwebqq: long, psessionid: long })
    await next.asked()
    await next.answered(brings(item(1)))
    expect(items()).toEqual([[item(1)]])
    expect(JSON.stringify([...w.pages.values(), w.saved])).not.toContain(long)
  })

  it('is taken only when it is on disk, whoever reports it', async () => {
    const { w, poll } = await listening()
    const disk = Promise.withResolvers<void>()
    w.onDisk = disk.promise
    await poll.posted()
    let taken = 0
    const reports = [poll.answered(brings(item(1))), poll.heard(brings(item(1)))].map((report) =>
      report.then(() => taken++),
    )
    await new Promise((resolve) => setTimeout(resolve))
    expect([taken, w.heard.length]).toEqual([0, 1])
    disk.resolve()
    await Promise.all(reports)
    expect(taken).toBe(2)
  })

  it('that the page cannot read is read all the same', async () => {
    const { poll, items } = await listening()
    await poll.answered(`{"retcode":0,"result":[${JSON.stringify(item(1)).replace('第1', '第\u00011')}]}`)
    expect(items()).toEqual([[item(1)]])
  })
})

describe('the state that the user chooses on the page', () => {
  it('is told once the service has taken it', async () => {
    const { w, page, login } = await listening()
    const call = page.call('changeStatus', { newstatus: 'away' })
    await call.asked(0)
    expect(w.statesChosen).toEqual([])
    await call.answered({ retcode: 0, result: 'ok' })
    expect(w.statesChosen).toEqual([{ login, state: 'away' }])
  })

  it.each([
    ['the service refuses', { newstatus: 'away' }, { retcode: 100_001 }],
    ['it is none that we know', { newstatus: 'dancing' }, { retcode: 0 }],
    ['it is not said', {}, { retcode: 0 }],
  ])('is not told when %s', async (_why, fields, reply) => {
    const { w, page } = await listening()
    await page.call('changeStatus', fields).answered(reply)
    expect(w.statesChosen).toEqual([])
  })
})

describe('what the user sends on the page', () => {
  const content = JSON.stringify(['在吗', ['face', 14], ' ', ['font', { name: '宋体' }]])
  const send = (page: Awaited<ReturnType<typeof listening>>['page'], change: Record<string, string | number> = {}) =>
    page.call('sendFriend', { to: 5, content, face: 1, clientid: 1, msg_id: 320_001, psessionid: 'ps', ...change })

  it('is told as soon as it goes out, and when it is known how it ended', async () => {
    const { w, page, login } = await listening()
    const call = send(page)
    await call.asked(200)
    const to = { ...login, kind: 'person', number: 5 }
    const sending = {
      to,
      segments: [
        { type: 'text', text: '在吗' },
        { type: 'face', code: 14, name: '微笑' },
        { type: 'text', text: ' ' },
      ],
      number: 320_001,
      at: NOON - 200,
    }
    expect(w.userSends).toEqual([{ login, sending }])
    await call.answered({ errCode: 0, msg: 'send ok' })
    expect(w.userSent).toEqual([
      {
        login,
        sent: {
          ...sending,
          outcome: { kind: 'sent' },
          raw: { call: 'send_buddy_msg2', to: 5, content, msg_id: 320_001 },
        },
      },
    ])
  })

  it.each([
    ['sendGroup', 'group_uin', 'group'],
    ['sendDiscuss', 'did', 'discuss'],
    ['sendSess', 'to', 'person'],
  ] as const)('reaches who it is for: %s', async (name, target, kind) => {
    const { w, page } = await listening()
    const call = page.call(name, { [target]: 90, content, msg_id: 7, psessionid: 'ps' })
    await call.asked()
    await call.failed('timeout')
    expect(w.userSent[0]?.sent).toMatchObject({ to: { kind, number: 90 }, outcome: { kind: 'uncertain', code: null } })
  })

  it('is one message in both sources, and two messages are two', async () => {
    const { w, page } = await listening()
    for (const number of [1, 2]) {
      const call = send(page, { msg_id: number })
      await call.posted()
      await call.asked()
      await call.answered({ errCode: 0 })
      await call.heard({ errCode: 0 })
    }
    expect(w.userSends.map(({ sending }) => sending.number)).toEqual([1, 2])
    expect(w.userSent.map(({ sent }) => sent.number)).toEqual([1, 2])
  })

  it.each([
    ['refused', { retcode: 100001 }, { kind: 'unknown-target', code: 100001 }],
    ['uncertain', { errCode: 1202 }, { kind: 'uncertain', code: 1202 }],
  ])('may be %s, which the page does not show', async (_how, body, outcome) => {
    const { w, page } = await listening()
    const call = send(page)
    await call.answered(body)
    expect(w.userSent[0]?.sent.outcome).toEqual(outcome)
  })

  it('to nobody, or with a number that is none, is left alone', async () => {
    const { w, page } = await listening()
    const changes: Record<string, string | number>[] = [{ to: 0 }, { to: 'x' }, { msg_id: 1.5 }]
    for (const change of changes) await send(page, change).asked()
    expect(w.userSends).toEqual([])
  })
})

describe('what a page may not', () => {
  const hostile: [string, unknown][] = [
    ['nothing', undefined],
    ['a text', 'reply'],
    ['an unknown kind', { kind: 'send', to: 5 }],
    [
      'a reply without its text',
      { kind: 'reply', id: '1', method: 'POST', url: 'https://d1.web2.qq.com/channel/poll2' },
    ],
    ['a negative age', { kind: 'request', ageMs: -1, id: '1', method: 'GET', url: 'http://x/', body: null }],
    [
      'a huge text',
      { kind: 'failed', why: 'error', id: 'x'.repeat(1_000), method: 'GET', url: 'http://x/', body: null },
    ],
  ]
  it.each(hostile)('%s is taken for nothing', async (_what, report) => {
    const { w, page } = await listening()
    await page.page.tapped(report, 'http://s.web2.qq.com/proxy.html')
    expect([w.heard, w.userSends, w.service.calls(), w.broken.at(-1)]).toEqual([[], [], [], ['replies']])
  })

  it.each([
    'https://evil.example/channel/poll2',
    'https://d1.web2.qq.com.evil.example/channel/poll2',
    'https://d1.web2.qq.com:8443/channel/poll2',
    'https://user@s.web2.qq.com/channel/poll2',
    'ftp://d1.web2.qq.com/channel/poll2',
    'javascript:alert(1)',
    'http://[',
    '/channel/poll2',
  ])('a reply from %s is none of our business', async (url) => {
    const { w, page } = await listening()
    const reply = {
      kind: 'reply',
      n: 1,
      status: 200,
      text: JSON.stringify(brings(item(1))),
      date: null,
      id: '1',
      method: 'POST',
      body: null,
    }
    await page.page.tapped({ ...reply, url }, 'https://evil.example/proxy.html')
    expect(w.heard).toEqual([])
  })

  it('a reply whose fields are of the wrong kind changes no ticket', async () => {
    const { w, page } = await listening()
    const before = structuredClone(w.saved)
    for (const result of [null, 5, [], { psessionid: 5 }, { psessionid: 'x'.repeat(10_000), uin: 10001 }]) {
      const call = page.call('login2', { ptwebqq: 'pt', psessionid: '', status: 'online' })
      await call.asked()
      await call.answered({ retcode: 0, result })
    }
    expect([w.saved, w.service.calls()]).toEqual([before, []])
  })

  it.each(['nonsense', '[]', '{"id":1}', '{"action":"resize","width":1}', '{"id":{},"type":"onSuccess"}', ''])(
    'the message %s is no envelope',
    async (data) => {
      const { w, page } = await listening()
      await page.page.heard(data, 'page')
      await page.page.heard(data, 'frame')
      expect([w.heard, w.broken.at(-1)]).toEqual([[], ['envelopes']])
    },
  )

  it('a thousand requests without replies are not kept for ever', async () => {
    const { page, items } = await listening()
    const first = page.poll()
    await first.posted()
    for (let n = 0; n < 1_000; n++) await page.call('changeStatus', {}).posted()
    // Its request is forgotten, so it counts as one that was never seen.
    await first.heard({ retcode: 0, result: [{ poll_type: 'x' }] })
    expect(items()).toEqual([[{ poll_type: 'x' }]])
  })
})

describe('the health of a page', () => {
  it('is told when a frame cannot be watched, until it can', async () => {
    const { w, page } = await listening()
    await page.hello(false)
    await page.hello(false, 'https')
    expect(w.broken.at(-1)).toEqual(['http-frame', 'https-frame'])
    await page.hello(true)
    expect(w.broken.at(-1)).toEqual(['https-frame'])
    page.page.closed()
    expect(w.broken.at(-1)).toEqual([])
  })

  it('misses the frame of a page that has logged in without one', async () => {
    const { w } = await listening()
    w.pass(ARRIVES_WITHIN)
    expect(w.broken).toEqual([['http-frame']])
  })

  it('misses nothing of a page that shows its login form, or has its frame', async () => {
    const w = linkWorld()
    worlds.push(w)
    await tappedPage(w.line.opened(1)).showsForm()
    await tappedPage(w.line.opened(2)).hello(true)
    w.pass(ARRIVES_WITHIN)
    expect(w.broken).toEqual([])
  })

  it('is troubled by what cannot be read, until the next good one', async () => {
    const { w, page, poll } = await listening()
    await poll.answered('{"retcode":0,"resu')
    expect(w.broken).toEqual([['replies']])
    await page.poll().answered({ retcode: 0 })
    expect(w.broken.at(-1)).toEqual([])
    await page.call('friends', TICKETS).answered({ retcode: 0, result: { friendz: [] } })
    expect(w.broken.at(-1)).toEqual(['replies'])
    await page.call('friends', TICKETS).answered({ retcode: 0, result: { friends: [] } })
    expect(w.broken.at(-1)).toEqual([])
  })

  it('is not troubled by a poll that brought nothing, or an outage', async () => {
    const { w, page } = await listening()
    await page.poll().answered('')
    await page.poll().answered('<html>nginx', { status: 502 })
    await page.poll().failed('timeout')
    await page.call('friends', TICKETS).answered('<html>', { status: 504 })
    expect(w.broken).toEqual([])
  })
})
