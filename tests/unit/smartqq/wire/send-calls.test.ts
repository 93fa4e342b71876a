import { describe, expect, it } from 'vitest'
import { createClient } from '../../../../lib/smartqq/wire/client.ts'
import { MalformedReplyError } from '../../../../lib/smartqq/wire/errors.ts'
import { now, query, r, reply, scripted, tickets } from './scripted.ts'

function client(...bodies: unknown[]) {
  const { transport, seen } = scripted(...bodies.map((body) => reply(body)))
  return { ...createClient(transport, () => tickets, now), seen }
}

describe('sessSignature', () => {
  it.each([
    ['group', '0'],
    ['discuss', '1'],
  ] as const)('asks for a stranger out of a %s', async (through, service) => {
    const { sessSignature, seen } = client({ retcode: 0, result: { type: 0, value: 'b83900ad', flags: { text: 1 } } })
    expect(await sessSignature(4018825530, { through, number: 2714498213 })).toBe('b83900ad')
    expect(seen[0]!.url).toContain('https://d1.web2.qq.com/channel/get_c2cmsg_sig2?')
    expect(query(seen[0])).toEqual({
      id: '2714498213',
      to_uin: '4018825530',
      service_type: service,
      clientid: '53999199',
      psessionid: 'ps',
      t: String(now()),
    })
  })

  it('is none when it is empty', async () => {
    const from = { through: 'group', number: 5 } as const
    await expect(client({ retcode: 0, result: { value: '' } }).sessSignature(5, from)).rejects.toThrow(
      MalformedReplyError,
    )
  })
})

describe('sendSess', () => {
  it('carries the signature after what every send carries', async () => {
    const { sendSess, seen } = client({ retcode: 0, result: 'ok' })
    const to = { uin: 4018825530, signature: 'b83900ad', through: 'discuss' } as const
    expect((await sendSess(to, '["hi"]', 7)).outcome).toEqual({ kind: 'sent' })
    expect(seen[0]!.url).toBe('https://d1.web2.qq.com/channel/send_sess_msg2')
    expect(Object.entries(r(seen[0]) as object)).toEqual([
      ['to', 4018825530],
      ['content', '["hi"]'],
      ['face', 252],
      ['clientid', 53999199],
      ['msg_id', 7],
      ['psessionid', 'ps'],
      ['group_sig', 'b83900ad'],
      ['service_type', 1],
    ])
  })
})
