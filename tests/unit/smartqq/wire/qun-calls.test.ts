import { describe, expect, it } from 'vitest'
import { createClient } from '../../../../lib/smartqq/wire/client.ts'
import { MalformedReplyError } from '../../../../lib/smartqq/wire/errors.ts'
import { now, reply, scripted, tickets } from './scripted.ts'

const SKEY = '@beMESLu1X'
const NO_LOGIN = { ec: 1, em: 'no&nbsp;login' }

function client(...bodies: unknown[]) {
  const { transport, seen } = scripted(...bodies.map((body) => reply(body)))
  return { ...createClient(transport, () => tickets, now), seen }
}

describe('qunGroups', () => {
  it('gives number, name, owner and the own role', async () => {
    const { qunGroups, seen } = client({
      ec: 0,
      create: [{ gc: '5', gn: '我的&amp;群', owner: 1234567890 }],
      join: [{ gc: 376024301, gn: '周末羽毛球', owner: 510942000 }, 'junk', { gn: 'without a number' }],
    })
    expect(await qunGroups(SKEY)).toEqual([
      { number: '5', name: '我的&群', owner: '1234567890', role: 'owner' },
      { number: '376024301', name: '周末羽毛球', owner: '510942000', role: 'member' },
    ])
    expect(seen[0]).toMatchObject({ method: 'POST', body: 'bkn=1412445979' })
    expect(seen[0]!.url).toBe('https://qun.qq.com/cgi-bin/qun_mgr/get_group_list')
  })

  it('takes the reply of somebody without groups', async () => {
    expect(await client({ ec: 0 }).qunGroups(SKEY)).toEqual([])
  })

  it('says when the page does not know the login', async () => {
    await expect(client(NO_LOGIN).qunGroups(SKEY)).rejects.toMatchObject({ name: 'RefusedError', code: 1 })
    await expect(client(NO_LOGIN).qunFriends(SKEY)).rejects.toMatchObject({ name: 'RefusedError', code: 1 })
  })
})

describe('qunFriends', () => {
  it('gives everybody of every category', async () => {
    const { qunFriends, seen } = client({
      ec: 0,
      result: {
        0: { mems: [{ name: 'Lily&nbsp;W', uin: 824566000 }] },
        1: { gname: '同学', mems: [{ name: '强哥', uin: '510942000' }, { name: 'nobody' }] },
        2: { gname: '家人' },
        3: null,
      },
    })
    expect(await qunFriends(SKEY)).toEqual([
      { number: '824566000', name: 'Lily W', category: null },
      { number: '510942000', name: '强哥', category: '同学' },
    ])
    expect(seen[0]!.body).toBe('bkn=1412445979')
  })
})

describe('qunMembers', () => {
  const body = {
    adm: [1234567890],
    cards: { 510942000: '强哥&amp;球拍' },
    ec: 0,
    join: { 510942000: 1513196534 },
    mems: [
      { b: 0, g: 0, n: '阿强', u: 510942000 },
      { b: 0, g: 0, n: '小明', u: 1234567890 },
      { n: 'without a number' },
    ],
    owner: 510942000,
    times: { 510942000: '1513200000' },
  }

  it('gives members with cards, roles and times', async () => {
    const { qunMembers, seen } = client(body)
    expect(await qunMembers('376024301', SKEY)).toEqual([
      {
        number: '510942000',
        nick: '阿强',
        card: '强哥&球拍',
        role: 'owner',
        joinedAt: 1513196534_000,
        lastSpokeAt: 1513200000_000,
      },
      { number: '1234567890', nick: '小明', card: null, role: 'admin', joinedAt: null, lastSpokeAt: null },
    ])
    expect(seen[0]!.url).toBe('https://qinfo.clt.qq.com/cgi-bin/qun_info/get_group_members_new')
    expect(seen[0]!.body).toBe('gc=376024301&u=1234567890&bkn=1412445979')
  })

  it('does without cards, roles and times', async () => {
    const { mems } = body
    expect(await client({ ec: 0, mems, cards: [], join: 'x' }).qunMembers('5', SKEY)).toMatchObject([
      { card: null, role: 'member', joinedAt: null },
      { nick: '小明' },
    ])
  })

  it('tells "too many calls" from nonsense', async () => {
    const angry = { ec: 99999, em: 'anti-malicious' }
    await expect(client(angry).qunMembers('5', SKEY)).rejects.toMatchObject({ answer: 'too-many-calls' })
    await expect(client({ ec: 0 }).qunMembers('5', SKEY)).rejects.toThrow(MalformedReplyError)
  })
})
