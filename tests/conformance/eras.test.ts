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
  onlineBuddies,
  OWN_HASH,
  poll,
  ptqrloginUrl,
  resultOf,
  S,
  sendBody,
  showQr,
} from './calls.ts'
import type { Login } from './calls.ts'
import { createClient } from './client.ts'
import { control, stateOf } from './control.ts'
import { setCookies } from './cookie-jar.ts'
import { listHash } from './hashes.ts'
import { headerValues } from './raw-http.ts'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator({ holdSeconds: 0.02 })
})
afterEach(() => simulator.close())

async function loginIn(era: string, settings: Record<string, unknown> = {}): Promise<Login> {
  await control(simulator, 'settings', { era, ...settings })
  return logIn(simulator)
}
const friendUin = async (): Promise<number> => (await stateOf(simulator)).friends[0]?.uin ?? 0

describe('a send that went well', () => {
  // HERE: "The years"
  it.each([
    ['2013', '{"retcode":0,"result":"ok"}\n'],
    ['2015', '{"retcode":0,"result":"ok"}\n'],
    ['2016', '{"errCode":0,"msg":"send ok"}\n'],
    ['2018', '{"errCode":0,"msg":"send ok"}\n'],
  ])('is in %s told %s', async (era, bytes) => {
    const login = await loginIn(era)
    const r = sendBody(login, { to: await friendUin() }, ['hi'])
    expect((await login.post(`${D}/send_buddy_msg2`, r)).text).toBe(bytes)
  })

  // HERE: "The years"
  it.each([
    ['2015', false],
    ['2016', false],
    ['2017', true],
    ['2018', true],
  ])('comes back through the poll in %s: %s', async (era, comesBack) => {
    const login = await loginIn(era)
    await login.post(`${D}/send_buddy_msg2`, sendBody(login, { to: await friendUin() }, ['回声']))
    expect((await poll(login)).text.includes('回声')).toBe(comesBack)
  })
})

describe('a poll without news', () => {
  // HERE: "The years"
  it.each([
    ['2013', '{"retcode":102,"errmsg":""}\n'],
    ['2015', '{"retcode":0,"result":"ok"}\n'],
    ['2016', '{"errmsg":"error!!!","retcode":0}\n'],
    ['2017', '{"errmsg":"error!!!","retcode":0}\n'],
  ])('ends in %s with %s', async (era, bytes) => {
    expect((await poll(await loginIn(era))).text).toBe(bytes)
  })

  // HERE: "The years"
  it('ends in 2018 with 100012', async () => {
    expect(jsonOf(await poll(await loginIn('2018')))['retcode']).toBe(100012)
  })
})

describe('messages of friends', () => {
  // HERE: "The years"
  it.each([
    ['2016', 0, 0, 0],
    ['2017', 1, 4, 5],
    ['2018', 1, 4, 5],
    ['2013', 9, 43, 42],
  ])('have in %s the msg_type %d, groups %d, discussions %d', async (era, friend, group, discuss) => {
    const login = await loginIn(era)
    const items = [
      { friend: 'Lily', text: '一' },
      { group: '周末羽毛球', member: 'Tom', text: '二' },
      { discuss: '强哥、Lily、小明', member: 'Lily', text: '三' },
    ]
    const types: unknown[] = []
    for (const item of items) {
      await control(simulator, 'say', item)
      types.push(itemsOf(await poll(login))[0]?.value['msg_type'])
    }
    expect(types).toEqual([friend, group, discuss])
  })

  // HERE: "The years"
  it.each([
    ['2013', ['face', 212], true],
    ['2016', ['face', 0], false],
    ['2018', ['face', 0], false],
  ])('in %s bring a new face as %j and pictures: %s', async (era, face, hasPicture) => {
    const login = await loginIn(era)
    const picture = ['offpic', { success: 1, file_path: '/7acccf74' }]
    await control(simulator, 'say', { friend: '强哥', content: ['看', ['face', 212], picture] })
    const content = itemsOf(await poll(login))[0]?.value.content ?? []
    expect(content).toContainEqual(face)
    expect(content.some((part) => Array.isArray(part) && part[0] === 'offpic')).toBe(hasPicture)
  })

  // PROTOCOL: "Content"
  it.each([
    ['2016', 14],
    ['2017', 0],
    ['2018', 0],
  ])('bring in %s a smile sent from a phone as face %d', async (era, face) => {
    const login = await loginIn(era)
    await control(simulator, 'say', { friend: '强哥', content: ['哈', ['face', 14]], fromPhone: true })
    expect(itemsOf(await poll(login))[0]?.value.content.at(-1)).toEqual(['face', face])
  })

  // HERE: "The years"
  it.each([
    ['2013', String.raw`"\u5728\u5417"`],
    ['2016', '"在吗"'],
  ])('are written in %s as %s', async (era, text) => {
    const login = await loginIn(era)
    await control(simulator, 'say', { friend: '强哥', text: '在吗' })
    expect((await poll(login)).text).toContain(text)
  })
})

describe('the login', () => {
  // PROTOCOL: "Cookies"
  it.each([
    ['2017', /^[0-9a-f]{64}$/],
    ['2018', /^none$/],
  ])('gives in %s a ptwebqq cookie that is %s', async (era, shape) => {
    const login = await loginIn(era)
    const has = login.jar.headerFor('s.web2.qq.com').includes('ptwebqq=')
    expect(has ? login.jar.value('ptwebqq', 's.web2.qq.com') : 'none').toMatch(shape)
  })

  // HERE: "The years"
  it.each([
    ['2016', 200, /^ptuiCB\('66'/],
    ['2017', 403, /Tencent Login Server/],
  ])('answers in %s ptqrlogin without ptqrtoken with %d', async (era, status, words) => {
    await control(simulator, 'settings', { era })
    const client = createClient(simulator)
    await showQr(client)
    const reply = await client.get(ptqrloginUrl('').replace('&ptqrtoken=', ''))
    expect(reply.status).toBe(status)
    expect(reply.text).toMatch(words)
  })

  // PROTOCOL: "online"
  it.each([
    ['2015', false],
    ['2016', true],
  ])('refuses in %s the first poll with 103 unless get_online_buddies2 was asked: %s', async (era, refuses) => {
    await control(simulator, 'settings', { era })
    const login = await logIn(simulator, { asksOnline: false })
    expect(jsonOf(await poll(login))['retcode'] === 103).toBe(refuses)
    await onlineBuddies(login)
    expect(jsonOf(await poll(login))['retcode']).not.toBe(103)
  })

  // PROTOCOL: "login2"
  it('hands out the same recorded psessionid to everybody, as since December 2015, if told so', async () => {
    const logins = [await loginIn('2018', { psessionid: 'constant' }), await logIn(simulator)]
    expect(new Set(logins.map(({ psessionid }) => psessionid)).size).toBe(1)
    expect(logins[0]?.psessionid).toMatch(/^8368046764001d636f6e6e7365727665725f7765627171[0-9a-f]{178}$/)
  })

  // PROTOCOL: "login2"
  it.each([
    ['2015', 0],
    ['2016', 6],
  ])('gives in %s a vfwebqq with login2 that the lists answer %d', async (era, code) => {
    const login = await loginIn(era)
    const { vfwebqq } = resultOf(await login.post(`${D}/login2`, LOGIN2)) as { vfwebqq: string }
    const hash = listHash(1234567890, login.jar.value('ptwebqq', 's.web2.qq.com'))
    expect(jsonOf(await login.post(`${S}/get_user_friends2`, { vfwebqq, hash }))['retcode']).toBe(code)
  })

  // HERE: "The years"
  it('takes any number as clientid in 2013, and one alone later', async () => {
    const old = await loginIn('2013')
    expect(jsonOf(await old.post(`${D}/login2`, { ...LOGIN2, clientid: '97518388' }))['retcode']).toBe(0)
    const late = await loginIn('2018')
    expect(jsonOf(await late.post(`${D}/login2`, { ...LOGIN2, clientid: '97518388' }))['retcode']).toBe(122)
    expect(jsonOf(await late.post(`${D}/login2`, { ...LOGIN2, clientid: String(CLIENT_ID) }))['retcode']).toBe(0)
  })
})

describe('d.web2.qq.com', () => {
  // HERE: "The years"
  it.each([
    ['2013', 200],
    ['2015', 200],
    ['2016', 403],
    ['2018', 403],
  ])('answers in %s with %d', async (era, status) => {
    const login = await loginIn(era)
    const url = `http://d.web2.qq.com/channel/get_online_buddies2?psessionid=${login.psessionid}&clientid=1&t=1`
    const headers = { Referer: 'http://d.web2.qq.com/proxy.html?v=20110331002&callback=1&id=2' }
    expect((await login.get(url, { headers })).status).toBe(status)
  })
})

describe('calls that were closed', () => {
  // PROTOCOL: "realNumber"
  it('get_friend_uin2 gave the real number of a person, and with type 4 of a group by code; since 2017 it is a 404 page', async () => {
    const login = await loginIn('2016')
    const [friend] = (await stateOf(simulator)).friends
    expect((await askAbout(login, 'get_friend_uin2', `tuin=${friend?.uin}&type=1&verifysession=&code=`)).text).toBe(
      `{"retcode":0,"result":{"uiuin":"","account":510942000,"uin":${friend?.uin}}}\n`,
    )
    const [group] = (await stateOf(simulator)).groups
    const byCode = resultOf(await askAbout(login, 'get_friend_uin2', `tuin=${group?.code}&type=4`))
    expect((byCode as { account: number }).account).toBe(376024301)
    await control(simulator, 'settings', { era: '2017' })
    expect((await askAbout(login, 'get_friend_uin2', `tuin=${friend?.uin}&type=1`)).status).toBe(404)
  })

  // PROTOCOL: "discusses"
  it('get_discu_list_new2 on d1 was the older name of the discussion list, and masks came with it', async () => {
    const login = await loginIn('2013')
    const query = `clientid=${CLIENT_ID}&psessionid=${login.psessionid}&vfwebqq=${login.vfwebqq}&t=1`
    const older = await login.get(`${D}/get_discu_list_new2?${query}`)
    expect(older.body).toEqual((await login.get(`${S}/get_discus_list?${query}`)).body)
    expect((resultOf(older) as { dmasklist: unknown }).dmasklist).toEqual([{ did: 1000, mask: 0 }])
  })
})

describe('how replies are written', () => {
  // PROTOCOL: "Form of requests and replies"
  it.each([
    ['text/plain', ['text/plain; charset=utf-8']],
    ['text/html', ['text/html; charset=utf-8']],
    ['none', []],
  ])('Content-Type %s', async (contentType, values) => {
    const login = await loginIn('2018', { contentType })
    const reply = await login.post(`${S}/get_user_friends2`, { vfwebqq: login.vfwebqq, hash: OWN_HASH })
    expect([reply.status, headerValues(reply, 'Content-Type')]).toEqual([200, values])
    expect(jsonOf(reply)['retcode']).toBe(0)
  })

  // PROTOCOL: "Headers"
  it('in 2016 login2 needed no Referer and nothing a User-Agent', async () => {
    const login = await loginIn('2016')
    const headers = { Referer: null, 'User-Agent': null }
    expect(jsonOf(await login.post(`${D}/login2`, LOGIN2, { headers }))['retcode']).toBe(0)
    await control(simulator, 'settings', { era: '2018' })
    expect(jsonOf(await login.post(`${D}/login2`, LOGIN2, { headers }))['retcode']).toBe(100101)
  })

  // PROTOCOL: "Cookies"
  it('cookies of ptqrlogin that say ptwebqq are session cookies on qq.com', async () => {
    const login = await loginIn('2017')
    const reply = await createClient(simulator, login.jar).get('https://ptlogin2.qq.com/logout?pt4_token=none')
    expect(setCookies(reply).find(({ name }) => name === 'ptwebqq')?.domain).toBe('qq.com')
  })
})
