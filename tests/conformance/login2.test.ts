// @vitest-environment node
import { afterAll, beforeEach, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../simulator/index.ts'
import type { Simulator } from '../simulator/index.ts'
import {
  CLIENT_ID,
  confirmedQr,
  D,
  getvfwebqqUrl,
  jsonOf,
  LOGIN2,
  logIn,
  onlineBuddies,
  OWN_NUMBER,
  poll,
  resultOf,
} from './calls.ts'
import { createClient } from './client.ts'
import type { Client } from './client.ts'
import { control } from './control.ts'

let simulator: Simulator
let client: Client
beforeAll(async () => {
  simulator = await startSimulator({ holdSeconds: 0.05 })
})
afterAll(() => simulator.close())
beforeEach(async () => {
  client = createClient(simulator)
  await client.get((await confirmedQr(client)).link)
})

describe('getvfwebqq', () => {
  // PROTOCOL: "vfwebqq"
  it('gives 80 hex, in exactly these bytes', async () => {
    expect((await client.get(getvfwebqqUrl)).text).toMatch(/^\{"retcode":0,"result":\{"vfwebqq":"[0-9a-f]{80}"\}\}\n$/)
  })

  // PROTOCOL: "vfwebqq"
  it('gives the same ticket within a login and another in the next', async () => {
    const first = (await client.get(getvfwebqqUrl)).text
    expect((await client.get(getvfwebqqUrl)).text).toBe(first)
    const next = createClient(simulator)
    await next.get((await confirmedQr(next)).link)
    expect((await next.get(getvfwebqqUrl)).text).not.toBe(first)
  })

  // PROTOCOL: "Return codes"
  it('is answered 100000 before check_sig, though uin and skey are there', async () => {
    const early = createClient(simulator)
    await confirmedQr(early)
    expect(early.jar.value('skey', 's.web2.qq.com')).toMatch(/^@/)
    expect((await early.get(getvfwebqqUrl)).text).toBe('{"retcode":100000}\n')
  })

  // PROTOCOL: "Cookies"
  it('takes the number in the cookies with and without its padding', async () => {
    const p_skey = client.jar.value('p_skey', 's.web2.qq.com')
    for (const uin of ['o1234567890', 'o01234567890']) {
      const headers = { Cookie: `p_skey=${p_skey}; p_uin=${uin}` }
      expect(jsonOf(await client.get(getvfwebqqUrl, { headers }))['retcode']).toBe(0)
    }
    const headers = { Cookie: `p_skey=${p_skey}; p_uin=o1234567891` }
    expect((await client.get(getvfwebqqUrl, { headers })).text).toBe('{"retcode":100000}\n')
  })

  // HERE: "Dialects"
  it.each(['; p_uin=', ''])('does without p_uin (%j), which some jars lose', async (rest) => {
    const Cookie = `p_skey=${client.jar.value('p_skey', 's.web2.qq.com')}${rest}`
    expect(jsonOf(await client.get(getvfwebqqUrl, { headers: { Cookie } }))['retcode']).toBe(0)
  })
})

describe('login2', () => {
  // PROTOCOL: "login2"
  it('answers with result before retcode, the own real number as uin, and a psessionid of 224 hex', async () => {
    expect((await client.post(`${D}/login2`, LOGIN2)).text).toMatch(
      new RegExp(
        '^\\{"result":\\{"cip":\\d+,"f":0,"index":\\d+,"port":\\d+,"psessionid":"[0-9a-f]{224}","status":"online",' +
          `"uin":${OWN_NUMBER},"user_state":0,"vfwebqq":"[0-9a-f]{80}"\\},"retcode":0\\}\n$`,
      ),
    )
  })

  // PROTOCOL: "login2"
  it('hands out a vfwebqq that is not the one of getvfwebqq, and that the lists refuse', async () => {
    const login = await logIn(simulator)
    const { vfwebqq } = resultOf(await login.post(`${D}/login2`, LOGIN2)) as { vfwebqq: string }
    expect(vfwebqq).not.toBe(login.vfwebqq)
    const url = `https://s.web2.qq.com/api/get_discus_list?clientid=${CLIENT_ID}&psessionid=${login.psessionid}&t=1&vfwebqq=`
    expect(jsonOf(await login.get(url + login.vfwebqq))['retcode']).toBe(0)
    expect(jsonOf(await login.get(url + vfwebqq))['retcode']).toBe(6)
  })

  // PROTOCOL: "login2"
  it.each(['online', 'away', 'busy', 'callme', 'silent', 'hidden'])(
    'takes the status %s and repeats it',
    async (status) => {
      const reply = await client.post(`${D}/login2`, { ...LOGIN2, status })
      expect((resultOf(reply) as { status: string }).status).toBe(status)
    },
  )

  // PROTOCOL: "Return codes"
  it.each([
    ['a status that is none', { ...LOGIN2, status: 'dancing' }, 100001],
    ['another clientid', { ...LOGIN2, clientid: 1 }, 122],
  ])('refuses %s', async (_name, r, code) => {
    expect(jsonOf(await client.post(`${D}/login2`, r))['retcode']).toBe(code)
  })

  // PROTOCOL: "Return codes"
  it('answers 108 when p_skey is missing, and 103 when it is of a login that ended', async () => {
    const early = createClient(simulator)
    await confirmedQr(early)
    expect(jsonOf(await early.post(`${D}/login2`, LOGIN2))['retcode']).toBe(108)
    await control(simulator, 'expire-login')
    expect(jsonOf(await client.post(`${D}/login2`, LOGIN2))['retcode']).toBe(103)
  })

  // PROTOCOL: "login2"
  it('as a relink, with state and key in place of status, keeps psessionid and what was asked', async () => {
    const login = await logIn(simulator)
    const r = { ptwebqq: '', clientid: CLIENT_ID, psessionid: login.psessionid, key: '', state: 'online' }
    const { psessionid } = resultOf(await login.post(`${D}/login2`, r)) as { psessionid: string }
    expect(psessionid).toBe(login.psessionid)
    expect(jsonOf(await poll(login))['retcode']).toBe(100012)
  })
})

describe('the first poll', () => {
  const notReady = '{"errmsg":"error","retcode":103}\n'

  // PROTOCOL: "online"
  it('is answered 103, in exactly these bytes, until get_online_buddies2 was asked once', async () => {
    const login = await logIn(simulator, { asksOnline: false })
    expect((await poll(login)).text).toBe(notReady)
    expect((await poll(login)).text).toBe(notReady)
    await onlineBuddies(login)
    expect(jsonOf(await poll(login))['retcode']).toBe(100012)
  })

  // PROTOCOL: "online"
  it('is answered 103 again after another login2', async () => {
    const login = await logIn(simulator)
    await login.post(`${D}/login2`, LOGIN2)
    expect((await poll(login)).text).toBe(notReady)
    await onlineBuddies(login)
    expect(jsonOf(await poll(login))['retcode']).toBe(100012)
  })

  // PROTOCOL: "Return codes"
  it('is answered 103 with a psessionid that nobody was given, as get_online_buddies2 is', async () => {
    const login = { ...(await logIn(simulator)), psessionid: '8368'.repeat(56) }
    expect((await poll(login)).text).toBe(notReady)
    expect((await onlineBuddies(login)).text).toBe(notReady)
  })
})

describe('an expired login', () => {
  // PROTOCOL: "Return codes"
  it('is answered 100000 on s.web2 and 103 on d1', async () => {
    const login = await logIn(simulator)
    await control(simulator, 'expire-login')
    expect((await login.get(getvfwebqqUrl)).text).toBe('{"retcode":100000}\n')
    expect((await login.get('https://s.web2.qq.com/api/get_self_info2?t=1')).text).toBe('{"retcode":100000}\n')
    expect((await poll(login)).text).toBe('{"errmsg":"error","retcode":103}\n')
    expect((await onlineBuddies(login)).text).toBe('{"errmsg":"error","retcode":103}\n')
  })
})
