import { describe, expect, it } from 'vitest'
import { createClient } from '../../../../lib/smartqq/wire/client.ts'
import { writeContent } from '../../../../lib/smartqq/wire/content.ts'
import { now, r, reply, scripted, tickets } from './scripted.ts'

async function sendTo(body: unknown, status = 200) {
  const { transport } = scripted(reply(body, status))
  return createClient(transport, () => tickets, now).sendGroup(5, writeContent('嗯'), 1)
}

const sent = { outcome: { kind: 'sent' }, testSession: false }

describe('sendFriend, sendGroup, sendDiscuss', () => {
  it('send what the page sends, field by field', async () => {
    const ok = () => reply({ errCode: 0, msg: 'send ok' })
    const { transport, seen } = scripted(ok(), ok(), ok())
    const client = createClient(transport, () => tickets, now)
    const content = writeContent('嗯')
    expect(await client.sendFriend(3269846909, content, 22700002)).toEqual(sent)
    await client.sendGroup(2714498213, content, 22700003)
    await client.sendDiscuss(1622730951, content, 22700004)
    const tail = (msg_id: number) => ({ content, face: 252, clientid: 53999199, msg_id, psessionid: 'ps' })
    expect(seen.map((request) => [request.url, r(request)])).toEqual([
      ['https://d1.web2.qq.com/channel/send_buddy_msg2', { to: 3269846909, ...tail(22700002) }],
      ['https://d1.web2.qq.com/channel/send_qun_msg2', { group_uin: 2714498213, ...tail(22700003) }],
      ['https://d1.web2.qq.com/channel/send_discu_msg2', { did: 1622730951, ...tail(22700004) }],
    ])
    expect(Object.keys(r(seen[0]) as object)).toEqual(['to', 'content', 'face', 'clientid', 'msg_id', 'psessionid'])
    expect((r(seen[0]) as { content: string }).content).toBe(
      '["嗯",["font",{"name":"宋体","size":10,"style":[0,0,0],"color":"000000"}]]',
    )
  })

  it.each([[{ errCode: 0, msg: 'send ok' }], [{ retcode: 0, result: 'ok' }], [{ retcode: '0' }]])(
    'take %j for sent',
    async (body) => {
      expect(await sendTo(body)).toEqual(sent)
    },
  )

  it.each([1202, 100100, 100012])('are uncertain after %d', async (code) => {
    const outcome = { kind: 'uncertain', code }
    expect(await sendTo({ errCode: code, errMsg: 'ERROR' })).toMatchObject({ outcome })
    expect(await sendTo({ retcode: code })).toMatchObject({ outcome })
  })

  it.each([103, 108, 116, 100000, 100006, 4711])('are refused with %d', async (code) => {
    expect(await sendTo({ retcode: code })).toMatchObject({ outcome: { kind: 'refused' } })
  })

  it('tell a handle that nobody has from other refusals', async () => {
    const outcome = { kind: 'unknown-target', code: 100001 }
    expect(await sendTo({ retcode: 100001 })).toEqual({ outcome, testSession: false })
  })

  it.each([
    [103, true],
    [108, true],
    [122, true],
    [100000, true],
    [100012, true],
    [1202, false],
    [100100, false],
    [100006, false],
    [4711, false],
  ])('say after %d whether the session is in doubt: %j', async (retcode, testSession) => {
    expect(await sendTo({ retcode })).toMatchObject({ testSession })
  })

  it('hand out a renewed ptwebqq; what became of the message nobody says', async () => {
    expect(await sendTo({ retcode: 116, p: 'new' })).toEqual({
      outcome: { kind: 'uncertain', code: 116 },
      testSession: false,
      ptwebqq: 'new',
    })
    expect(await sendTo({ retcode: 116 })).toEqual({ outcome: { kind: 'refused', code: 116 }, testSession: false })
  })

  it.each([
    ['<html>502 Bad Gateway</html>', 502, 'uncertain'],
    ['<html>504</html>', 504, 'uncertain'],
    ['', 200, 'uncertain'],
    ['<html>who knows</html>', 200, 'uncertain'],
    ['{}', 200, 'uncertain'],
    ['<html>403</html>', 403, 'refused'],
    ['<html>404</html>', 404, 'refused'],
    ['<h1>Error occured:</h1><pre>{{case_clause,{invalid_json,x}}}</pre>', 500, 'refused'],
  ])('%j with status %d is %s', async (body, status, kind) => {
    expect(await sendTo(body, status)).toEqual({ outcome: { kind, code: null }, testSession: false })
  })

  it('do not throw when no reply comes: it may have been delivered', async () => {
    const client = createClient(scripted(null).transport, () => tickets, now)
    const outcome = { kind: 'uncertain', code: null }
    expect(await client.sendFriend(1, '[]', 1)).toEqual({ outcome, testSession: false })
  })
})
