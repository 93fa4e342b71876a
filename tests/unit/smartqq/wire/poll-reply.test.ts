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
    expect(readPollReply(reply(body))).toMatchObject({ kind: 'nothing' })
  })

  it.each([
    ['', 200, 'back-off-and-count', 'empty'],
    ['\n', 200, 'back-off-and-count', 'empty'],
    ['<html><h1>504 Gateway Time-out</h1></html>', 504, 'back-off', 'http-504'],
    ['<html><h1>502 Bad Gateway</h1></html>', 502, 'back-off', 'http-502'],
    ['<html><h1>404 Not Found</h1></html>', 404, 'back-off', 'http-404'],
    ['<h1>Error</h1>', 500, 'back-off', 'http-5xx'],
    ['<html><hr><center>nginx/1.4.7</center></html>', 200, 'back-off', 'error-page'],
    ['<html>please log in to our Wi-Fi</html>', 200, 'portal', 'portal-page'],
    ['<html>please log in to our Wi-Fi</html>', 511, 'portal', 'portal-page'],
    ['<html>Forbidden</html>', 403, 'wait-and-count', 'http-403'],
    ['{"retcode":0,"result":[{"poll', 200, 'wait-and-count', 'broken'],
    ['{}', 200, 'wait-and-count', 'no-code'],
    ['[]', 200, 'wait-and-count', 'broken'],
    ['"ok"', 200, 'wait-and-count', 'broken'],
    ['null', 200, 'wait-and-count', 'broken'],
  ])('reads %j with status %d as %s', (body, status, kind, answer) => {
    expect(readPollReply(reply(body, status))).toMatchObject({ kind, answer })
  })

  it.each([
    ['{"retcode":116,"p":"new"}', { kind: 'store-ptwebqq', value: 'new' }],
    ['{"retcode":116}', { kind: 'wait-and-count', answer: 'no-renewal' }],
    ['{"errmsg":"error","retcode":103}', { kind: 'test-session', answer: 103, words: 'login-not-accepted' }],
    ['{"retcode":120}', { kind: 'relink', answer: 120 }],
    ['{"retcode":121,"t":"0"}', { kind: 'relink', answer: 121, words: 'elsewhere' }],
    ['{"retcode":100}', { kind: 'login-lost', answer: 100, words: 'login-not-accepted' }],
    ['{"retcode":109}', { kind: 'ended-by-us', answer: 109 }],
    ['{"retcode":4711}', { kind: 'wait-and-count', answer: 4711 }],
    ['{"retcode":-3}', { kind: 'wait-and-count', answer: -3 }],
    ['{"retcode":103,"result":{}}', { kind: 'test-session', answer: 103, words: 'login-not-accepted' }],
  ])('reads %j', (body, verdict) => {
    expect(readPollReply(reply(body))).toEqual(verdict)
  })

  it('reads a message with raw control characters, keeping its line ends', () => {
    const body = '{"result":[{"poll_type":"message","value":{"content":["a\nb\u0000\u0002\\n\\"c"]}}],\n"retcode":0}'
    expect(readPollReply(reply(body))).toEqual({
      kind: 'items',
      items: [{ poll_type: 'message', value: { content: ['a\nb\n"c'] } }],
    })
  })
})
