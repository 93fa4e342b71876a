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
      { face: 603, flag: 4751942, nick: '阿强&lt;b&gt;', uin: '3021457781' },
    ],
    vipinfo: [
      { vip_level: 6, u: 3021457781, is_vip: 1 },
      { vip_level: 0, u: 1876033142, is_vip: 0 },
    ],
  }
  const expected = [
    {
      uin: 3021457781,
      nick: '阿强<b>',
      remark: '强&哥',
      category: '同学',
      face: 603,
      flag: 4751942,
      vipLevel: 6,
    },
    { uin: 1876033142, nick: 'Lily W', remark: null, category: '我的好友', face: 0, flag: 1, vipLevel: null },
    { uin: 77, nick: '', remark: null, category: null, face: null, flag: null, vipLevel: null },
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

  it('leaves out entries without a uin and counts them; whatever else is broken costs only itself', async () => {
    const log = vi.spyOn(console, 'info').mockImplementation(() => undefined)
    const junk = ['x', { uin: 'y', nick: 'n' }, { uin: 0, nick: 'zero' }]
    const broken = { ...result, info: [...result.info, ...junk, { uin: 9, nick: null }], friends: undefined }
    const { friends, skipped } = await client({ retcode: 0, result: broken }).friends()
    expect(friends.map(({ uin, nick }) => [uin, nick])).toEqual([
      [1876033142, 'Lily W'],
      [3021457781, '阿强<b>'],
      [9, ''],
    ])
    expect(skipped).toBe(3)
    expect(log).toHaveBeenCalledWith(expect.any(String), { call: 'friends', skipped: 3 })
  })

  it('takes friends who are in one of the two lists only, and a reply without the other', async () => {
    const { info, ...withoutInfo } = result
    expect((await client({ retcode: 0, result: withoutInfo }).friends()).friends).toMatchObject([
      { uin: 3021457781, nick: '', remark: '强&哥', category: '同学' },
      { uin: 1876033142, nick: '' },
      { uin: 77 },
    ])
    expect((await client({ retcode: 0, result: { info } }).friends()).friends).toMatchObject([
      { uin: 1876033142, nick: 'Lily W', category: null },
      { uin: 3021457781, nick: '阿强<b>', remark: null },
    ])
  })

  it('lets a broken copy of an entry take nothing away', async () => {
    const copies = { ...result, info: [{ uin: 1876033142, nick: null }, ...result.info, { uin: 3021457781 }] }
    const { friends } = await client({ retcode: 0, result: copies }).friends()
    expect(friends.map(({ nick }) => nick)).toEqual(['阿强<b>', 'Lily W', ''])
  })

  it('takes numbers beyond 2^31 and 2^32, as numbers or as strings', async () => {
    const big = { friends: [{ uin: '4294967297', categories: '1' }], info: [{ uin: 4294967297, nick: 12345 }] }
    expect((await client({ retcode: 0, result: big }).friends()).friends).toMatchObject([
      { uin: 4294967297, nick: '12345' },
    ])
  })

  it('asks once more when the tickets were renewed while the hash was on its way', async () => {
    let current = tickets
    const { transport, seen } = scripted(reply({ retcode: 50 }), reply({ retcode: 0, result }))
    const asking = createClient(
      async (request, signal) => {
        const answer = await transport(request, signal)
        current = { ...tickets, ptwebqq: 'renewed' }
        return answer
      },
      () => current,
      now,
    ).friends()
    expect((await asking).friends).toHaveLength(3)
    expect(seen.map((request) => r(request))).toMatchObject([
      { hash: '000C00D5004D0099' },
      { hash: '050C00D50A4D6599' },
    ])
  })

  it('does not ask again with a hash that was refused', async () => {
    const { friends, seen } = client({ retcode: 50 })
    await expect(friends()).rejects.toMatchObject({ name: 'RefusedError', code: 50 })
    expect(seen).toHaveLength(1)
  })

  it('takes a reply without any friends', async () => {
    expect(await client({ retcode: 0, result: { friends: [], info: [] } }).friends()).toEqual({
      friends: [],
      skipped: 0,
    })
  })
})

describe('groups', () => {
  it('gives gid, code, name, remark and whether its messages come', async () => {
    const result = {
      gmasklist: [
        { gid: 1000, mask: 0 },
        { gid: '2714498213', mask: '1' },
      ],
      gnamelist: [
        { flag: 17957889, name: '周末羽毛球', gid: 2714498213, code: 3390175526 },
        { flag: 1, name: '另一个', gid: 5, code: 6 },
        { name: null, gid: 7, code: null },
      ],
      gmarklist: [{ uin: 2714498213, markname: '球友' }],
    }
    expect(await client({ retcode: 0, result }).groups()).toEqual([
      { gid: 2714498213, code: 3390175526, name: '周末羽毛球', remark: '球友', flag: 17957889, mask: 1 },
      { gid: 5, code: 6, name: '另一个', remark: null, flag: 1, mask: null },
      { gid: 7, code: null, name: '', remark: null, flag: null, mask: null },
    ])
  })

  it('does without remarks and masks', async () => {
    const result = { gnamelist: [{ name: '另一个', gid: 5, code: 6 }] }
    expect(await client({ retcode: 13, result }).groups()).toMatchObject([{ gid: 5, remark: null, mask: null }])
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
      { uin: 3021457781, status: 'online', clientType: 1 },
      { uin: 1876033142, status: 'busy', clientType: 21 },
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

describe('selfInfo, friendInfo and strangerInfo', () => {
  const person = {
    birthday: { month: 8, year: 1990, day: 5 },
    face: 252,
    phone: '',
    occupation: '学生',
    allow: 1,
    college: '',
    uin: 1234567890,
    blood: 5,
    constel: 7,
    shengxiao: '7',
    vip_info: 6,
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
  const profile = {
    birthday: '1990-08-05',
    occupation: '学生',
    signature: '在路上',
    city: '南京',
    country: '中国',
    province: '江苏',
    gender: 'male',
    mobile: '139********',
    bloodType: 5,
    constellation: 7,
    zodiac: 7,
    vipLevel: 6,
  }

  it('gives what is filled in and leaves out the rest', async () => {
    const { selfInfo, seen } = client({ retcode: 0, result: person })
    expect(await selfInfo()).toEqual({ uin: 1234567890, nick: '小明&', face: 252, profile })
    expect(query(seen[0])).toEqual({ t: String(now()) })
  })

  it('knows the own number by `account` too', async () => {
    const { uin, ...withAccount } = { ...person, account: person.uin }
    expect(await client({ retcode: 0, result: withAccount }).selfInfo()).toMatchObject({ uin, nick: '小明&' })
  })

  it('asks for a friend by uin', async () => {
    const { friendInfo, seen } = client({
      retcode: 0,
      result: { ...person, gender: 'unknown', birthday: { year: 0, month: 3, day: 0 }, stat: 10, client_type: 1 },
    })
    const { nick, state, clientType, face, allow, ...rest } = await friendInfo(3021457781)
    expect([nick, state, clientType, face, allow]).toEqual(['小明&', 'online', 1, 252, 1])
    expect(rest.profile.birthday).toBe('0000-03-00')
    expect(rest.profile.gender).toBeUndefined()
    expect(query(seen[0])).toEqual({
      tuin: '3021457781',
      vfwebqq: 'vf',
      clientid: '53999199',
      psessionid: 'ps',
      t: String(now()),
    })
  })

  it('takes a stranger of whom nothing is known', async () => {
    const none = { blood: 0, constel: 0, shengxiao: 0, vip_info: 0, stat: 99 }
    const nobody = { nick: '', birthday: { year: 0, month: 0, day: 0 }, gender: 'unknown', ...none }
    expect(await client({ retcode: 0, result: nobody }).friendInfo(5)).toEqual({
      nick: '',
      profile: {},
      face: null,
      state: null,
      clientType: null,
      allow: null,
    })
  })

  it('leaves out numbers that mean nothing', async () => {
    const strange = { nick: 'x', blood: 9, constel: 13, shengxiao: -1, vip_info: 'six' }
    expect((await client({ retcode: 0, result: strange }).friendInfo(5)).profile).toEqual({})
  })

  it('asks for a stranger, also one who wants to join a group', async () => {
    const { strangerInfo, seen } = client(
      { retcode: 0, result: { ...person, token: 'abc' } },
      { retcode: 0, result: person },
    )
    expect(await strangerInfo(5)).toMatchObject({ nick: '小明&', token: 'abc', profile })
    expect(query(seen[0])).toEqual({
      tuin: '5',
      verifysession: '',
      gid: '0',
      code: '',
      vfwebqq: 'vf',
      t: String(now()),
    })
    expect(await strangerInfo(5, 2714498213)).toMatchObject({ token: null })
    expect(query(seen[1])).toMatchObject({ code: 'group_request_join-2714498213' })
  })

  it('is no profile without anybody in it', async () => {
    await expect(client({ retcode: 0, result: {} }).friendInfo(5)).rejects.toThrow(MalformedReplyError)
    await expect(client({ retcode: 100001, result: {} }).friendInfo(5)).rejects.toThrow(RefusedError)
  })
})

describe('qqLevel', () => {
  it('gives the level and the days that count', async () => {
    const result = { level: 37, days: 1534, hours: 12219, remainDays: 62, tuin: 3021457781 }
    const { qqLevel, seen } = client({ retcode: 0, result })
    expect(await qqLevel(3021457781)).toEqual({ level: 37, days: 1534, hours: 12219, remainingDays: 62 })
    expect(seen[0]!.url).toContain('https://s.web2.qq.com/api/get_qq_level2?')
    expect(query(seen[0])).toEqual({ tuin: '3021457781', vfwebqq: 'vf', t: String(now()) })
  })

  it('is no level without its number', async () => {
    await expect(client({ retcode: 0, result: { days: 3 } }).qqLevel(5)).rejects.toThrow(MalformedReplyError)
  })
})

describe('realNumber', () => {
  it('asks for a person by uin and for a group by code', async () => {
    const answer = (account: unknown) => ({ retcode: 0, result: { uiuin: '', account, uin: 3021457781 } })
    const { realNumber, seen } = client(answer(510942000), answer('376024301'))
    expect(await realNumber(3021457781, 'person')).toBe(510942000)
    expect(query(seen[0])).toEqual({ tuin: '3021457781', type: '1', vfwebqq: 'vf', t: String(now()) })
    expect(await realNumber(3390175526, 'group')).toBe(376024301)
    expect(query(seen[1])).toMatchObject({ tuin: '3390175526', type: '4' })
  })

  it('fails where the call is closed', async () => {
    const { realNumber } = client('<html>A…0</h3>', { retcode: 0, result: { account: 0 } })
    await expect(realNumber(5, 'person')).rejects.toThrow(NetworkError)
    await expect(realNumber(5, 'person')).rejects.toThrow(MalformedReplyError)
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
    stats: [{ client_type: 41, uin: 1234567890, stat: 10 }],
    minfo: [
      { nick: 'Tom', province: '', gender: 'unknown', uin: 4018825530, country: '', city: '' },
      { nick: '阿强', province: '河北', gender: 'male', uin: 3021457781, country: '中国', city: '石家庄' },
      { nick: '小明', province: '江苏', gender: 'male', uin: 1234567890, country: '中国', city: '南京' },
    ],
    ginfo: {
      face: 0,
      memo: '周六九点',
      class: 10011,
      code: 3390175526,
      createtime: 1513196534,
      flag: 1090520065,
      level: 0,
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
    vipinfo: [{ vip_level: 6, u: 3021457781, is_vip: 1 }],
  }
  const bare = { gender: null, country: '', province: '', city: '', vipLevel: null, online: null }

  it('names members, cards, roles and all else by uin', async () => {
    const { groupInfo, seen } = client({ retcode: 0, result })
    expect(await groupInfo(3390175526)).toEqual({
      gid: 2714498213,
      code: 3390175526,
      name: '周末羽毛球',
      notice: '周六九点',
      createdAt: 1513196534_000,
      owner: 3021457781,
      face: 0,
      subject: 10011,
      level: 0,
      flag: 1090520065,
      members: [
        {
          uin: 3021457781,
          nick: '阿强',
          card: '强哥&球拍',
          role: 'owner',
          gender: 'male',
          country: '中国',
          province: '河北',
          city: '石家庄',
          vipLevel: 6,
          online: null,
        },
        {
          uin: 1234567890,
          nick: '小明',
          card: null,
          role: 'admin',
          gender: 'male',
          country: '中国',
          province: '江苏',
          city: '南京',
          vipLevel: null,
          online: { state: 'online', clientType: 41 },
        },
        { ...bare, uin: 4018825530, nick: 'Tom', card: null, role: 'member' },
      ],
    })
    expect(query(seen[0])).toEqual({ gcode: '3390175526', vfwebqq: 'vf', t: String(now()) })
  })

  it('takes a group without cards, notice or names', async () => {
    const aged = { ginfo: { members: [{ muin: 5, mflag: 0 }] } }
    expect(await client({ retcode: 0, result: aged }).groupInfo(1)).toMatchObject({
      name: null,
      notice: null,
      createdAt: null,
      members: [{ ...bare, uin: 5, nick: '', card: null, role: 'member' }],
    })
  })

  it('takes the members of a group whose head is missing', async () => {
    const { ginfo, ...headless } = result
    const info = await client({ retcode: 100003, result: headless }).groupInfo(ginfo.code)
    expect(info.name).toBeNull()
    expect(info.members.map(({ nick, card, role }) => [nick, card, role])).toEqual([
      ['Tom', null, 'member'],
      ['阿强', '强哥&球拍', 'member'],
      ['小明', null, 'member'],
    ])
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
      mem_status: [{ client_type: 7, status: 'online', uin: 3021457781 }],
    }
    const { discussInfo, seen } = client({ result, retcode: 0 })
    expect(await discussInfo(1622730951)).toEqual({
      name: '强哥、Lily',
      members: [
        { uin: 3021457781, nick: '阿强', number: '510942000', online: { state: 'online', clientType: 7 } },
        { uin: 1876033142, nick: 'Lily', number: null, online: null },
      ],
    })
    expect(query(seen[0])).toMatchObject({ did: '1622730951', psessionid: 'ps', vfwebqq: 'vf', clientid: '53999199' })
  })
})

describe('failures', () => {
  it('tells a refusal from an outage and from nonsense', async () => {
    await expect(client({ retcode: 50 }).friends()).rejects.toThrow(RefusedError)
    await expect(client(null).friends()).rejects.toThrow(NetworkError)
    await expect(client('{"retcode":').friends()).rejects.toThrow(MalformedReplyError)
    await expect(client('<html>').friends()).rejects.toThrow(NetworkError)
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
      reply('<html>SECRET</html>'),
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
