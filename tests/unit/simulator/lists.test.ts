// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import { listHash } from '../../simulator/wire/hashes.ts'
import { createWorld } from '../../simulator/world.ts'
import { CLIENT_ID, D, friendList, friendUins, itemsOf, logIn, OWN_HASH, poll, S } from './conversation.ts'
import type { Tickets } from './conversation.ts'
import { column, dig, number } from './dig.ts'
import { control } from './plain-client.ts'

let simulator: Simulator
let tickets: Tickets
beforeEach(async () => {
  simulator = await startSimulator()
  tickets = await logIn(simulator)
})
afterEach(() => simulator.close())

/** The rows of get_group_name_list_mask2. */
async function groups(): Promise<unknown> {
  const { client, vfwebqq } = tickets
  const reply = await client.post(`${S}/get_group_name_list_mask2`, { vfwebqq, hash: OWN_HASH })
  return dig(reply.json, 'result.gnamelist')
}
const groupInfo = async (gcode: number): Promise<unknown> => {
  const reply = await tickets.client.get(`${S}/get_group_info_ext2?gcode=${gcode}&vfwebqq=${tickets.vfwebqq}&t=1`)
  return reply.json
}

describe('the world', () => {
  it('is equal for equal seeds and differs in its strangers for others', () => {
    expect(createWorld('a')).toEqual(createWorld('a'))
    expect(createWorld('a')).not.toEqual(createWorld('b'))
    expect(createWorld('b').friends).toEqual(createWorld('a').friends)
  })
})

describe('listHash', () => {
  it.each([
    ['', 1353693508, '001500EC00F6000F'],
    ['bar', 1234, '62456143724B0099'],
    ['abc', 4294967295, '61BA62BC63B000B4'],
    ['ptwebqq', 2147483648, '12C50543064F654B'],
  ])('of ptwebqq "%s" and %d is %s', (ptwebqq, uin, hash) => {
    expect(listHash(uin, ptwebqq)).toBe(hash)
  })
})

describe('get_user_friends2', () => {
  it('lists friends, nicks and remarks by position, without category 0', async () => {
    const friends = await friendList(tickets)
    expect(column(friends, 'friends', 'uin')).toEqual(column(friends, 'info', 'uin'))
    expect(column(friends, 'info', 'nick').slice(0, 5)).toEqual(['阿强', 'Lily', '王芳', '小李', '小李'])
    expect(column(friends, 'marknames', 'markname')).toEqual(['强哥', '733201000', '晨晨'])
    expect(column(friends, 'categories', 'index')).toEqual([1, 2])
    expect(column(friends, 'friends', 'categories')).toContain(0)
  })

  it('escapes mark-up in names once as entities and again in the bytes', async () => {
    const reply = await tickets.client.post(`${S}/get_user_friends2`, { vfwebqq: tickets.vfwebqq, hash: OWN_HASH })
    expect(reply.text).toContain(String.raw`"\u0026lt;img src=x onerror=alert(1)\u0026gt;\u0026amp;amp;`)
  })

  it('answers a wrong hash with 50, a missing r with 100006, an old vfwebqq with 6', async () => {
    const { client, vfwebqq } = tickets
    const url = `${S}/get_user_friends2`
    expect((await client.post(url, { vfwebqq, hash: 'FFFF' })).json['retcode']).toBe(50)
    expect((await client.post(url, '{no json')).json['retcode']).toBe(100006)
    expect((await client.post(url, { vfwebqq: 'old', hash: OWN_HASH })).json['retcode']).toBe(6)
  })
})

describe('get_group_info_ext2', () => {
  it('wants the code: a gid gets 6', async () => {
    const rows = await groups()
    const [gid, code] = [number(rows, '0.gid'), number(rows, '0.code')]
    expect(gid).not.toBe(code)
    expect(dig(await groupInfo(gid), 'retcode')).toBe(6)
    expect(dig(await groupInfo(code), 'retcode')).toBe(0)
  })

  it('gives members by position and cards with entities', async () => {
    const info = await groupInfo(number(await groups(), '0.code'))
    expect(column(info, 'result.minfo', 'nick')).toEqual(['阿强', '小明', 'Tom', '陈晨', 'Lily'])
    expect(column(info, 'result.cards', 'card')).toEqual(['强哥&amp;球拍', '小明同学', '陈晨-周六'])
  })

  it('has no cards key when nobody has a card', async () => {
    const rows = await groups()
    expect(dig(rows, '1.name')).toBe('项目讨论')
    const info = await groupInfo(number(rows, '1.code'))
    expect(dig(info, 'result')).toHaveProperty('minfo')
    expect(dig(info, 'result')).not.toHaveProperty('cards')
  })
})

describe('the other lists and profiles', () => {
  it('get_discu_info gives real numbers', async () => {
    const { client, vfwebqq, psessionid } = tickets
    const common = `clientid=${CLIENT_ID}&psessionid=${psessionid}&vfwebqq=${vfwebqq}&t=1`
    const rows = await client.get(`${S}/get_discus_list?${common}`)
    const did = number(rows.json, 'result.dnamelist.0.did')
    const info = await client.get(`${D}/get_discu_info?did=${did}&${common}`)
    expect(column(rows.json, 'result.dnamelist', 'name')).toEqual(['强哥、Lily、小明', ''])
    expect(column(info.json, 'result.info.mem_list', 'ruin')).toEqual([510942000, 824566000, 1234567890])
  })

  it('get_friend_info2, get_single_long_nick2 and get_qq_level2 speak of the same person', async () => {
    const { client, vfwebqq } = tickets
    const uin = (await friendUins(tickets))[0]
    const ask = async (call: string) =>
      (await client.get(`${S}/${call}?tuin=${uin}&vfwebqq=${vfwebqq}&clientid=${CLIENT_ID}&t=1`)).json['result']
    expect(await ask('get_friend_info2')).toMatchObject({
      uin,
      nick: '阿强',
      constel: 6,
      shengxiao: 11,
      stat: 10,
      client_type: 1,
    })
    expect(await ask('get_single_long_nick2')).toEqual([{ uin, lnick: '每天一球' }])
    expect(await ask('get_qq_level2')).toMatchObject({ tuin: uin, level: 37 })
  })

  it('get_recent_list2 puts the conversation of the last message first', async () => {
    const { client, vfwebqq, psessionid } = tickets
    await control(simulator, 'say', { friend: 'Lily', text: 'hi' })
    const reply = await client.post(`${D}/get_recent_list2`, { vfwebqq, clientid: CLIENT_ID, psessionid })
    const [, lily] = await friendUins(tickets)
    expect(dig(reply.json, 'result.0')).toEqual({ type: 0, uin: lily })
  })

  it('avatars are pictures', async () => {
    const uin = (await friendUins(tickets))[0] ?? 0
    const face = await tickets.client.get(`http://face${uin % 10}.web.qq.com/cgi/svr/face/getface?type=1&uin=${uin}`)
    const logo = await tickets.client.get('http://q.qlogo.cn/g?b=qq&nk=1234567890&s=100')
    expect([face.headers['content-type'], logo.headers['content-type']]).toEqual(['image/jpeg', 'image/jpeg'])
  })
})

describe('handles', () => {
  it('are new at each login, the same for a person everywhere, and traded on request', async () => {
    const [a, b, c] = await friendUins(tickets)
    const before = await groups()
    await control(simulator, 'next-login', {
      swap: [
        ['阿强', 'Lily'],
        ['周末羽毛球', '项目讨论'],
      ],
    })
    tickets = await logIn(simulator)
    const traded = await friendUins(tickets)
    expect(traded.slice(0, 2)).toEqual([b, a])
    expect(traded[2]).not.toBe(c)
    const after = await groups()
    for (const handle of ['gid', 'code']) {
      expect(number(after, `0.${handle}`)).toBe(number(before, `1.${handle}`))
      expect(number(after, `1.${handle}`)).toBe(number(before, `0.${handle}`))
    }
    const info = await groupInfo(number(after, '0.code'))
    expect(dig(info, 'result.minfo.0.uin')).toBe(b)

    tickets = await logIn(simulator)
    expect([a, b]).not.toContain((await friendUins(tickets))[0])
  })

  it('of the poll name the same person in profiles as those of the list, an echo names nobody', async () => {
    await control(simulator, 'settings', { listUinDiffers: true })
    await control(simulator, 'settings', { batchOrder: 'oldest' })
    await control(simulator, 'say', { friend: '强哥', text: '在吗' })
    await control(simulator, 'self-says', { friend: '强哥', text: '在的' })
    const [said, echo] = itemsOf(await poll(tickets))
    const profile = async (item: unknown): Promise<unknown> => {
      const uin = number(item, 'value.from_uin')
      const { client, vfwebqq } = tickets
      return (await client.get(`${S}/get_friend_info2?tuin=${uin}&vfwebqq=${vfwebqq}&clientid=${CLIENT_ID}&t=1`)).json
    }
    expect(number(said, 'value.from_uin')).not.toBe((await friendUins(tickets))[0])
    expect(await profile(said)).toMatchObject({ retcode: 0, result: { nick: '阿强' } })
    expect(await profile(echo)).toEqual({ retcode: 100001 })
  })

  it('stay with uinMode same', async () => {
    const first = await friendUins(tickets)
    await control(simulator, 'settings', { uinMode: 'same' })
    tickets = await logIn(simulator)
    expect(await friendUins(tickets)).toEqual(first)
  })
})
