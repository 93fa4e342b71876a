import { describe, expect, it } from 'vitest'
import { authAgain } from '../../../../lib/smartqq/wire/auth-again.ts'
import { NetworkError } from '../../../../lib/smartqq/wire/errors.ts'
import { never, query, reply, scripted } from './scripted.ts'

const LINK = 'https://ptlogin4.web2.qq.com/check_sig?uin=1234567890&ptsigx=00ff'
const ask = (body: string, status = 200) => authAgain(scripted(reply(body, status)).transport, '397467000', never)

describe('authAgain', () => {
  it('asks with the hash of the token', async () => {
    const { transport, seen } = scripted(reply(`ptui_auth_CB('0','${LINK}')`))
    await authAgain(transport, '397467000', never)
    expect(seen[0]!.url).toContain('https://ssl.ptlogin2.qq.com/pt4_auth?')
    expect(query(seen[0])).toEqual({ daid: '164', appid: '501004106', auth_token: '3597819412' })
  })

  it.each([
    `ptui_auth_CB('0','${LINK}')`,
    `ptui_auth_CB("0","${LINK}");\r\n`,
    // With a code of its own (FCM-for-Mojo #111).
    ` ptui_auth_CB( '2' , '${LINK}', '' )`,
  ])('makes the link to follow out of %j', async (body) => {
    const rest = '&regmaster=&aid=501004106&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html'
    expect(await ask(body)).toBe(LINK + rest)
  })

  it.each([
    ["ptui_auth_CB('1','')"],
    ["ptui_auth_CB('0','http://evil.example/check_sig?x')"],
    ["ptui_auth_CB('0','http://ptlogin2.web2.qq.com@evil.example/check_sig?x')"],
    ['<html></html>'],
    [''],
  ])('takes %j for a no', async (body) => {
    expect(await ask(body)).toBeNull()
  })

  it('throws for an outage', async () => {
    await expect(ask('<html>', 502)).rejects.toThrow(NetworkError)
  })
})
