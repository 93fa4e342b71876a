// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import { CLIENT_ID, D, jsonOf, logIn } from './calls.ts'
import type { Login } from './calls.ts'
import { control, stateOf } from './control.ts'
import type { State } from './control.ts'
import { headerValues } from './raw-http.ts'
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

const typeOf = (reply: RawReply): [number, string | undefined] => [reply.status, headerValues(reply, 'Content-Type')[0]]
const MAGIC: Record<string, string> = { 'image/jpeg': 'ffd8ff', 'image/gif': '474946', 'image/png': '89504e' }

describe('avatars', () => {
  const getface = (handle: number | undefined, more = ''): Promise<RawReply> =>
    login.get(
      `http://face${(handle ?? 0) % 10}.web.qq.com/cgi/svr/face/getface?cache=1&type=1&f=40&uin=${handle}&t=1515002300&vfwebqq=${login.vfwebqq}${more}`,
    )

  // PROTOCOL: "avatar"
  it('of friends and members are JPEG, by uin from the host of its last digit; the older query works as well', async () => {
    const [friend] = state.friends
    const reply = await getface(friend?.uin)
    expect(typeOf(reply)).toEqual([200, 'image/jpeg'])
    expect(reply.body.subarray(0, 3).toString('hex')).toBe(MAGIC['image/jpeg'])
    const older = await login.get(
      `http://face${(friend?.uin ?? 0) % 10}.web.qq.com/cgi/svr/face/getface?cache=0&type=1&fid=0&uin=${friend?.uin}`,
    )
    expect(older.body).toEqual(reply.body)
  })

  // PROTOCOL: "avatar"
  it('of groups are asked for with type=4, by gid as in the page or by code as in older clients', async () => {
    const { gid, code } = state.groups[0] ?? {}
    const url = (handle: number | undefined): string =>
      `http://face${(handle ?? 0) % 10}.web.qq.com/cgi/svr/face/getface?cache=0&type=4&fid=0&uin=${handle}&vfwebqq=${login.vfwebqq}`
    const byGid = await login.get(url(gid))
    expect(typeOf(byGid)).toEqual([200, 'image/jpeg'])
    expect((await login.get(url(code))).body).toEqual(byGid.body)
  })

  // PROTOCOL: "numberAvatar"
  it.each(['http', 'https'])('by real number come from q.qlogo.cn over %s', async (scheme) => {
    expect(typeOf(await login.get(`${scheme}://q.qlogo.cn/g?b=qq&nk=1234567890&s=100&t=1515002300000`))).toEqual([
      200,
      'image/jpeg',
    ])
  })

  // PROTOCOL: "Pictures"
  it('of discussions are one constant PNG', async () => {
    const reply = await login.get('http://0.web.qstatic.com/webqqpic/style/images/discu_avatar.png')
    expect(typeOf(reply)).toEqual([200, 'image/png'])
    expect(reply.body.subarray(0, 3).toString('hex')).toBe(MAGIC['image/png'])
  })
})

describe('face pictures', () => {
  // PROTOCOL: "facePicture"
  it.each(['http', 'https'])('are GIF by the number of the CDN, over %s', async (scheme) => {
    const reply = await login.get(`${scheme}://pub.idqqimg.com/lib/qqface/14.gif`)
    expect(typeOf(reply)).toEqual([200, 'image/gif'])
    expect(reply.body.subarray(0, 3).toString('hex')).toBe(MAGIC['image/gif'])
  })
})

describe('pictures of messages', () => {
  const offpic = (root: string, from: Login = login): Promise<RawReply> =>
    from.get(
      `${root}/channel/get_offpic2?file_path=%2F7acccf74-0fcd-4bbd-b885-03a5cc2f7507&f_uin=${state.friends[0]?.uin}` +
        `&clientid=${CLIENT_ID}&psessionid=${from.psessionid}`,
      { headers: { Referer: 'http://w.qq.com/' } },
    )

  // PROTOCOL: "offlinePicture"
  it.each(['http://w.qq.com/d', 'https://d1.web2.qq.com'])(
    'of a friend: %s sends to an address with an rkey',
    async (root) => {
      const reply = await offpic(root)
      expect(reply.status).toBe(302)
      expect(headerValues(reply, 'Location')[0]).toMatch(/^http:\/\/[^/]+\/\?ver=2173&rkey=[0-9a-f]+$/)
      const picture = await login.get(headerValues(reply, 'Location')[0] ?? '')
      expect(typeOf(picture)).toEqual([200, 'image/jpeg'])
    },
  )

  // PROTOCOL: "offlinePicture"
  it('of a friend: with a dead login the answer is 103 with status 200', async () => {
    const reply = await offpic('http://w.qq.com/d', { ...login, psessionid: 'f'.repeat(224) })
    expect([reply.status, reply.text]).toEqual([200, '{"retcode":103,"errmsg":""}\n'])
  })

  // PROTOCOL: "groupPicture"
  it('of a group: get_group_pic sends to gchat.qpic.cn', async () => {
    const { gid, members } = state.groups[0] ?? {}
    const reply = await login.get(
      `http://web2.qq.com/cgi-bin/get_group_pic?type=0&gid=${gid}&uin=${members?.[2]?.uin}&rip=183.60.18.38&rport=8000` +
        `&fid=2610173877&pic=%7B99820253%7D.jpg&vfwebqq=${login.vfwebqq}&t=1515002300`,
      { headers: { Referer: 'http://web2.qq.com/webqq.html' } },
    )
    expect(reply.status).toBe(302)
    expect(headerValues(reply, 'Location')[0]).toMatch(
      /^http:\/\/gchat\.qpic\.cn\/gchatpic\/\d+\/\d+-2610173877-\w+\/0$/,
    )
  })

  // HERE: "Files"
  it('of a friend, old kind, and the key to an upload: while pictures arrived', async () => {
    await control(simulator, 'settings', { era: '2015' })
    const who = `clientid=${CLIENT_ID}&psessionid=${login.psessionid}`
    const ask = `${D}/get_cface2?lcid=5245&guid=A.jpg&to=${state.friends[0]?.uin}&count=5&time=1&${who}`
    expect(typeOf(await login.get(ask))).toEqual([200, 'image/jpeg'])
    const key = await login.get(`${D}/get_gface_sig2?${who}&t=1`)
    expect(key.text).toMatch(
      /^\{"retcode":0,"result":\{"reply":0,"gface_key":"[0-9a-f]{16}","gface_sig":"[0-9a-f]{128}"\}\}\n$/,
    )
    await control(simulator, 'settings', { era: '2018' })
    expect((await login.get(ask)).status).toBe(404)
  })
})

describe('files', () => {
  const query = (): string => `clientid=${CLIENT_ID}&psessionid=${login.psessionid}&t=1`

  // HERE: "Files"
  it('get_file2 times out with 102; refuse_file2 and notify_offfile2 are ok', async () => {
    expect((await login.get(`${D}/get_file2?lcid=19824&guid=a.txt&to=1&count=1&time=1&${query()}`)).text).toBe(
      '{"retcode":102,"errmsg":""}\n',
    )
    for (const call of ['refuse_file2?to=1&lcid=19824', 'notify_offfile2?to=1&file_name=c.jpg&file_size=9&action=2']) {
      expect((await login.get(`${D}/${call}&${query()}`)).text).toBe('{"retcode":0,"result":"ok"}\n')
    }
  })
})

describe('what is sent as a picture', () => {
  // HERE: "Files"
  it('goes through as a part, though since 2015 nobody could upload one, and comes back without it', async () => {
    await control(simulator, 'settings', { holdSeconds: 0.05 })
    const content = JSON.stringify(['看', ['cface', 'group', 'ABCDEF.jPg'], ['font', {}]])
    const r = {
      group_uin: state.groups[0]?.gid,
      content,
      face: 1,
      clientid: CLIENT_ID,
      msg_id: 1,
      psessionid: login.psessionid,
    }
    expect(jsonOf(await login.post(`${D}/send_qun_msg2`, r))).toEqual({ errCode: 0, msg: 'send ok' })
    const echoed = await login.post(`${D}/poll2`, {
      ptwebqq: '',
      clientid: CLIENT_ID,
      psessionid: login.psessionid,
      key: '',
    })
    expect(echoed.text).not.toContain('cface')
  })
})
