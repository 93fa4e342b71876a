// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import {
  askAbout,
  CLIENT_ID,
  D,
  itemsOf,
  jsonOf,
  LOGIN2,
  logIn,
  OWN_HASH,
  OWN_NUMBER,
  poll,
  resultOf,
  S,
  sendBody,
} from './calls.ts'
import type { Login } from './calls.ts'
import { control, sentMessages } from './control.ts'

let simulator: Simulator
let login: Login
beforeEach(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
  login = await logIn(simulator)
})
afterEach(() => simulator.close())

/** The handles that the wire shows in one login, by a name that lasts. */
type Handles = {
  uins: Record<string, number>
  gids: Record<string, number>
  codes: Record<string, number>
  dids: Record<string, number>
}

async function handlesOf(from: Login): Promise<Handles> {
  const r = { vfwebqq: from.vfwebqq, hash: OWN_HASH }
  const { info } = resultOf(await from.post(`${S}/get_user_friends2`, r)) as { info: { nick: string; uin: number }[] }
  const { gnamelist } = resultOf(await from.post(`${S}/get_group_name_list_mask2`, r)) as {
    gnamelist: { name: string; gid: number; code: number }[]
  }
  const { dnamelist } = resultOf(
    await from.get(
      `${S}/get_discus_list?clientid=${CLIENT_ID}&psessionid=${from.psessionid}&vfwebqq=${from.vfwebqq}&t=1`,
    ),
  ) as { dnamelist: { name: string; did: number }[] }
  // Two friends have one nick; the list keeps their order.
  const namesakes = ['小李 (elder)', '小李 (younger)']
  return {
    uins: Object.fromEntries(info.map(({ nick, uin }) => [nick === '小李' ? (namesakes.shift() ?? nick) : nick, uin])),
    gids: Object.fromEntries(gnamelist.map(({ name, gid }) => [name, gid])),
    codes: Object.fromEntries(gnamelist.map(({ name, code }) => [name, code])),
    dids: Object.fromEntries(dnamelist.map(({ name, did }) => [name, did])),
  }
}
const all = ({ uins, gids, codes, dids }: Handles): number[] => [uins, gids, codes, dids].flatMap(Object.values)

async function membersOf(from: Login, code: number | undefined): Promise<{ nick: string; uin: number }[]> {
  const reply = await askAbout(from, 'get_group_info_ext2', `gcode=${code}`)
  return (resultOf(reply) as { minfo: { nick: string; uin: number }[] }).minfo
}
async function discussMembers(from: Login, did: number | undefined): Promise<{ mem_uin: number; ruin: number }[]> {
  const reply = await from.get(
    `${D}/get_discu_info?did=${did}&psessionid=${from.psessionid}&vfwebqq=${from.vfwebqq}&clientid=${CLIENT_ID}&t=1`,
  )
  return (resultOf(reply) as { info: { mem_list: { mem_uin: number; ruin: number }[] } }).info.mem_list
}

describe('the own number', () => {
  // PROTOCOL: "Identity"
  it('is the real one in login2, the own profile, member lists, polls and cookies', async () => {
    const { codes, dids } = await handlesOf(login)
    expect((resultOf(await login.post(`${D}/login2`, LOGIN2)) as { uin: number }).uin).toBe(OWN_NUMBER)
    expect((resultOf(await login.get(`${S}/get_self_info2?t=1`)) as { uin: number }).uin).toBe(OWN_NUMBER)
    expect((await membersOf(login, codes['周末羽毛球'])).find(({ nick }) => nick === '小明')?.uin).toBe(OWN_NUMBER)
    expect((await discussMembers(login, dids['强哥、Lily、小明'])).at(-1)).toEqual({
      mem_uin: OWN_NUMBER,
      ruin: OWN_NUMBER,
    })
    expect(Number(login.jar.value('uin', 's.web2.qq.com').slice(1))).toBe(OWN_NUMBER)

    const polling = await logIn(simulator)
    await control(simulator, 'say', { group: '项目讨论', member: 'Tom', text: 'hi' })
    expect(itemsOf(await poll(polling))[0]?.value['to_uin']).toBe(OWN_NUMBER)
  })
})

describe('within a login', () => {
  // PROTOCOL: "Identity"
  it('all handles are distinct, below 2^32 and no real numbers', async () => {
    const numbers = all(await handlesOf(login))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers.every((number) => Number.isInteger(number) && number > 0 && number < 2 ** 32)).toBe(true)
    for (const real of [510942000, 824566000, 733201000, 455667788, 376024301]) expect(numbers).not.toContain(real)
  })

  // PROTOCOL: "Words of the wire"
  it('the code of a group is not its gid', async () => {
    const { gids, codes } = await handlesOf(login)
    for (const [name, gid] of Object.entries(gids)) expect(codes[name]).not.toBe(gid)
  })

  // PROTOCOL: "Identity"
  it('a person has one uin in the friend list, groups, discussions and polls', async () => {
    const { uins, codes, dids } = await handlesOf(login)
    const inGroup = (await membersOf(login, codes['周末羽毛球'])).find(({ nick }) => nick === 'Lily')?.uin
    const inDiscuss = (await discussMembers(login, dids['强哥、Lily、小明'])).find(({ ruin }) => ruin === 824566000)
    await control(simulator, 'say', {
      items: [
        { friend: 'Lily', text: '1' },
        { group: '周末羽毛球', member: 'Lily', text: '2' },
      ],
    })
    const senders = itemsOf(await poll(login)).map(({ value }) => value['send_uin'] ?? value['from_uin'])
    expect([inGroup, inDiscuss?.mem_uin, ...senders]).toEqual(Array.from({ length: 4 }, () => uins['Lily']))
  })

  // PROTOCOL: "Identity"
  it('another login2 changes none of them', async () => {
    const before = await handlesOf(login)
    await login.post(`${D}/login2`, LOGIN2)
    expect(await handlesOf(login)).toEqual(before)
  })
})

describe('at the next login', () => {
  // PROTOCOL: "Identity"
  it('every uin, gid, code and did is another', async () => {
    const before = all(await handlesOf(login))
    const after = all(await handlesOf(await logIn(simulator)))
    expect(after).toHaveLength(before.length)
    expect(after.filter((number) => before.includes(number))).toEqual([])
  })

  // PROTOCOL: "Identity"
  it('the real numbers of discussion members are the same', async () => {
    const ruins = async (from: Login) =>
      (await discussMembers(from, (await handlesOf(from)).dids['强哥、Lily、小明'])).map(({ ruin }) => ruin)
    const before = await ruins(login)
    expect(await ruins(await logIn(simulator))).toEqual(before)
  })

  // PROTOCOL: "Identity"
  it('they may be the same again, as on the same day', async () => {
    const before = await handlesOf(login)
    await control(simulator, 'settings', { uinMode: 'same' })
    expect(await handlesOf(await logIn(simulator))).toEqual(before)
  })

  // PROTOCOL: "Identity"
  it('a uin may mean somebody else: A has what B had, and groups likewise', async () => {
    const before = await handlesOf(login)
    await control(simulator, 'next-login', {
      swap: [
        ['强哥', 'Lily'],
        ['周末羽毛球', '项目讨论'],
      ],
    })
    const after = await handlesOf(await logIn(simulator))
    expect([after.uins['阿强'], after.uins['Lily']]).toEqual([before.uins['Lily'], before.uins['阿强']])
    expect([after.gids['周末羽毛球'], after.gids['项目讨论']]).toEqual([
      before.gids['项目讨论'],
      before.gids['周末羽毛球'],
    ])
    expect([after.codes['周末羽毛球'], after.codes['项目讨论']]).toEqual([
      before.codes['项目讨论'],
      before.codes['周末羽毛球'],
    ])
    expect(after.uins['王芳']).not.toBe(before.uins['王芳'])
  })

  // PROTOCOL: "Words of the wire"
  it('the tickets are others, and those of the login before are refused', async () => {
    const next = await logIn(simulator)
    expect([next.vfwebqq === login.vfwebqq, next.psessionid === login.psessionid]).toEqual([false, false])
    const stale = { vfwebqq: login.vfwebqq, hash: OWN_HASH }
    expect(jsonOf(await next.post(`${S}/get_user_friends2`, stale))['retcode']).not.toBe(0)
  })
})

describe('an account that is used from two regions', () => {
  // PROTOCOL: "Identity"
  it('may see other uins in polls than in the lists; only those of the polls reach the friend', async () => {
    await control(simulator, 'settings', { listUinDiffers: true })
    const listed = (await handlesOf(login)).uins['Lily']
    await control(simulator, 'say', { friend: 'Lily', text: 'hi' })
    const polled = itemsOf(await poll(login))[0]?.value['from_uin']
    expect(all(await handlesOf(login))).not.toContain(polled)
    for (const to of [listed, polled]) {
      const reply = await login.post(`${D}/send_buddy_msg2`, sendBody(login, { to }, ['hi']))
      expect(reply.text).toBe('{"errCode":0,"msg":"send ok"}\n')
    }
    expect((await sentMessages(simulator)).map(({ delivered }) => delivered)).toEqual([false, true])
  })
})
