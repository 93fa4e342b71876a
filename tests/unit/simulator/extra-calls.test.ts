// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import type { Simulator } from '../../simulator/index.ts'
import { CLIENT_ID, D, friendUins, logIn, poll, S } from './conversation.ts'
import type { Tickets } from './conversation.ts'
import { column, dig, list } from './dig.ts'
import { control } from './plain-client.ts'

let simulator: Simulator
let tickets: Tickets
beforeEach(async () => {
  simulator = await startSimulator()
  tickets = await logIn(simulator)
})
afterEach(() => simulator.close())

const open = (change: object) => control(simulator, 'settings', change)
/** bkn of the facts, written again: a number that only grows, cut to 31 bits at the end. */
function bkn(skey: string): number {
  let e = 5381
  for (const char of skey) e += (e << 5) + char.charCodeAt(0)
  return e & 0x7fffffff
}
const form = (fields: Record<string, string | number>): string =>
  new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString()
const ask = (path: string, fields: Record<string, string | number> = {}, token?: number) => {
  const host = path.includes('qun_mgr') ? 'qun.qq.com' : 'qinfo.clt.qq.com'
  const skey = tickets.client.cookie('skey', host) ?? ''
  return tickets.client.submit(`http://${host}/cgi-bin/${path}`, form({ ...fields, bkn: token ?? bkn(skey) }))
}
const NO_LOGIN = '{"ec":1,"em":"no\\u0026nbsp;login"}\n'

describe('qun.qq.com and qinfo.clt.qq.com', () => {
  it.each([
    'qun_mgr/get_group_list',
    'qun_mgr/get_friend_list',
    'qun_mgr/search_group_members',
    'qun_info/get_group_members_new',
    'qun_info/set_group_shutup',
  ])('%s knows nobody in 2018, and with a wrong bkn nobody ever', async (path) => {
    expect((await ask(path)).text).toBe(NO_LOGIN)
    await open({ qun: 'open' })
    expect((await ask(path, { gc: 376024301 }, 1)).text).toBe(NO_LOGIN)
  })

  it('give real numbers while they are open', async () => {
    await open({ qun: 'open' })
    const groups = (await ask('qun_mgr/get_group_list')).json
    expect(groups).toEqual({
      ec: 0,
      create: [{ gc: 512300452, gn: '项目讨论', owner: 1234567890 }],
      join: [{ gc: 688811223, gn: '同城二手', owner: 200000000 }],
      manage: [{ gc: 376024301, gn: '周末羽毛球', owner: 510942000 }],
    })
    const friends = (await ask('qun_mgr/get_friend_list')).json
    expect(dig(friends, 'result.0')).not.toHaveProperty('gname')
    expect(dig(friends, 'result.1.gname')).toBe('同学')
    expect(list(friends, 'result.1.mems')[0]).toEqual({ name: '强哥', uin: 510942000 })
  })

  it('give a group by its real number, role and card and all', async () => {
    await open({ qun: 'open' })
    const found = (await ask('qun_mgr/search_group_members', { gc: 376024301, st: 0, end: 2000, sort: 0 })).json
    expect(found).toMatchObject({ ec: 0, count: 5, search_count: 5 })
    expect(list(found, 'mems')[0]).toMatchObject({ uin: 510942000, card: '强哥&amp;球拍', role: 0, g: 0 })
    expect(column(found, 'mems', 'role')).toEqual([0, 1, 2, 2, 2])
    const info = (await ask('qun_info/get_group_members_new', { gc: 376024301, u: 1234567890 })).json
    expect(info).toMatchObject({
      ec: 0,
      owner: 510942000,
      adm: [1234567890],
      cards: { 510942000: '强哥&amp;球拍' },
      remarks: { 510942000: '强哥' },
      levelname: { lvln1: '潜水' },
    })
    expect(column(info, 'mems', 'u')).toEqual([510942000, 1234567890, 398877000, 455667788, 824566000])
  })
})

describe('get_friend_uin2', () => {
  const about = (uin: number, type: number) =>
    tickets.client.get(`${S}/get_friend_uin2?tuin=${uin}&type=${type}&vfwebqq=${tickets.vfwebqq}&t=1`)

  it('is a 404 page since 2017', async () => {
    const reply = await about(1, 1)
    expect([reply.status, reply.text.includes('404 Not Found')]).toEqual([404, true])
  })

  it('gives real numbers of people by uin and of groups by code while it is open', async () => {
    await open({ friendUin2: 'open' })
    const [uin = 0] = await friendUins(tickets)
    expect((await about(uin, 1)).text).toBe(`{"retcode":0,"result":{"uiuin":"","account":510942000,"uin":${uin}}}\n`)
    const code = Number(dig(await control(simulator, 'state'), 'groups.0.code'))
    expect((await about(code, 4)).json).toMatchObject({ result: { account: 376024301 } })
    expect((await about(7, 1)).json['retcode']).toBe(100001)
  })
})

describe('pictures', () => {
  it('avatars are JPEG, faces GIF of 24 pixels, the discussion picture PNG', async () => {
    const [uin = 0] = await friendUins(tickets)
    const { client } = tickets
    const avatar = await client.get(`http://face${uin % 10}.web.qq.com/cgi/svr/face/getface?type=1&uin=${uin}`)
    expect([...avatar.bytes.subarray(0, 3), ...avatar.bytes.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xff, 0xd9])
    const face = await client.get('http://pub.idqqimg.com/lib/qqface/14.gif')
    expect(face.bytes.subarray(0, 6).toString()).toBe('GIF89a')
    expect([face.bytes.readUInt16LE(6), face.headers['content-type']]).toEqual([24, 'image/gif'])
    expect((await client.get('http://pub.idqqimg.com/lib/qqface/x.gif')).status).toBe(404)
    const discuss = await client.get('http://0.web.qstatic.com/webqqpic/style/images/discu_avatar.png')
    expect(discuss.headers['content-type']).toBe('image/png')
  })

  it('get_offpic2 leads to a picture, on w.qq.com and d1, and says 103 on a dead login', async () => {
    const query = `file_path=%2F7acccf74&f_uin=1&clientid=${CLIENT_ID}&psessionid=${tickets.psessionid}`
    const found = await tickets.client.get(`http://w.qq.com/d/channel/get_offpic2?${query}`)
    expect([found.status, (await tickets.client.get(`${D}/get_offpic2?${query}`)).status]).toEqual([302, 302])
    const picture = await tickets.client.get(found.headers.location ?? '')
    expect(picture.headers['content-type']).toBe('image/jpeg')
    await control(simulator, 'expire-login', {})
    const dead = await tickets.client.get(`http://w.qq.com/d/channel/get_offpic2?${query}`)
    expect([dead.status, dead.text]).toEqual([200, '{"retcode":103,"errmsg":""}\n'])
  })

  it('get_group_pic leads to gchat.qpic.cn', async () => {
    const [uin] = await friendUins(tickets)
    const found = await tickets.client.get(
      `http://web2.qq.com/cgi-bin/get_group_pic?type=0&gid=1&uin=${uin}&rip=1&rport=2&fid=2610173877&pic=%7B99820253%7D.jpg&vfwebqq=${tickets.vfwebqq}&t=1`,
    )
    expect(found.headers.location).toMatch(
      /^http:\/\/gchat\.qpic\.cn\/gchatpic\/510942000\/510942000-2610173877-\w{32}\/0$/,
    )
    expect((await tickets.client.get(found.headers.location ?? '')).headers['content-type']).toBe('image/jpeg')
  })
})

describe('the rest', () => {
  const channel = (call: string) =>
    tickets.client.get(`${D}/${call}?to=1&lcid=2&clientid=${CLIENT_ID}&psessionid=${tickets.psessionid}&t=1`)

  it('file calls are taken, a file never comes', async () => {
    expect((await channel('refuse_file2')).text).toBe('{"retcode":0,"result":"ok"}\n')
    expect((await channel('notify_offfile2')).json['retcode']).toBe(0)
    expect((await channel('get_file2')).text).toBe('{"retcode":102,"errmsg":""}\n')
  })

  it('logout2 ends the login', async () => {
    expect((await channel('logout2')).text).toBe('{"retcode":0,"result":"ok"}\n')
    expect((await poll(tickets)).json['retcode']).toBe(103)
    expect(dig(await control(simulator, 'state'), 'login.ended')).toBe('logout')
  })

  it('the counter answers, the calls of classic WebQQ are gone', async () => {
    const { client } = tickets
    expect((await client.get('http://pinghot.qq.com/pingd?dm=w.qq.com.hot&url=/')).status).toBe(200)
    expect((await client.post(`${S}/change_mark_name2`, { tuin: 1 })).status).toBe(404)
  })
})
