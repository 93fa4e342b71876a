import { describe, expect, it } from 'vitest'
import { MalformedReplyError, NetworkError } from '../../../../lib/smartqq/wire/errors.ts'
import { login, relink } from '../../../../lib/smartqq/wire/login.ts'
import { never, now, query, r, reply, scripted, tickets } from './scripted.ts'

const VF = { retcode: 0, result: { vfwebqq: 'right' } }
const SESSION = {
  result: { cip: 1, index: 1075, port: 47450, psessionid: 'ps', status: 'online', uin: 1234567890, vfwebqq: 'wrong' },
  retcode: 0,
}
const cookies = { ptwebqq: null, uinCookie: 'o1234567890' }

describe('login', () => {
  it('asks getvfwebqq, then login2, and keeps the vfwebqq of the first', async () => {
    const { transport, seen } = scripted(reply(VF), reply(SESSION))
    expect(await login(transport, cookies, now, never)).toEqual({
      kind: 'in',
      tickets: { uin: 1234567890, ptwebqq: '', vfwebqq: 'right', psessionid: 'ps', face: 0, nick: '' },
    })
    expect(seen.map(({ endpoint }) => endpoint)).toEqual(['vfwebqq', 'login2'])
    expect(query(seen[0])).toEqual({ ptwebqq: '', clientid: '53999199', psessionid: '', t: String(now()) })
    expect(r(seen[1])).toEqual({ ptwebqq: '', clientid: 53999199, psessionid: '', status: 'online' })
  })

  it('takes numbers written as strings, and the own number from the padded cookie when login2 has none', async () => {
    const asText = { retcode: '0', result: { psessionid: 'ps', uin: '1234567890' } }
    const first = await login(scripted(reply(VF), reply(asText)).transport, cookies, now, never)
    expect(first).toMatchObject({ kind: 'in', tickets: { uin: 1234567890 } })
    const without = { retcode: 0, result: { psessionid: 'ps' } }
    const padded = { ptwebqq: 'pt', uinCookie: 'o0012345678' }
    const second = await login(scripted(reply(VF), reply(without)).transport, padded, now, never)
    expect(second).toMatchObject({ kind: 'in', tickets: { uin: 12345678, ptwebqq: 'pt' } })
  })

  it.each([
    [103, 'cookies'],
    [106, 'not-allowed'],
    [108, 'cookies'],
    [111, 'not-allowed'],
    [112, 'overload'],
    [115, 'blocked'],
    [100000, 'cookies'],
    [100001, 'cookies'],
    [100002, 'cookies'],
    [4711, 'unknown'],
    [60, 'not-allowed'],
  ])('says why login2 refused with %d', async (code, why) => {
    const { transport } = scripted(reply(VF), reply({ errmsg: 'error', retcode: code }))
    expect(await login(transport, cookies, now, never)).toMatchObject({ kind: 'refused', code, why })
  })

  it('stops at a getvfwebqq that refuses', async () => {
    const { transport, seen } = scripted(reply({ retcode: 100000 }))
    expect(await login(transport, cookies, now, never)).toEqual({
      kind: 'refused',
      code: 100000,
      why: 'cookies',
      detail: 'vfwebqq:100000:login-not-accepted',
    })
    expect(seen).toHaveLength(1)
  })

  it('has words for the user where a code is explained, and the number alone where it is not', async () => {
    const detail = async (retcode: number) => {
      const result = await login(scripted(reply(VF), reply({ retcode })).transport, cookies, now, never)
      return result.kind === 'refused' ? result.detail : null
    }
    expect(await detail(115)).toBe('login2:115:blocked-for-a-while')
    expect(await detail(4711)).toBe('login2:4711')
  })

  it('throws for an outage, a lost line and a reply without sense', async () => {
    await expect(login(scripted(reply('<html>404</html>', 404)).transport, cookies, now, never)).rejects.toThrow(
      NetworkError,
    )
    await expect(login(scripted(reply(VF), null).transport, cookies, now, never)).rejects.toThrow(NetworkError)
    await expect(login(scripted(reply('<html>')).transport, cookies, now, never)).rejects.toMatchObject({
      name: 'NetworkError',
      answer: 'portal-page',
    })
    await expect(login(scripted(reply('{')).transport, cookies, now, never)).rejects.toThrow(MalformedReplyError)
    await expect(login(scripted(reply(VF), reply({ retcode: 0 })).transport, cookies, now, never)).rejects.toThrow(
      MalformedReplyError,
    )
  })
})

describe('relink', () => {
  const ask = (body: unknown) => relink(scripted(reply(body)).transport, tickets, never)

  it('logs in again with `state` and takes the new session, but not its wrong vfwebqq', async () => {
    const { transport, seen } = scripted(reply({ retcode: 0, result: { psessionid: 'new', vfwebqq: 'wrong' } }))
    expect(await relink(transport, tickets, never)).toEqual({ kind: 'in', tickets: { ...tickets, psessionid: 'new' } })
    expect(r(seen[0])).toEqual({ ptwebqq: '', clientid: 53999199, psessionid: 'ps', key: '', state: 'online' })
  })

  it('keeps the tickets that the reply does not renew', async () => {
    expect(await ask({ retcode: 0, result: {} })).toEqual({ kind: 'in', tickets })
  })

  it.each([
    [103, 'scan-again'],
    [100000, 'scan-again'],
    [4711, 'scan-again'],
  ])('code %d means %s', async (code, kind) => {
    expect(await ask({ retcode: code })).toMatchObject({ kind, code })
  })

  it('says later while the server is overloaded, and much later when it blocks the number or the address', async () => {
    const overloaded = { kind: 'later', words: 'overloaded' }
    expect(await ask({ retcode: 112 })).toEqual({ ...overloaded, code: 112 })
    expect(await ask({ retcode: 113 })).toEqual({ ...overloaded, code: 113 })
    const blocked = { kind: 'later', code: 115, words: 'blocked-for-a-while', retryAfterMs: 600_000 }
    expect(await ask({ retcode: 115 })).toEqual(blocked)
  })

  it('takes a session without a code, and nothing without either', async () => {
    expect(await ask({ result: { psessionid: 'new' } })).toMatchObject({ kind: 'in', tickets: { psessionid: 'new' } })
    await expect(ask({ result: {} })).rejects.toThrow(MalformedReplyError)
    await expect(ask({ retcode: 0, result: 'ok' })).rejects.toThrow(MalformedReplyError)
  })
})
