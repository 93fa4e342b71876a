import { describe, expect, it } from 'vitest'
import { NetworkError } from '../../../../lib/smartqq/wire/errors.ts'
import { logout } from '../../../../lib/smartqq/wire/logout.ts'
import { never, query, reply, scripted } from './scripted.ts'

describe('logout', () => {
  it('sends what the cookies hash to', async () => {
    const { transport, seen } = scripted(reply(''))
    await logout(transport, { pt4Token: 'token*', skey: '@beMESLu1X', ptcz: 'a' }, never)
    expect(seen[0]).toMatchObject({ endpoint: 'logout', redirect: 'manual' })
    expect(seen[0]!.url).toContain('https://ptlogin2.qq.com/logout?')
    expect(query(seen[0])).toEqual({
      pt4_token: 'token*',
      pt4_hkey: '2659342294',
      pt4_ptcz: '97',
      deep_logout: '1',
    })
  })

  it('asks without the cookies too, and does not care for the answer', async () => {
    const { transport, seen } = scripted(reply('<html>', 502))
    await logout(transport, { pt4Token: null, skey: null, ptcz: null }, never)
    expect(query(seen[0])).toEqual({ pt4_token: '', pt4_hkey: '0', pt4_ptcz: '0', deep_logout: '1' })
  })

  it('says when there was no reply', async () => {
    const cookies = { pt4Token: null, skey: null, ptcz: null }
    await expect(logout(scripted(null).transport, cookies, never)).rejects.toThrow(NetworkError)
  })
})
