import { describe, expect, it } from 'vitest'
import { epochOf, isOfCookies } from '../../../../lib/smartqq/link/saved-login.ts'
import { numberOfCookie } from '../../../../lib/smartqq/wire/login.ts'

describe('epochOf', () => {
  it('is equal for the same cookies, other for other cookies or accounts, and does not give the key away', async () => {
    const epochs = await Promise.all([
      epochOf('10001', 'the-key'),
      epochOf('10001', 'the-key'),
      epochOf('10001', 'another'),
      epochOf('10002', 'the-key'),
    ])
    expect(epochs[0]).toBe(epochs[1])
    expect(new Set(epochs).size).toBe(3)
    expect(epochs[0]).toMatch(/^[0-9a-f]{16}$/)
  })
})

describe('isOfCookies', () => {
  const login = async (change = {}) => ({
    epoch: await epochOf('10001', 'the-key'),
    tickets: { uin: 10001, ptwebqq: '', vfwebqq: 'vf', psessionid: 'ps', face: 0, nick: '' },
    ...change,
  })
  const cookies = { loginKey: 'the-key', uinCookie: 'o0000010001' }

  it.each([
    ['its own', {}, {}, true],
    ['no uin beside the key', {}, { uinCookie: null }, true],
    ['another key', {}, { loginKey: 'another' }, false],
    ['a uin cookie that has become that of another account', {}, { uinCookie: 'o0000010002' }, false],
    ['a uin cookie that was that of another account at login', { cookieNumber: 10002 }, { uinCookie: 'o10002' }, true],
    ['a uin cookie of a third account', { cookieNumber: 10002 }, { uinCookie: 'o10003' }, false],
  ] as const)('%s', async (_case, saved, jar, answer) => {
    expect(await isOfCookies(await login(saved), { ...cookies, ...jar })).toBe(answer)
  })
})

describe('numberOfCookie', () => {
  it('is the number behind the padding, or nothing', () => {
    const cookies = ['o0123456789', '10001', 'o0', 'x1', '', null]
    expect(cookies.map(numberOfCookie)).toEqual([123456789, 10001, 0, null, null, null])
  })
})
