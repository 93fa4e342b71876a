// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { CLIENT_ID, D, jsonOf, logIn, onlineBuddies, OWN_HASH, OWN_NUMBER, poll, resultOf, S } from './calls.ts'
import type { Login } from './calls.ts'
import { control, stateOf } from './control.ts'
import type { State } from './control.ts'
import { listHash } from './hashes.ts'
import type { RawReply } from './raw-http.ts'

let simulator: Simulator
let login: Login
let state: State
beforeAll(async () => {
  simulator = await startSimulator()
  login = await logIn(simulator)
  state = await stateOf(simulator)
})
afterAll(() => simulator.close())

const friendList = (hash = OWN_HASH, from = login): Promise<RawReply> =>
  from.post(`${S}/get_user_friends2`, { vfwebqq: from.vfwebqq, hash })
const groupList = (hash = OWN_HASH, from = login): Promise<RawReply> =>
  from.post(`${S}/get_group_name_list_mask2`, { vfwebqq: from.vfwebqq, hash })
const discussList = (): Promise<RawReply> =>
  login.get(`${S}/get_discus_list?clientid=${CLIENT_ID}&psessionid=${login.psessionid}&vfwebqq=${login.vfwebqq}&t=1`)

/** Keys of an object in the order of the bytes (none of ours looks like a number, so parsing keeps them). */
const keys = (value: unknown): string[] => Object.keys(value as object)
const uinOf = (number: number): number | undefined => state.friends.find((friend) => friend.number === number)?.uin

describe('hash', () => {
  // PROTOCOL: "Lists and profiles"
  it.each([
    [1353693508, '', '001500EC00F6000F'],
    [123456789, '', '004200180082005E'],
    [10000, '', '004500430068005B'],
    [1234, 'bar', '62456143724B0099'],
    [3087958343, '551a0ec0f70f347e2ffc7931bcf7a13e4c774a2cb9f9085b8ac65a9505e412c9', '08FD5A4D5FCE530C'],
    [2769546520, '636683b80e7b0b46e26cc6b07c33432a4ab692e52f96e105d4d06fabd0735986', '52E00C5006A20C53'],
    [4294967295, 'abc', '61BA62BC63B000B4'],
    [OWN_NUMBER, '', OWN_HASH],
  ])('of %d and ptwebqq "%s" is %s', (uin, ptwebqq, hash) => {
    expect(listHash(uin, ptwebqq)).toBe(hash)
  })

  // PROTOCOL: "Lists and profiles"
  it.each(['', 'FFFFFFFFFFFFFFFF', OWN_HASH.toLowerCase(), '001500EC00F6000F'])(
    'that is wrong ("%s") is answered with exactly retcode 50 by both lists',
    async (hash) => {
      expect((await friendList(hash)).text).toBe('{"retcode":50}\n')
      expect((await groupList(hash)).text).toBe('{"retcode":50}\n')
    },
  )

  // PROTOCOL: "Lists and profiles"
  it('follows the ptwebqq cookie, and the new value once a poll was answered 116', async () => {
    const other = await startSimulator()
    try {
      await control(other, 'settings', { ptwebqq: 'issued' })
      const from = await logIn(other)
      const cookie = from.jar.value('ptwebqq', 's.web2.qq.com')
      expect(jsonOf(await friendList(OWN_HASH, from))['retcode']).toBe(50)
      expect(jsonOf(await friendList(listHash(OWN_NUMBER, cookie), from))['retcode']).toBe(0)

      await control(other, 'rotate-ptwebqq')
      const { p } = jsonOf(await poll(from)) as { p: string }
      expect(jsonOf(await groupList(listHash(OWN_NUMBER, cookie), from))['retcode']).toBe(50)
      expect(jsonOf(await groupList(listHash(OWN_NUMBER, p), from))['retcode']).toBe(0)
    } finally {
      await other.close()
    }
  })
})

describe('get_user_friends2', () => {
  // PROTOCOL: "friends"
  it('has the recorded order of keys', async () => {
    const reply = await friendList()
    expect(keys(jsonOf(reply))).toEqual(['retcode', 'result'])
    const result = resultOf(reply) as Record<string, unknown[]>
    expect(keys(result)).toEqual(['friends', 'marknames', 'categories', 'vipinfo', 'info'])
    expect(keys(result['friends']?.[0])).toEqual(['flag', 'uin', 'categories'])
    expect(keys(result['marknames']?.[0])).toEqual(['uin', 'markname', 'type'])
    expect(keys(result['categories']?.[0])).toEqual(['index', 'sort', 'name'])
    expect(keys(result['vipinfo']?.[0])).toEqual(['vip_level', 'u', 'is_vip'])
    expect(keys(result['info']?.[0])).toEqual(['face', 'flag', 'nick', 'uin'])
  })

  // PROTOCOL: "friends"
  it('begins with these bytes', async () => {
    const [first, second] = state.friends
    expect((await friendList()).text).toMatch(
      new RegExp(
        `^\\{"retcode":0,"result":\\{"friends":\\[\\{"flag":4,"uin":${first?.uin},"categories":1\\},` +
          `\\{"flag":0,"uin":${second?.uin},"categories":0\\},`,
      ),
    )
  })

  // PROTOCOL: "friends"
  it('gives friends, vipinfo and info in one order, and remarks only where there are some', async () => {
    const { friends, vipinfo, info, marknames } = resultOf(await friendList()) as {
      friends: { uin: number }[]
      vipinfo: { u: number }[]
      info: { uin: number }[]
      marknames: { uin: number; markname: string; type: number }[]
    }
    const order = state.friends.map(({ uin }) => uin)
    expect(friends.map(({ uin }) => uin)).toEqual(order)
    expect(vipinfo.map(({ u }) => u)).toEqual(order)
    expect(info.map(({ uin }) => uin)).toEqual(order)
    expect(marknames).toEqual([
      { uin: uinOf(510942000), markname: '强哥', type: 0 },
      { uin: uinOf(733201000), markname: '733201000', type: 0 },
      { uin: uinOf(455667788), markname: '晨晨', type: 0 },
    ])
  })

  // PROTOCOL: "friends"
  it('does not list category 0, though friends are in it', async () => {
    const { categories, friends } = resultOf(await friendList()) as {
      categories: { index: number; name: string }[]
      friends: { categories: number }[]
    }
    expect(categories).toEqual([
      { index: 1, sort: 1, name: '同学' },
      { index: 2, sort: 2, name: '家人' },
    ])
    expect(friends.filter((friend) => friend.categories === 0).length).toBeGreaterThan(0)
  })

  // PROTOCOL: "Form of requests and replies"
  it('writes names with entities, and those with \\u escapes', async () => {
    expect((await friendList()).text).toContain(
      String.raw`"nick":"\u0026lt;img src=x onerror=alert(1)\u0026gt;\u0026amp;amp;\u0026quot;怪\u0026quot;"`,
    )
  })
})

describe('what lists were seen to do now and then', () => {
  // SIMULATOR: "Settings"
  it('the account itself is among its friends, by its own number and in the category without a name', async () => {
    await control(simulator, 'settings', { selfInFriends: true })
    const result = resultOf(await friendList()) as Record<string, Record<string, unknown>[]>
    await control(simulator, 'settings', { selfInFriends: false })
    expect(result['friends']?.at(-1)).toEqual({ flag: 0, uin: OWN_NUMBER, categories: 0 })
    expect(result['info']?.at(-1)).toMatchObject({ nick: '小明', uin: OWN_NUMBER })
    expect([result['vipinfo']?.length, result['info']?.length]).toEqual([10, 10])
  })

  // SIMULATOR: "Settings"
  it('masks are strings', async () => {
    await control(simulator, 'settings', { masks: 'string' })
    const result = resultOf(await groupList()) as Record<string, Record<string, unknown>[]>
    await control(simulator, 'settings', { masks: 'number' })
    expect(result['gmasklist']?.map(({ mask }) => mask)).toEqual(['0', '0', '0', '1'])
    expect(result['gmasklist']?.[0]?.['gid']).toBe(1000)
  })
})

describe('get_group_name_list_mask2', () => {
  // PROTOCOL: "groups"
  it('has the recorded order of keys', async () => {
    const result = resultOf(await groupList()) as Record<string, unknown[]>
    expect(keys(result)).toEqual(['gmasklist', 'gnamelist', 'gmarklist'])
    expect(keys(result['gnamelist']?.[0])).toEqual(['flag', 'name', 'gid', 'code'])
    expect(keys(result['gmasklist']?.[0])).toEqual(['gid', 'mask'])
    expect(keys(result['gmarklist']?.[0])).toEqual(['uin', 'markname'])
  })

  // PROTOCOL: "groups"
  it('is these bytes: gid 1000 for the global mask, remarks by gid under the name uin', async () => {
    const [a, b, c] = state.groups
    expect((await groupList()).text).toBe(
      '{"retcode":0,"result":{' +
        `"gmasklist":[{"gid":1000,"mask":0},{"gid":${a?.gid},"mask":0},{"gid":${b?.gid},"mask":0},{"gid":${c?.gid},"mask":1}],` +
        `"gnamelist":[{"flag":17957889,"name":"周末羽毛球","gid":${a?.gid},"code":${a?.code}},` +
        `{"flag":17957889,"name":"项目讨论","gid":${b?.gid},"code":${b?.code}},` +
        `{"flag":17957889,"name":"同城二手","gid":${c?.gid},"code":${c?.code}}],` +
        `"gmarklist":[{"uin":${a?.gid},"markname":"球友"}]}}\n`,
    )
  })
})

describe('get_discus_list', () => {
  // PROTOCOL: "discusses"
  it('is these bytes; the name of an unnamed one is empty', async () => {
    const [named, unnamed] = state.discusses
    expect((await discussList()).text).toBe(
      `{"retcode":0,"result":{"dnamelist":[{"name":"强哥、Lily、小明","did":${named?.did}},{"name":"","did":${unnamed?.did}}]}}\n`,
    )
  })
})

describe('get_online_buddies2', () => {
  // PROTOCOL: "online"
  it('is these bytes: only those online, result before retcode, keys by the alphabet', async () => {
    const row = (type: number, status: string, number: number): string =>
      `{"client_type":${type},"status":"${status}","uin":${uinOf(number)}}`
    const rows = [
      row(1, 'online', 510942000),
      row(21, 'busy', 824566000),
      row(24, 'away', 733201000),
      row(7, 'online', 601000002),
      row(41, 'online', 455667788),
      row(1, 'online', 900000001),
    ]
    expect((await onlineBuddies(login)).text).toBe(`{"result":[${rows.join(',')}],"retcode":0}\n`)
  })
})

describe('get_recent_list2', () => {
  const recent = () =>
    login.post(`${D}/get_recent_list2`, {
      vfwebqq: login.vfwebqq,
      clientid: CLIENT_ID,
      psessionid: login.psessionid,
    })

  // PROTOCOL: "recent"
  it('is these bytes: type 1 group by gid, 0 friend by uin, 2 discussion by did', async () => {
    expect((await recent()).text).toBe(
      `{"result":[{"type":1,"uin":${state.groups[0]?.gid}},{"type":0,"uin":${uinOf(510942000)}},` +
        `{"type":2,"uin":${state.discusses[0]?.did}}],"retcode":0}\n`,
    )
  })

  // PROTOCOL: "recent"
  it('puts who wrote last first', async () => {
    await control(simulator, 'say', { friend: 'Lily', text: '你好' })
    expect((resultOf(await recent()) as unknown[])[0]).toEqual({ type: 0, uin: uinOf(824566000) })
  })
})

describe('change_status2', () => {
  const change = (status: string): Promise<RawReply> =>
    login.get(
      `${D}/change_status2?newstatus=${status}&clientid=${CLIENT_ID}&psessionid=${login.psessionid}&t=1515002300000`,
    )

  // HERE: "Presence and notices"
  it.each(['away', 'busy', 'callme', 'silent', 'hidden', 'offline', 'online'])(
    'to %s is ok in these bytes',
    async (status) => {
      expect((await change(status)).text).toBe('{"retcode":0,"result":"ok"}\n')
    },
  )
})
