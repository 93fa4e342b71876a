import { afterEach, describe, expect, it } from 'vitest'
import type { Handle, HandleKind } from '../../../../lib/chat/handle.ts'
import { createSmartqqBackend } from '../../../../lib/smartqq/link/backend.ts'
import { json } from './scripted-service.ts'
import { linkWorld } from './world.ts'

const never = new AbortController().signal
const text = (words: string) => [{ type: 'text' as const, text: words }]
const worlds: ReturnType<typeof linkWorld>[] = []

async function up(script: Parameters<typeof linkWorld>[0] = {}) {
  const link = linkWorld(script)
  worlds.push(link)
  await link.online()
  const slept: number[] = []
  const backend = createSmartqqBackend(link.connection, {
    skey: () => link.ports.cookies.get('skey'),
    async sleep(ms) {
      slept.push(ms)
    },
  })
  const { epoch } = link.saved!
  const handle = (kind: HandleKind, number: number): Handle => ({ account: '10001', epoch, kind, number })
  /** The `r` of the last call. */
  const lastR = () =>
    JSON.parse(new URLSearchParams(link.service.requests.at(-1)?.body ?? '').get('r') ?? 'null') as unknown
  return { link, backend, handle, lastR, slept }
}

afterEach(() => Promise.all(worlds.splice(0).map((link) => link.end())))

describe('send', () => {
  it.each([
    ['person', 'sendFriend', 'to'],
    ['group', 'sendGroup', 'group_uin'],
    ['discuss', 'sendDiscuss', 'did'],
  ] as const)('sends to a %s', async (kind, endpoint, field) => {
    const { link, backend, handle, lastR } = await up({ [endpoint]: () => ({ errCode: 0, msg: 'send ok' }) })
    expect(await backend.send(handle(kind, 5), text('在吗'), never)).toEqual({ kind: 'sent' })
    expect(link.service.requests.at(-1)?.endpoint).toBe(endpoint)
    const content = expect.stringContaining('["在吗",["font"') as string
    expect(lastR()).toMatchObject({ [field]: 5, content, psessionid: 'ps', face: 252 })
  })

  it('counts messages up from the start of the login, on disk before the request', async () => {
    const { link, backend, handle, lastR } = await up()
    const first = link.saved!.lastMsgId
    const stored: number[] = []
    link.service.script.sendFriend = () => {
      stored.push(link.saved!.lastMsgId)
      return { errCode: 0 }
    }
    await backend.send(handle('person', 5), text('一'), never)
    await backend.send(handle('person', 5), text('二'), never)
    expect(Math.min(...stored)).toBeGreaterThanOrEqual(first + 2)
    expect(lastR()).toMatchObject({ msg_id: first + 2 })
  })

  it.each([
    [{ retcode: 1202 }, { kind: 'uncertain', code: 1202 }],
    [null, { kind: 'uncertain', code: null }],
    [json('', { status: 502, body: '<html>' }), { kind: 'uncertain', code: null }],
    [{ retcode: 100001 }, { kind: 'unknown-target', code: 100001 }],
    [json('', { status: 403, body: '<html>' }), { kind: 'refused', code: null }],
  ])('says how it ended: %j', async (answer, outcome) => {
    const { backend, handle, link } = await up({ sendFriend: () => answer })
    expect(await backend.send(handle('person', 5), text('在吗'), never)).toEqual(outcome)
    expect(link.service.count('sendFriend')).toBe(1)
  })

  it('sends nothing to a handle of another login, nor when nobody is logged in', async () => {
    const { link, backend, handle } = await up()
    const refused = { kind: 'refused', code: null }
    expect(await backend.send({ ...handle('person', 5), epoch: 'other' }, text('在吗'), never)).toEqual(refused)
    await link.connection.signOut()
    expect(await backend.send(handle('person', 5), text('在吗'), never)).toEqual(refused)
    expect(link.service.count('sendFriend')).toBe(0)
  })

  it('sends nothing when the login ends while the number is being stored', async () => {
    const { link, backend, handle } = await up()
    const { save } = link.ports.saved
    link.ports.saved.save = async (login) => {
      await save(login)
      await link.connection.signOut()
    }
    expect(await backend.send(handle('person', 5), text('在吗'), never)).toEqual({ kind: 'refused', code: null })
    expect(link.service.count('sendFriend')).toBe(0)
  })

  it('is an outcome, not an error, when the number cannot be stored', async () => {
    const { link, backend, handle } = await up()
    link.ports.saved.save = () => Promise.reject(new Error('storage is full'))
    expect(await backend.send(handle('person', 5), text('在吗'), never)).toEqual({ kind: 'refused', code: null })
    expect(link.service.count('sendFriend')).toBe(0)
  })
})

describe('login', () => {
  it('names account, login, nick and the clock of the server', async () => {
    const { link, backend } = await up()
    const { epoch } = link.saved!
    expect(backend.login()).toEqual({ account: '10001', epoch, nick: '小明', clockOffset: 0 })
    await link.connection.signOut()
    expect(backend.login()).toBeNull()
  })
})

describe('directory', () => {
  const friends = {
    friends: [
      { uin: 5, categories: 1, flag: 0 },
      { uin: 10001, categories: 0, flag: 0 },
    ],
    marknames: [{ uin: 5, markname: '强哥', type: 0 }],
    categories: [{ index: 1, sort: 1, name: '同学' }],
    vipinfo: [],
    info: [
      { face: 0, flag: 0, nick: '阿强', uin: 5 },
      { face: 0, flag: 0, nick: '小明', uin: 10001 },
    ],
  }
  const script = {
    friends: () => ({ retcode: 0, result: friends }),
    groups: () => ({
      retcode: 0,
      result: {
        gmasklist: [],
        gnamelist: [{ flag: 0, name: '羽毛球', gid: 90, code: 91 }],
        gmarklist: [{ uin: 90, markname: '球友' }],
      },
    }),
    discusses: () => ({ retcode: 0, result: { dnamelist: [{ name: '三人行', did: 80 }] } }),
  }

  it('gives everybody but oneself, from the lists of the login first and asked anew after that', async () => {
    const { link, backend, handle } = await up(script)
    const expected = {
      friends: [{ handle: handle('person', 5), nick: '阿强', remark: '强哥', category: '同学', number: null }],
      groups: [{ handle: handle('group', 90), name: '羽毛球', remark: '球友' }],
      discusses: [{ handle: handle('discuss', 80), name: '三人行' }],
    }
    expect(await backend.directory(never)).toEqual(expected)
    expect(link.service.count('friends')).toBe(1)
    expect(await backend.directory(never)).toEqual(expected)
    expect([link.service.count('friends'), link.service.count('groups')]).toEqual([2, 2])
  })

  it('remembers the code of each group, which its members are asked with', async () => {
    const { link, backend, handle } = await up(script)
    await expect(backend.members(handle('group', 90), never)).rejects.toMatchObject({ why: 'refused' })
    await backend.directory(never)
    expect(link.saved?.groupCodes).toEqual({ 90: 91 })
    link.service.script.groupInfo = () => ({ retcode: 6 })
    await expect(backend.members(handle('group', 90), never)).rejects.toMatchObject({ why: 'refused' })
    expect(new URL(link.service.requests.at(-1)!.url).searchParams.get('gcode')).toBe('91')
  })

  it.each([
    [null, 'network'],
    [json('', { body: '<html>' }), 'network'],
    [json('', { body: '{"retcode":' }), 'malformed'],
    [{ retcode: 50 }, 'refused'],
    [{ retcode: 100000 }, 'login-lost'],
  ])('fails in the words of every back end when no list comes: %j', async (answer, why) => {
    const { backend } = await up({ friends: () => answer, groups: () => answer, discusses: () => answer })
    await expect(backend.directory(never)).rejects.toMatchObject({ name: 'BackendError', why })
  })

  it.each(['friends', 'groups', 'discusses'] as const)('gives the lists that came when %s did not', async (missing) => {
    const refusal = () => ({ retcode: 100003 })
    const { link, backend } = await up({ ...script, [missing]: refusal })
    const { failed, ...came } = await backend.directory(never)
    const others = ['friends', 'groups', 'discusses'].filter((list) => list !== missing)
    expect(Object.keys(came)).toEqual(others)
    expect(failed).toMatchObject({
      name: 'BackendError',
      why: 'refused',
      message: `${missing}: refused with code 100003`,
    })
    expect(failed?.retryAfterMs).toBeGreaterThan(0)
    link.service.script[missing] = script[missing]
    expect(Object.keys(await backend.directory(never))).toEqual(['friends', 'groups', 'discusses'])
  })

  it('asks for the own profile along with them when it did not come at login', async () => {
    const self = () => ({ retcode: 0, result: { uin: 10001, nick: '小明', face: 252 } })
    const { link, backend } = await up({ ...script, self: () => null })
    expect(backend.login()?.nick).toBe('')
    await backend.directory(never)
    expect(backend.login()?.nick).toBe('')
    link.service.script.self = self
    await backend.directory(never)
    expect(link.saved?.tickets).toMatchObject({ nick: '小明', face: 252, psessionid: 'ps' })
    expect(backend.login()?.nick).toBe('小明')
    const asked = link.service.count('self')
    await backend.directory(never)
    expect(link.service.count('self')).toBe(asked)
  })

  it('keeps the codes of the groups while their list does not come', async () => {
    const { link, backend } = await up(script)
    await backend.directory(never)
    link.service.script.groups = () => ({ retcode: 13 })
    await backend.directory(never)
    expect(link.saved?.groupCodes).toEqual({ 90: 91 })
  })

  it('says when nobody is logged in', async () => {
    const { link, backend } = await up()
    await link.connection.signOut()
    await expect(backend.directory(never)).rejects.toMatchObject({ why: 'not-logged-in' })
  })
})

describe('members', () => {
  it('gives the real numbers of a discussion, and tells which member is oneself', async () => {
    const result = {
      info: {
        did: 80,
        discu_name: '三人行',
        mem_list: [
          { mem_uin: 5, ruin: 777 },
          { mem_uin: 10001, ruin: 10001 },
        ],
      },
      mem_info: [
        { nick: '阿强', uin: 5 },
        { nick: '小明', uin: 10001 },
      ],
      mem_status: [],
    }
    const { backend, handle } = await up({ discussInfo: () => ({ retcode: 0, result }) })
    const plain = { card: null, role: 'member' }
    expect(await backend.members(handle('discuss', 80), never)).toEqual({
      name: '三人行',
      notice: null,
      createdAt: null,
      members: [
        { ...plain, handle: handle('person', 5), nick: '阿强', isSelf: false, number: '777' },
        { ...plain, handle: handle('person', 10001), nick: '小明', isSelf: true, number: '10001' },
      ],
    })
  })

  it('does not ask with a number of another login', async () => {
    const { link, backend, handle } = await up()
    const other = { ...handle('discuss', 80), epoch: 'other' }
    await expect(backend.members(other, never)).rejects.toMatchObject({ why: 'refused' })
    await expect(backend.profile({ ...other, kind: 'person' }, never)).rejects.toMatchObject({ why: 'refused' })
    expect([link.service.count('discussInfo'), link.service.count('friendInfo')]).toEqual([0, 0])
  })
})

describe('profile', () => {
  const friendInfo = () => ({ retcode: 0, result: { uin: 5, nick: '阿强', city: '深圳', gender: 'male', blood: 1 } })

  it('has signature and level, which are calls of their own', async () => {
    const { backend, handle } = await up({
      friendInfo,
      longNick: () => ({ retcode: 0, result: [{ uin: 5, lnick: '周末打球' }] }),
      qqLevel: () => ({ retcode: 0, result: { level: 37, days: 1534, hours: 12219, remainDays: 62, tuin: 5 } }),
    })
    expect(await backend.profile(handle('person', 5), never)).toEqual({
      nick: '阿强',
      profile: { city: '深圳', gender: 'male', bloodType: 1, signature: '周末打球', level: 37, levelDays: 1534 },
    })
  })

  it.each([null, { retcode: 100003 }])('is good without them: %j', async (answer) => {
    const { backend, handle } = await up({ friendInfo, longNick: () => answer, qqLevel: () => answer })
    const { profile } = await backend.profile(handle('person', 5), never)
    expect(profile).toEqual({ city: '深圳', gender: 'male', bloodType: 1 })
  })

  it('has no nick rather than an empty one', async () => {
    const { backend, handle } = await up({ friendInfo: () => ({ retcode: 0, result: { uin: 5, nick: '' } }) })
    expect((await backend.profile(handle('person', 5), never)).nick).toBeNull()
  })
})

describe('states', () => {
  it('gives who is online, and with what as far as that is known', async () => {
    const { link, backend, handle } = await up()
    link.service.script.online = () => ({
      retcode: 0,
      result: [
        { client_type: 1, status: 'online', uin: 5 },
        { client_type: 24, status: 'busy', uin: 6 },
        { client_type: 7, status: 'away', uin: 7 },
        { status: 'callme', uin: 8 },
        { client_type: 41, status: 'dancing', uin: 9 },
      ],
    })
    expect(await backend.states(never)).toEqual([
      { person: handle('person', 5), state: 'online', client: 'computer' },
      { person: handle('person', 6), state: 'busy', client: 'phone' },
      { person: handle('person', 7), state: 'away', client: null },
      { person: handle('person', 8), state: 'callme', client: null },
    ])
  })

  it('fails in the words of every back end', async () => {
    const { link, backend } = await up()
    link.service.script.online = () => ({ retcode: 103 })
    await expect(backend.states(never)).rejects.toMatchObject({ name: 'BackendError', why: 'login-lost' })
  })
})

describe('setOwnState', () => {
  it('sets it and asks who is online, as the page does', async () => {
    const { link, backend } = await up({ changeStatus: () => ({ retcode: 0, result: 'ok' }) })
    const before = link.service.requests.length
    link.service.script.online = () => null
    await backend.setOwnState('busy', never)
    expect(link.service.calls().slice(before)).toEqual(['changeStatus', 'online'])
    expect(new URL(link.service.requests[before]!.url).searchParams.get('newstatus')).toBe('busy')
  })

  it('says when it was refused', async () => {
    const { backend } = await up({ changeStatus: () => ({ retcode: 100012 }) })
    await expect(backend.setOwnState('away', never)).rejects.toMatchObject({ why: 'refused' })
  })
})

describe('avatar', () => {
  const picture = `data:image/png;base64,${btoa('\u0089PNG\r\n\u001a\n')}`
  const answer = () => json('', { body: picture })

  it.each([
    ['person', 3021457781, 'http://face1.web.qq.com'],
    ['group', 90, 'http://face0.web.qq.com'],
    ['person', 10001, 'https://q.qlogo.cn'],
  ] as const)('of a %s, %d, comes from %s', async (kind, number, origin) => {
    const { link, backend, handle } = await up({ avatar: answer, numberAvatar: answer })
    expect(await backend.avatar(handle(kind, number), never)).toBe(picture)
    expect(new URL(link.service.requests.at(-1)!.url).origin).toBe(origin)
  })

  it('of a discussion is not asked for', async () => {
    const { link, backend, handle } = await up({ avatar: answer })
    expect(await backend.avatar(handle('discuss', 80), never)).toBeNull()
    expect(link.service.count('avatar')).toBe(0)
  })

  it('is null where there is none, and an error when the line is down', async () => {
    const { link, backend, handle } = await up({ avatar: () => json('', { status: 404, body: '' }) })
    expect(await backend.avatar(handle('person', 5), never)).toBeNull()
    link.service.script.avatar = () => null
    await expect(backend.avatar(handle('person', 5), never)).rejects.toMatchObject({ why: 'network' })
    await expect(backend.avatar({ ...handle('person', 5), epoch: 'other' }, never)).rejects.toMatchObject({
      why: 'refused',
    })
  })
})

describe('realNumbers', () => {
  const lists = {
    friends: () => ({
      retcode: 0,
      result: {
        friends: [],
        marknames: [{ uin: 5, markname: '强哥' }],
        info: [
          { uin: 5, nick: '阿强' },
          { uin: 6, nick: 'Lily' },
        ],
      },
    }),
    groups: () => ({ retcode: 0, result: { gnamelist: [{ gid: 90, code: 91, name: '羽毛球' }] } }),
    discusses: () => ({ retcode: 0, result: { dnamelist: [] } }),
  }
  const closed = {
    qunFriends: () => ({ ec: 1, em: 'no&nbsp;login' }),
    qunGroups: () => ({ ec: 1, em: 'no&nbsp;login' }),
    realNumber: () => json('', { status: 404, body: '<html>' }),
  }

  it('asks each closed call once a login and says nothing of its refusal', async () => {
    const { link, backend } = await up({ ...lists, ...closed })
    link.cookies.skey = '@beMESLu1X'
    const directory = await backend.directory(never)
    expect(await backend.realNumbers(directory, never)).toEqual([])
    expect(await backend.realNumbers(directory, never)).toEqual([])
    expect((['qunFriends', 'qunGroups', 'realNumber'] as const).map(link.service.count)).toEqual([1, 1, 1])
    expect(link.saved?.closedCalls).toEqual(['qunFriends', 'qunGroups', 'realNumber'])
  })

  it('asks get_friend_uin2 on, one at a time, as long as it answers', async () => {
    const { link, backend, handle, slept } = await up({
      ...lists,
      realNumber: ({ url }) => {
        const { searchParams } = new URL(url)
        return { retcode: 0, result: { account: 1000 + Number(searchParams.get('tuin')), uiuin: '' } }
      },
    })
    expect(await backend.realNumbers(await backend.directory(never), never)).toEqual([
      { handle: handle('person', 5), number: '1005' },
      { handle: handle('person', 6), number: '1006' },
      { handle: handle('group', 90), number: '1091' },
    ])
    expect(slept).toEqual([400, 400])
    // Without the cookie skey there is nothing to ask the group pages with.
    expect(link.service.count('qunFriends')).toBe(0)
  })

  it('knows the members of a group by number once the group pages have told its own', async () => {
    const minfo = [
      { uin: 5, nick: '阿强' },
      { uin: 6, nick: 'Lily' },
      { uin: 7, nick: 'Lily' },
    ]
    const { link, backend, handle } = await up({
      ...lists,
      ...closed,
      qunGroups: () => ({ ec: 0, join: [{ gc: 376024301, gn: '羽毛球', owner: 1 }] }),
      groupInfo: () => ({ retcode: 0, result: { ginfo: { name: '羽毛球' }, minfo } }),
      qunMembers: () => ({
        ec: 0,
        mems: [
          { u: 777, n: '阿强' },
          { u: 778, n: 'Lily' },
        ],
      }),
    })
    link.cookies.skey = '@beMESLu1X'
    const numbersOf = async () =>
      (await backend.members(handle('group', 90), never)).members.map(({ number }) => number)
    const directory = await backend.directory(never)
    expect(await numbersOf()).toEqual([null, null, null])
    expect(await backend.realNumbers(directory, never)).toEqual([{ handle: handle('group', 90), number: '376024301' }])
    expect(await numbersOf()).toEqual(['777', null, null])
    link.service.script.qunMembers = () => ({ ec: 99999, em: 'anti-malicious' })
    expect(await numbersOf()).toEqual([null, null, null])
    expect(await numbersOf()).toEqual([null, null, null])
    expect(link.service.count('qunMembers')).toBe(2)
  })

  it('gives nothing when nobody is logged in or the directory is of another login', async () => {
    const { link, backend } = await up({ ...lists, ...closed })
    const directory = await backend.directory(never)
    const friends = directory.friends!.map((friend) => ({ ...friend, handle: { ...friend.handle, epoch: 'other' } }))
    expect(await backend.realNumbers({ ...directory, friends, groups: [] }, never)).toEqual([])
    expect(link.service.count('realNumber')).toBe(0)
    await link.connection.signOut()
    expect(await backend.realNumbers(directory, never)).toEqual([])
  })
})

describe('pieces', () => {
  it('cuts a long text and finds the faces in it', async () => {
    const { backend } = await up()
    expect(backend.pieces('好[微笑][没有这个]')).toEqual([
      [
        { type: 'text', text: '好' },
        { type: 'face', code: 14, name: '微笑' },
        { type: 'text', text: '[没有这个]' },
      ],
    ])
    expect(backend.pieces('好'.repeat(400)).length).toBeGreaterThan(1)
  })
})
