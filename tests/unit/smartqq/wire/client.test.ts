import { describe, expect, it, vi } from 'vitest'
import { createClient } from '../../../../lib/smartqq/wire/client.ts'
import { MalformedReplyError, NetworkError, RefusedError } from '../../../../lib/smartqq/wire/errors.ts'
import { now, query, r, reply, scripted, tickets } from './scripted.ts'

function client(...bodies: unknown[]) {
  const { transport, seen } = scripted(...bodies.map((body) => (body === null ? null : reply(body))))
  return { ...createClient(transport, () => tickets, now), seen }
}

describe('friends', () => {
  const result = {
    friends: [
      { flag: 4, uin: 3021457781, categories: 1 },
      { flag: 0, uin: 1876033142, categories: 0 },
      { flag: 0, uin: 77, categories: 9 },
      { flag: 0, uin: 1234567890, categories: 0 },
    ],
    marknames: [
      { uin: 3021457781, markname: '强&amp;哥', type: 0 },
      { uin: 77, markname: '', type: 0 },
    ],
    categories: [{ index: 1, sort: 1, name: '同学' }],
    info: [
      { face: 0, flag: 1, nick: 'Lily\u00a0W', uin: 1876033142 },
      { face: 603, flag: 1, nick: '阿强&lt;b&gt;', uin: '3021457781' },
    ],
  }
  const expected = [
    { uin: 3021457781, nick: '阿强<b>', remark: '强&哥', category: '同学' },
    { uin: 1876033142, nick: 'Lily W', remark: null, category: '我的好友' },
    { uin: 77, nick: '', remark: null, category: null },
  ]

  it('joins the lists by uin, names the unlisted first category and leaves out oneself', async () => {
    const { friends, seen } = client({ retcode: 0, result })
    expect(await friends()).toEqual({ friends: expected, skipped: 0 })
    expect(r(seen[0])).toEqual({ vfwebqq: 'vf', hash: '000C00D5004D0099' })
    expect(seen[0]!.url).toBe('https://s.web2.qq.com/api/get_user_friends2')
  })

  it('goes by the data, not by the code', async () => {
    expect(await client({ retcode: 100003, result }).friends()).toMatchObject({ friends: expected })
  })

  it('leaves out broken entries and counts them', async () => {
    const log = vi.spyOn(console, 'info').mockImplementation(() => undefined)
    const broken = { ...result, info: [...result.info, 'x', { uin: 'y', nick: 'n' }, { uin: 9 }], friends: undefined }
    const { friends, skipped } = await client({ retcode: 0, result: broken }).friends()
    expect(friends.map(({ uin }) => uin)).toEqual([1876033142, 3021457781])
    expect(skipped).toBe(3)
    expect(log).toHaveBeenCalledWith(expect.any(String), { call: 'friends', skipped: 3 })
  })

  it('takes a reply without any friends', async () => {
    expect(await client({ retcode: 0, result: { friends: [], info: [] } }).friends()).toEqual({
      friends: [],
      skipped: 0,
    })
  })
})

describe('groups', () => {
  it('gives gid, code, name and remark', async () => {
    const result = {
      gmasklist: [{ gid: 1000, mask: 0 }],
      gnamelist: [
        { flag: 1, name: '周末羽毛球', gid: 2714498213, code: 3390175526 },
        { flag: 1, name: '另一个', gid: 5, code: 6 },
      ],
      gmarklist: [{ uin: 2714498213, markname: '球友' }],
    }
    expect(await client({ retcode: 0, result }).groups()).toEqual([
      { gid: 2714498213, code: 3390175526, name: '周末羽毛球', remark: '球友' },
      { gid: 5, code: 6, name: '另一个', remark: null },
    ])
  })
})

describe('discusses', () => {
  it('gives did and name, which may be empty', async () => {
    const { discusses, seen } = client({ retcode: 0, result: { dnamelist: [{ name: '', did: 2090417755 }] } })
    expect(await discusses()).toEqual([{ did: 2090417755, name: '' }])
    expect(query(seen[0])).toEqual({ clientid: '53999199', psessionid: 'ps', vfwebqq: 'vf', t: String(now()) })
  })
})

describe('online', () => {
  it('gives the friends who are online', async () => {
    const { online, seen } = client({
      result: [
        { client_type: 1, status: 'online', uin: 3021457781 },
        { client_type: 21, status: 'busy', uin: 1876033142 },
      ],
      retcode: 0,
    })
    expect(await online()).toEqual([
      { uin: 3021457781, status: 'online' },
      { uin: 1876033142, status: 'busy' },
    ])
    expect(query(seen[0])).toEqual({ vfwebqq: 'vf', clientid: '53999199', psessionid: 'ps', t: String(now()) })
  })

  it('takes nobody for an answer', async () => {
    expect(await client({ retcode: 0, result: [] }).online()).toEqual([])
  })
})

describe('recent', () => {
  it('says what kind of conversation each was', async () => {
    const result = [
      { type: 1, uin: 2714498213 },
      { type: 0, uin: 3021457781 },
      { type: 2, uin: 1622730951 },
    ]
    const { recent, seen } = client({ retcode: 0, result })
    expect(await recent()).toEqual([
      { kind: 'group', number: 2714498213 },
      { kind: 'friend', number: 3021457781 },
      { kind: 'discuss', number: 1622730951 },
    ])
    expect(r(seen[0])).toEqual({ vfwebqq: 'vf', clientid: 53999199, psessionid: 'ps' })
  })
})

describe('selfInfo and friendInfo', () => {
  const person = {
    birthday: { month: 8, year: 1990, day: 5 },
    face: 252,
    phone: '',
    occupation: '学生',
    college: '',
    uin: 1234567890,
    lnick: '在路上&nbsp;',
    homepage: '',
    city: '南京',
    country: '中国',
    personal: '',
    nick: '小明&amp;',
    email: '',
    province: '江苏',
    gender: 'male',
    mobile: '139********',
  }

  it('gives what is filled in and leaves out the rest', async () => {
    const { selfInfo, seen } = client({ retcode: 0, result: person })
    expect(await selfInfo()).toEqual({
      uin: 1234567890,
      nick: '小明&',
      face: 252,
      profile: {
        birthday: '1990-08-05',
        occupation: '学生',
        signature: '在路上',
        city: '南京',
        country: '中国',
        province: '江苏',
        gender: 'male',
        mobile: '139********',
      },
    })
    expect(query(seen[0])).toEqual({ t: String(now()) })
  })

  it('asks for a friend by uin', async () => {
    const { friendInfo, seen } = client({
      retcode: 0,
      result: { ...person, gender: 'unknown', birthday: { year: 0, month: 3, day: 0 } },
    })
    const { nick, profile } = await friendInfo(3021457781)
    expect(nick).toBe('小明&')
    expect(profile.birthday).toBe('0000-03-00')
    expect(profile.gender).toBeUndefined()
    expect(query(seen[0])).toEqual({
      tuin: '3021457781',
      vfwebqq: 'vf',
      clientid: '53999199',
      psessionid: 'ps',
      t: String(now()),
    })
  })

  it('takes a stranger of whom nothing is known', async () => {
    const nobody = { retcode: 0, result: { nick: '', birthday: { year: 0, month: 0, day: 0 }, gender: 'unknown' } }
    expect(await client(nobody).friendInfo(5)).toEqual({ nick: '', profile: {} })
  })
})

describe('longNick', () => {
  it('gives the signature or null', async () => {
    expect(await client({ retcode: 0, result: [{ uin: 5, lnick: '每天一球' }] }).longNick(5)).toBe('每天一球')
    expect(await client({ retcode: 0, result: [{ uin: 5, lnick: '' }] }).longNick(5)).toBeNull()
    expect(await client({ retcode: 0, result: [] }).longNick(5)).toBeNull()
  })
})

describe('groupInfo', () => {
  const result = {
    stats: [],
    minfo: [
      { nick: 'Tom', uin: 4018825530 },
      { nick: '阿强', uin: 3021457781 },
      { nick: '小明', uin: 1234567890 },
    ],
    ginfo: {
      memo: '周六九点',
      code: 3390175526,
      createtime: 1513196534,
      name: '周末羽毛球',
      gid: 2714498213,
      owner: 3021457781,
      members: [
        { muin: 3021457781, mflag: 192 },
        { muin: 1234567890, mflag: 1 },
        { muin: 4018825530, mflag: 0 },
      ],
    },
    cards: [{ muin: 3021457781, card: '强哥&amp;球拍' }],
  }

  it('names members, cards and roles by uin', async () => {
    const { groupInfo, seen } = client({ retcode: 0, result })
    expect(await groupInfo(3390175526)).toEqual({
      name: '周末羽毛球',
      notice: '周六九点',
      createdAt: 1513196534_000,
      members: [
        { uin: 3021457781, nick: '阿强', card: '强哥&球拍', role: 'owner' },
        { uin: 1234567890, nick: '小明', card: null, role: 'admin' },
        { uin: 4018825530, nick: 'Tom', card: null, role: 'member' },
      ],
    })
    expect(query(seen[0])).toEqual({ gcode: '3390175526', vfwebqq: 'vf', t: String(now()) })
  })

  it('takes a group without cards, notice or names', async () => {
    const bare = { ginfo: { members: [{ muin: 5, mflag: 0 }] } }
    expect(await client({ retcode: 0, result: bare }).groupInfo(1)).toEqual({
      name: null,
      notice: null,
      createdAt: null,
      members: [{ uin: 5, nick: '', card: null, role: 'member' }],
    })
  })

  it('says that a gid was given for the code', async () => {
    await expect(client({ retcode: 6 }).groupInfo(1)).rejects.toMatchObject({ name: 'RefusedError', code: 6 })
  })
})

describe('discussInfo', () => {
  it('gives the real numbers of the members', async () => {
    const result = {
      info: {
        did: 1622730951,
        discu_name: '强哥、Lily',
        mem_list: [{ mem_uin: 3021457781, ruin: 510942000 }, { mem_uin: 1876033142 }],
      },
      mem_info: [
        { nick: 'Lily', uin: 1876033142 },
        { nick: '阿强', uin: 3021457781 },
      ],
      mem_status: [],
    }
    const { discussInfo, seen } = client({ result, retcode: 0 })
    expect(await discussInfo(1622730951)).toEqual({
      name: '强哥、Lily',
      members: [
        { uin: 3021457781, nick: '阿强', number: '510942000' },
        { uin: 1876033142, nick: 'Lily', number: null },
      ],
    })
    expect(query(seen[0])).toMatchObject({ did: '1622730951', psessionid: 'ps', vfwebqq: 'vf', clientid: '53999199' })
  })
})

describe('failures', () => {
  it('tells a refusal from an outage and from nonsense', async () => {
    await expect(client({ retcode: 50 }).friends()).rejects.toThrow(RefusedError)
    await expect(client(null).friends()).rejects.toThrow(NetworkError)
    await expect(client('<html>').friends()).rejects.toThrow(MalformedReplyError)
    await expect(client('').friends()).rejects.toThrow(MalformedReplyError)
    await expect(client({ retcode: 0 }).friends()).rejects.toThrow(MalformedReplyError)
    await expect(client({ retcode: 0, result: 'ok' }).friends()).rejects.toThrow(MalformedReplyError)
    const outage = createClient(scripted(reply('<html>502</html>', 502)).transport, () => tickets, now)
    await expect(outage.groups()).rejects.toThrow(NetworkError)
  })

  it('keeps tickets and what was said out of errors', async () => {
    const secret = { ...tickets, vfwebqq: 'SECRET', psessionid: 'SECRET' }
    const bodies = [
      reply('SECRET {'),
      reply({ retcode: 5, result: 'SECRET' }),
      reply({ retcode: 0, result: { info: 'SECRET' } }),
    ]
    for (const body of bodies) {
      const { friends } = createClient(scripted(body).transport, () => secret, now)
      const error = await friends().catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(Error)
      const { message, stack, cause } = error as Error
      expect(`${message} ${stack} ${String(cause)}`).not.toContain('SECRET')
    }
  })
})
