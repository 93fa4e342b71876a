import { describe, expect, it } from 'vitest'
import { readPollReply } from '../../../../lib/smartqq/wire/poll-reply.ts'
import { reply } from './scripted.ts'

const item = { poll_type: 'message', value: { content: ['在吗'], from_uin: 1, time: 2 } }

describe('readPollReply', () => {
  it('gives the items in the order they arrived, unread', () => {
    expect(readPollReply(reply({ result: [item, 'rubbish', null], retcode: 0 }))).toEqual({
      kind: 'items',
      items: [item, 'rubbish', null],
    })
  })

  it('never lets a code hide items', () => {
    expect(readPollReply(reply({ result: [item], retcode: 100003 }))).toEqual({ kind: 'items', items: [item] })
    expect(readPollReply(reply({ result: [item] }))).toEqual({ kind: 'items', items: [item] })
    expect(readPollReply(reply({ result: item, retcode: 0 }))).toEqual({ kind: 'items', items: [item] })
  })

  it.each([
    ['{"retcode":102,"errmsg":""}'],
    ['{"errmsg":"error!!!","retcode":0}\n'],
    ['{"errmsg":"error","retcode":0,"retmsg":"ok"}\n'],
    ['{"errmsg":"error","retcode":100012,"retmsg":"cmd[qconnect.0], errmsg[RecvTimeout], cost[59.956365374s]"}'],
    ['{"errmsg":"error","retcode":1202}'],
    ['{"errmsg":"error","retcode":100100}'],
    ['{"retcode":0,"result":"ok"}'],
    ['{"retcode":0,"result":[]}'],
    ['{"retcode":0,"result":null}'],
    ['{"retcode":"102"}'],
  ])('takes %j for nothing new', (body) => {
    expect(readPollReply(reply(body))).toEqual({ kind: 'nothing' })
  })

  it.each([
    ['', 200],
    ['\n', 200],
    ['<html><h1>504 Gateway Time-out</h1></html>', 504],
    ['<html><h1>502 Bad Gateway</h1></html>', 502],
    ['<html><h1>404 Not Found</h1></html>', 404],
  ])('takes %j with status %d for nothing, and tells whose word that is', (body, status) => {
    expect(readPollReply(reply(body, status))).toEqual({ kind: 'nothing', status })
  })

  it.each([
    ['{"retcode":116,"p":"new"}', { kind: 'ptwebqq', value: 'new' }],
    ['{"retcode":116}', { kind: 'unknown', code: 116 }],
    ['{"errmsg":"error","retcode":103}', { kind: 'not-ready', code: 103 }],
    ['{"retcode":120}', { kind: 'relink', code: 120 }],
    ['{"retcode":121,"t":"0"}', { kind: 'relink', code: 121 }],
    ['{"retcode":100}', { kind: 'login-lost', code: 100 }],
    ['{"retcode":108}', { kind: 'login-lost', code: 108 }],
    ['{"retcode":100000}', { kind: 'login-lost', code: 100000 }],
    ['{"retcode":100001}', { kind: 'relink', code: 100001 }],
    ['{"retcode":109}', { kind: 'ended-by-us', code: 109 }],
    ['{"retcode":110}', { kind: 'ended-by-us', code: 110 }],
    ['{"retcode":4711}', { kind: 'unknown', code: 4711 }],
    ['{"retcode":-3}', { kind: 'unknown', code: -3 }],
  ])('reads %j', (body, verdict) => {
    expect(readPollReply(reply(body))).toEqual(verdict)
  })

  it.each([
    ['<html>please log in</html>', 200],
    ['<html>Forbidden</html>', 403],
    ['<h1>Error</h1>', 500],
    ['{"retcode":0,"result":[{"poll', 200],
    ['{}', 200],
    ['[]', 200],
    ['"ok"', 200],
    ['null', 200],
  ])('calls %j with status %d strange', (body, status) => {
    expect(readPollReply(reply(body, status))).toEqual({ kind: 'strange', status })
  })

  it('reads a message with raw control characters, keeping its line ends', () => {
    const body = '{"result":[{"poll_type":"message","value":{"content":["a\nb\u0000\u0002\\n\\"c"]}}],\n"retcode":0}'
    expect(readPollReply(reply(body))).toEqual({
      kind: 'items',
      items: [{ poll_type: 'message', value: { content: ['a\nb\n"c'] } }],
    })
  })
})
