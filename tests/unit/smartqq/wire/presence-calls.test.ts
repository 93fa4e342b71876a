import { describe, expect, it } from 'vitest'
import { createClient } from '../../../../lib/smartqq/wire/client.ts'
import { MalformedReplyError, NetworkError } from '../../../../lib/smartqq/wire/errors.ts'
import { now, query, reply, scripted, tickets } from './scripted.ts'

const OK = { retcode: 0, result: 'ok' }
const common = { clientid: '53999199', psessionid: 'ps', t: String(now()) }

function client(...bodies: unknown[]) {
  const { transport, seen } = scripted(...bodies.map((body) => (body === null ? null : reply(body))))
  return { ...createClient(transport, () => tickets, now), seen }
}

describe('changeStatus', () => {
  it('sets the own state', async () => {
    const { changeStatus, seen } = client(OK)
    await changeStatus('busy')
    expect(seen[0]!.url).toContain('https://d1.web2.qq.com/channel/change_status2?')
    expect(query(seen[0])).toEqual({ newstatus: 'busy', ...common })
  })

  it('says when the service does not want it, or says nothing', async () => {
    await expect(client({ retcode: 103 }).changeStatus('away')).rejects.toMatchObject({ code: 103 })
    await expect(client({ result: 'ok' }).changeStatus('away')).rejects.toThrow(MalformedReplyError)
    await expect(client(null).changeStatus('away')).rejects.toThrow(NetworkError)
  })
})

describe('closeChannel', () => {
  it('ends the session of the message host', async () => {
    const { closeChannel, seen } = client(OK)
    await closeChannel()
    expect(seen[0]!.url).toContain('https://d1.web2.qq.com/channel/logout2?')
    expect(query(seen[0])).toEqual({ ids: '', ...common })
  })
})

describe('shake and inputNotify', () => {
  it('tell a friend', async () => {
    const { shake, inputNotify, seen } = client(OK, OK)
    await shake(3021457781)
    await inputNotify(3021457781)
    expect(seen.map(({ url }) => new URL(url).pathname)).toEqual(['/channel/shake2', '/channel/input_notify2'])
    expect(seen.map((request) => query(request))).toEqual([
      { to_uin: '3021457781', ...common },
      { to_uin: '3021457781', ...common },
    ])
  })
})
