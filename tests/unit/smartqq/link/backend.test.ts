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
  const backend = createSmartqqBackend(link.connection)
  const { epoch } = link.saved!
  const handle = (kind: HandleKind, number: number): Handle => ({ account: '10001', epoch, kind, number })
  /** The `r` of the last call. */
  const lastR = () =>
    JSON.parse(new URLSearchParams(link.service.requests.at(-1)?.body ?? '').get('r') ?? 'null') as unknown
  return { link, backend, handle, lastR }
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
    expect(stored).toEqual([first + 1, first + 2])
    expect(lastR()).toMatchObject({ msg_id: first + 2 })
  })

  it.each([
    [{ retcode: 1202 }, { kind: 'uncertain', code: 1202 }],
    [null, { kind: 'uncertain', code: null }],
    [json('', { status: 502, body: '<html>' }), { kind: 'uncertain', code: null }],
    [{ retcode: 100001 }, { kind: 'refused', code: 100001 }],
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
    [json('', { body: '<html>' }), 'malformed'],
    [{ retcode: 50 }, 'refused'],
    [{ retcode: 100000 }, 'login-lost'],
  ])('fails in the words of every back end: %j', async (answer, why) => {
    const { backend } = await up({ friends: () => answer })
    await expect(backend.directory(never)).rejects.toMatchObject({ name: 'BackendError', why })
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
  const friendInfo = () => ({ retcode: 0, result: { uin: 5, nick: '阿强', city: '深圳', gender: 'male' } })

  it('has the signature, which is a call of its own', async () => {
    const { backend, handle } = await up({
      friendInfo,
      longNick: () => ({ retcode: 0, result: [{ uin: 5, lnick: '周末打球' }] }),
    })
    const profile = { city: '深圳', gender: 'male', signature: '周末打球' }
    expect(await backend.profile(handle('person', 5), never)).toMatchObject({ nick: '阿强', profile })
  })

  it('is good without it', async () => {
    const { backend, handle } = await up({ friendInfo, longNick: () => null })
    const { profile } = await backend.profile(handle('person', 5), never)
    expect(profile).toMatchObject({ city: '深圳' })
    expect(profile).not.toHaveProperty('signature')
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
