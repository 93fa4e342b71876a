// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { askAbout, jsonOf, logIn, OWN_NUMBER, resultOf, S } from './calls.ts'
import type { Login } from './calls.ts'
import { stateOf } from './control.ts'
import type { State } from './control.ts'
import { headerValues } from './raw-http.ts'

let simulator: Simulator
let login: Login
let state: State
beforeAll(async () => {
  simulator = await startSimulator()
  login = await logIn(simulator)
  state = await stateOf(simulator)
})
afterAll(() => simulator.close())

const uinOf = (number: number): number | undefined => state.friends.find((friend) => friend.number === number)?.uin

describe('get_self_info2', () => {
  // PROTOCOL: "self"
  it('is these bytes, the own real number twice; the vfwebqq in it is useless', async () => {
    const { text } = await login.get(`${S}/get_self_info2?t=1515002300000`)
    const vfwebqq = /"vfwebqq":"([0-9a-f]{80})"/.exec(text)?.[1]
    expect(vfwebqq).not.toBe(login.vfwebqq)
    expect(text).toBe(
      '{"retcode":0,"result":{"birthday":{"month":8,"year":1990,"day":15},"face":252,"phone":"","occupation":"学生",' +
        `"allow":1,"college":"","uin":${OWN_NUMBER},"blood":5,"constel":7,"lnick":"在路上","vfwebqq":"${vfwebqq}",` +
        '"homepage":"","vip_info":0,"city":"南京","country":"中国","personal":"","shengxiao":7,"nick":"小明","email":"",' +
        `"province":"江苏","account":${OWN_NUMBER},"gender":"male","mobile":"139********"}}\n`,
    )
  })
})

describe('get_friend_info2', () => {
  // PROTOCOL: "friendInfo"
  it('of a friend online is these bytes, client_type among them', async () => {
    const uin = uinOf(510942000)
    expect((await askAbout(login, 'get_friend_info2', `tuin=${uin}`)).text).toBe(
      '{"retcode":0,"result":{"face":603,"birthday":{"month":6,"year":1994,"day":26},"occupation":"","phone":"",' +
        `"allow":1,"college":"","uin":${uin},"constel":6,"blood":0,"homepage":"","stat":10,"vip_info":6,"country":"中国",` +
        '"city":"石家庄","personal":"","nick":"阿强","shengxiao":11,"email":"","client_type":1,"province":"河北",' +
        '"gender":"male","mobile":""}}\n',
    )
  })

  // HERE: "Other profile calls"
  it('has no client_type and stat 20 for a friend who is offline', async () => {
    const result = resultOf(await askAbout(login, 'get_friend_info2', `tuin=${uinOf(601000001)}`)) as Record<
      string,
      unknown
    >
    expect([Object.hasOwn(result, 'client_type'), result['stat']]).toEqual([false, 20])
  })

  // HERE: "Other profile calls"
  it.each([
    ['online', 510942000, 10],
    ['away', 733201000, 30],
    ['busy', 824566000, 50],
  ])('gives a friend who is %s (%d) the stat %d', async (_status, number, stat) => {
    const reply = await askAbout(login, 'get_friend_info2', `tuin=${uinOf(number)}`)
    expect((resultOf(reply) as { stat: number }).stat).toBe(stat)
  })

  // PROTOCOL: "friendInfo"
  it('works for a group member who is no friend, with empty fields', async () => {
    const tom = state.groups[0]?.members.find(({ number }) => number === 398877000)?.uin
    expect(resultOf(await askAbout(login, 'get_friend_info2', `tuin=${tom}`)) as Record<string, unknown>).toMatchObject(
      {
        uin: tom,
        nick: 'Tom',
        country: '',
        province: '',
        gender: 'unknown',
        constel: 0,
        shengxiao: 0,
      },
    )
  })

  // SIMULATOR: "Where it differs from the real service"
  it('is answered 100001 for a real number: only the handles of this login count', async () => {
    expect((await askAbout(login, 'get_friend_info2', 'tuin=510942000')).text).toBe('{"retcode":100001}\n')
  })
})

describe('get_single_long_nick2', () => {
  // PROTOCOL: "longNick"
  it('is these bytes: a list of one, signature under lnick', async () => {
    const uin = uinOf(510942000)
    expect((await askAbout(login, 'get_single_long_nick2', `tuin=${uin}`)).text).toBe(
      `{"retcode":0,"result":[{"uin":${uin},"lnick":"每天一球"}]}\n`,
    )
  })

  // PROTOCOL: "Form of requests and replies"
  it('writes mark-up in signatures as entities', async () => {
    const { text } = await askAbout(login, 'get_single_long_nick2', `tuin=${uinOf(900000001)}`)
    expect(text).toContain(
      String.raw`"lnick":"\u0026lt;b\u0026gt;粗体\u0026lt;/b\u0026gt; \u0026amp; {nick} $` + '{1}"',
    )
  })
})

describe('the profile calls that clients rarely make', () => {
  // HERE: "Other profile calls"
  it('get_qq_level2 is level, days, hours, remainDays and tuin', async () => {
    const uin = uinOf(510942000)
    expect((await askAbout(login, 'get_qq_level2', `tuin=${uin}`)).text).toMatch(
      new RegExp(
        `^\\{"retcode":0,"result":\\{"level":37,"days":\\d+,"hours":\\d+,"remainDays":\\d+,"tuin":${uin}\\}\\}\n$`,
      ),
    )
  })

  // HERE: "Other profile calls"
  it('get_stranger_info2 is the profile with a token and without vip_info', async () => {
    const tom = state.groups[0]?.members.find(({ number }) => number === 398877000)?.uin
    const reply = await askAbout(login, 'get_stranger_info2', `tuin=${tom}&verifysession=&gid=0&code=`)
    const result = resultOf(reply) as Record<string, unknown>
    expect([typeof result['token'], Object.hasOwn(result, 'vip_info'), result['nick']]).toEqual([
      'string',
      false,
      'Tom',
    ])
  })

  // SIMULATOR: "Where it differs from the real service"
  it('all refuse another vfwebqq than that of getvfwebqq', async () => {
    const stale = { ...login, vfwebqq: 'f'.repeat(80) }
    for (const call of ['get_friend_info2', 'get_single_long_nick2', 'get_qq_level2', 'get_stranger_info2']) {
      expect(jsonOf(await askAbout(stale, call, `tuin=${uinOf(510942000)}`))['retcode']).not.toBe(0)
    }
  })
})

describe('pictures', () => {
  // HERE: "Avatars"
  it('an own avatar is asked for by real number, a picture of the same person by uin', async () => {
    const own = await login.get(`http://q.qlogo.cn/g?b=qq&nk=${OWN_NUMBER}&s=100&t=1`)
    expect([own.status, headerValues(own, 'Content-Type')]).toEqual([200, ['image/jpeg']])
    const uin = uinOf(510942000) ?? 0
    const url = (number: number) => `http://face${number % 10}.web.qq.com/cgi/svr/face/getface?type=1&uin=${number}`
    const byUin = await login.get(url(uin))
    const byNumber = await login.get(url(510942000))
    expect(byUin.body).toEqual(byNumber.body)
  })
})
