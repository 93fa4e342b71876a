/** Each code and form of answer that clients of SmartQQ reported, where they met it, and what comes of it here. */
import { describe, expect, it } from 'vitest'
import { toBackendError } from '../../../../lib/smartqq/wire/backend-error.ts'
import { createClient } from '../../../../lib/smartqq/wire/client.ts'
import type { Client } from '../../../../lib/smartqq/wire/client.ts'
import { NetworkError } from '../../../../lib/smartqq/wire/errors.ts'
import { login, relink } from '../../../../lib/smartqq/wire/login.ts'
import { qrStatus } from '../../../../lib/smartqq/wire/qr-login.ts'
import { send } from '../../../../lib/smartqq/wire/send.ts'
import { sessionWorks } from '../../../../lib/smartqq/wire/session-test.ts'
import type { Transport, WireReply } from '../../../../lib/smartqq/wire/transport.ts'
import { code, items, LOST, world } from './poll-world.ts'
import type { PollAnswer } from './poll-world.ts'
import { never, now, reply, scripted, tickets } from './scripted.ts'

const html = (status: number) => reply(`<html><h1>${status}</h1><hr><center>nginx/1.4.7</center></html>`, status)
const portal = reply('<html><title>Free Wi-Fi</title></html>')
const redirect = { ...reply('', 0), redirected: true }
const invalidJson = reply('<h1>Error occured:</h1><pre>{{case_clause,{invalid_json,<<"x">>}}}</pre>', 500)
const erlangOk = reply('<h1>Error occured:</h1><pre>{{case_clause,{invalid_json,<<"x">>}}}</pre>')
const cutShort = reply('{"retcode":0,"result":[{"poll_')
const timeOut: Transport = async ({ endpoint }) => {
  throw new NetworkError(endpoint, 'no reply', 'time-out')
}
const clientOf = (...replies: (WireReply | null)[]) => createClient(scripted(...replies).transport, () => tickets, now)

describe('to a poll', () => {
  /** What the loop does between this answer and the next poll, or how it ends. */
  async function happens(answer: PollAnswer): Promise<string> {
    const w = world([[answer], [items]])
    const end = await w.run()
    const between = w.calls.slice(1, w.calls.indexOf('poll', 1))
    if (w.polls.length < 2) return end
    return [...between, `polls after ${Math.round(w.polls[1]!.at / 1_000)} s`].join(', ')
  }

  it.each<[string, PollAnswer, string]>([
    ['0', code(0), 'polls after 1 s'],
    ['100, session gone', code(100), 'login-lost'],
    ['101, unexplained', code(101), 'polls after 10 s'],
    ['102, no message', code(102), 'polls after 1 s'],
    ['103, not accepted', code(103), 'test, polls after 1 s'],
    ['108, cookie missing', code(108), 'login-lost'],
    ['109, ended by us', code(109), 'polls after 10 s'],
    ['110, ended by us', code(110), 'polls after 10 s'],
    ['114, unexplained', code(114), 'polls after 10 s'],
    ['116 with p', reply({ retcode: 116, p: 'new' }), 'adopt, polls after 1 s'],
    ['116 without p', code(116), 'polls after 10 s'],
    ['120, connection lost', code(120), 'relink, polls after 1 s'],
    ['121, elsewhere', reply({ retcode: 121, t: '0' }), 'relink, polls after 1 s'],
    ['122, wrong client', code(122), 'login-lost'],
    ['1202, nothing new', code(1202), 'polls after 1 s'],
    ['100000, logged out', code(100000), 'login-lost'],
    ['100001, steps wrong', code(100001), 'relink, polls after 1 s'],
    ['100005, unexplained', code(100005), 'polls after 10 s'],
    ['100006, malformed', code(100006), 'polls after 10 s'],
    ['100012, hold ran out', code(100012), 'polls after 1 s'],
    ['100100, nothing new', code(100100), 'polls after 1 s'],
    ['100101, no cookie', code(100101), 'polls after 10 s'],
    ['a code nobody has seen', code(31415), 'polls after 10 s'],
    ['a redirect', redirect, 'test, polls after 10 s'],
    ['a portal', portal, 'test, polls after 10 s'],
    ['403', html(403), 'polls after 10 s'],
    ['404', html(404), 'polls after 1 s'],
    ['502', html(502), 'polls after 1 s'],
    ['503', html(503), 'polls after 1 s'],
    ['504', html(504), 'polls after 1 s'],
    ['an outage page under 200', html(200), 'polls after 1 s'],
    ['no body', reply(''), 'polls after 1 s'],
    ['half a reply', cutShort, 'polls after 10 s'],
    ['JSON without sense', reply({}), 'polls after 10 s'],
    ['r is no JSON', invalidJson, 'polls after 10 s'],
    ['a reset', LOST, 'test, polls after 1 s'],
  ])('%s', async (_, answer, expected) => {
    expect(await happens(answer)).toBe(expected)
  })

  it('items beside any code are kept', async () => {
    for (const retcode of [100, 103, 121, 100000, 100003, 31415]) {
      const w = world([[reply({ retcode, result: [{ poll_type: 'message', value: {} }] })]])
      await w.run()
      expect(w.kept).toHaveLength(1)
    }
  })
})

describe('to a send', () => {
  const message = { target: 1, content: '[]', msgId: 1 }
  const sending = (transport: Transport) => send(transport, 'sendFriend', message, tickets, never)

  it.each<[string, WireReply | null, string]>([
    ['errCode 0', reply({ errCode: 0, msg: 'send ok' }), 'sent'],
    ['retcode 0', reply({ retcode: 0, result: 'ok' }), 'sent'],
    ['100', code(100), 'refused, session tested'],
    ['103', code(103), 'refused, session tested'],
    ['108', code(108), 'refused, session tested'],
    ['116 without p', code(116), 'refused'],
    ['116 with p', reply({ retcode: 116, p: 'new' }), 'uncertain'],
    ['121', code(121), 'refused, session tested'],
    ['122', code(122), 'refused, session tested'],
    ['1202', reply({ errCode: 1202 }), 'uncertain'],
    ['100000', code(100000), 'refused, session tested'],
    ['100001', code(100001), 'unknown-target'],
    ['100006', code(100006), 'refused'],
    ['100012', code(100012), 'uncertain, session tested'],
    ['100100', code(100100), 'uncertain'],
    ['100101', code(100101), 'refused, session tested'],
    ['another errCode', reply({ errCode: 2, errMsg: 'no' }), 'refused'],
    ['a redirect', redirect, 'refused'],
    ['403', html(403), 'refused'],
    ['404', html(404), 'refused'],
    ['502', html(502), 'uncertain'],
    ['504', html(504), 'uncertain'],
    ['a portal', portal, 'uncertain'],
    ['no body', reply(''), 'uncertain'],
    ['half a reply', cutShort, 'uncertain'],
    ['r is no JSON', invalidJson, 'refused'],
    ['r is no JSON, under 200', erlangOk, 'refused'],
    ['a reset', null, 'uncertain'],
  ])('%s', async (_, answer, expected) => {
    const { outcome, testSession } = await sending(scripted(answer).transport)
    expect(outcome.kind + (testSession ? ', session tested' : '')).toBe(expected)
  })

  it('a time-out', async () => {
    expect((await sending(timeOut)).outcome.kind).toBe('uncertain')
  })
})

describe('to login2', () => {
  const VF = reply({ retcode: 0, result: { vfwebqq: 'v' } })
  const SESSION = reply({ retcode: 0, result: { psessionid: 'p', uin: 5 } })

  it.each<[string, WireReply, string, string]>([
    ['0', SESSION, 'in', 'in'],
    ['60, to be unlocked', code(60), 'not-allowed', 'scan-again'],
    ['103', code(103), 'cookies', 'scan-again'],
    ['106, white list', code(106), 'not-allowed', 'scan-again'],
    ['108', code(108), 'cookies', 'scan-again'],
    ['111, black list', code(111), 'not-allowed', 'scan-again'],
    ['112, overloaded', code(112), 'overload', 'later'],
    ['113, later', code(113), 'overload', 'later'],
    ['115, blocked', code(115), 'blocked', 'later'],
    ['100000', code(100000), 'cookies', 'scan-again'],
    ['100001', code(100001), 'cookies', 'scan-again'],
    ['100002', code(100002), 'cookies', 'scan-again'],
    ['100005, unexplained', code(100005), 'unknown', 'scan-again'],
    ['100012', code(100012), 'overload', 'later'],
    ['100101', code(100101), 'cookies', 'scan-again'],
    ['404', html(404), 'NetworkError', 'NetworkError'],
    ['502', html(502), 'NetworkError', 'NetworkError'],
    ['a portal', portal, 'NetworkError', 'NetworkError'],
    ['a redirect', redirect, 'NetworkError', 'NetworkError'],
    ['no body', reply(''), 'MalformedReplyError', 'MalformedReplyError'],
    ['half a reply', cutShort, 'MalformedReplyError', 'MalformedReplyError'],
  ])('%s', async (_, answer, logsIn, relinks) => {
    const named = (error: Error) => error.name
    const cookies = { ptwebqq: null, uinCookie: null }
    const first = await login(scripted(VF, answer).transport, cookies, now, never).catch(named)
    expect(typeof first === 'string' ? first : first.kind === 'in' ? 'in' : first.why).toBe(logsIn)
    const again = await relink(scripted(answer).transport, tickets, never).catch(named)
    expect(typeof again === 'string' ? again : again.kind).toBe(relinks)
  })
})

describe('to a list, a profile or another call', () => {
  async function fails(ask: (client: Client) => Promise<unknown>, answer: WireReply | null): Promise<string> {
    const error = await ask(clientOf(answer)).then(
      () => null,
      (reason: unknown) => toBackendError(reason),
    )
    if (!error) return 'good'
    return error.why + (error.retryAfterMs === undefined ? '' : `, again in ${error.retryAfterMs / 1_000} s`)
  }
  const friends = (client: Client) => client.friends()
  const groups = (client: Client) => client.groups()
  const members = (client: Client) => client.groupInfo(1)
  const profile = (client: Client) => client.friendInfo(1)
  const online = (client: Client) => client.online()
  const number = (client: Client) => client.realNumber(1, 'person')
  const groupPages = (client: Client) => client.qunFriends('skey')

  it.each<[string, (client: Client) => Promise<unknown>, WireReply | null, string]>([
    ['friends: 6, account locked', friends, code(6), 'refused, again in 3600 s'],
    ['groups: 13', groups, code(13), 'refused, again in 600 s'],
    ['friends: 50, wrong hash', friends, code(50), 'refused, again in 600 s'],
    ['friends: 100000', friends, code(100000), 'login-lost'],
    ['friends: 100003', friends, code(100003), 'refused, again in 1200 s'],
    ['friends: 100003 with the list', friends, reply({ retcode: 100003, result: { friends: [], info: [] } }), 'good'],
    ['friends: 100100, http', friends, code(100100), 'refused, again in 600 s'],
    ['friends: 100101, no cookie', friends, code(100101), 'refused'],
    ['members: 6, gid for code', members, code(6), 'refused'],
    ['members: 15, no right', members, code(15), 'refused'],
    ['members: 100003', members, code(100003), 'refused, again in 1200 s'],
    ['profile: unexplained', profile, code(31415), 'refused'],
    ['profile: 103', profile, code(103), 'login-lost'],
    ['profile: 122, wrong client', profile, code(122), 'login-lost'],
    ['online: 103', online, code(103), 'login-lost'],
    ['real number: 404 page', number, html(404), 'network'],
    ['real number: closed, a page', number, reply('A…0</h3>'), 'network'],
    ['real number: 502 after hundreds', number, html(502), 'network, again in 3600 s'],
    ['group pages: ec 1, no login', groupPages, reply({ ec: 1, em: 'no&nbsp;login' }), 'refused'],
    ['group pages: too many calls', groupPages, reply({ ec: 99, em: 'anti-malicious' }), 'refused, again in 21600 s'],
    ['friends: a portal', friends, portal, 'network, again in 30 s'],
    ['friends: 502', friends, html(502), 'network, again in 30 s'],
    ['friends: 404', friends, html(404), 'network, again in 300 s'],
    ['friends: no body', friends, reply(''), 'malformed, again in 30 s'],
    ['friends: a reset', friends, null, 'network, again in 10 s'],
  ])('%s', async (_, ask, answer, expected) => {
    expect(await fails(ask, answer)).toBe(expected)
  })
})

describe('to the test of a session', () => {
  it.each<[string, WireReply | null, boolean | 'nobody knows']>([
    ['a list', reply({ retcode: 0, result: [] }), true],
    ['103', code(103), false],
    ['100000', code(100000), false],
    ['100001', code(100001), false],
    ['100003', code(100003), false],
    ['an unexplained code', code(31415), false],
    ['112, overloaded', code(112), 'nobody knows'],
    ['100012, time-out behind the server', code(100012), 'nobody knows'],
    ['502', html(502), 'nobody knows'],
    ['a portal', portal, 'nobody knows'],
    ['half a reply', cutShort, 'nobody knows'],
    ['a reset', null, 'nobody knows'],
  ])('%s', async (_, answer, expected) => {
    const works = sessionWorks(() => clientOf(answer).online()).catch(() => 'nobody knows')
    expect(await works).toBe(expected)
  })
})

describe('to the question about a QR code', () => {
  const LINK = 'http://ptlogin2.web2.qq.com/check_sig?x=1'
  const ptui = (value: number, url = '') => reply(`ptuiCB('${value}','0','${url}','0','…', '');`)

  it.each<[string, WireReply | null, string]>([
    ['66', ptui(66), 'waiting'],
    ['67', ptui(67), 'scanned'],
    ['65', ptui(65), 'expired'],
    ['0', ptui(0, LINK), 'done'],
    ['0, frozen', ptui(0, 'http://aq.qq.com/cn/services/abnormal/abnormal_index'), 'frozen'],
    ['3', ptui(3), 'refused'],
    ['4', ptui(4), 'refused'],
    ['7', ptui(7), 'refused'],
    ['10, captcha', ptui(10), 'refused'],
    ['24, cookies', ptui(24), 'refused'],
    ['10005, security check', ptui(10005), 'refused'],
    ['10006, security check', ptui(10006), 'refused'],
    ['403', html(403), 'refused'],
    ['404', html(404), 'NetworkError'],
    ['502', html(502), 'NetworkError'],
    ['a redirect', redirect, 'NetworkError'],
    ['no body', reply(''), 'MalformedReplyError'],
    ['a reset', null, 'NetworkError'],
  ])('%s', async (_, answer, expected) => {
    const kind = await qrStatus(scripted(answer).transport, { qrsig: 'q', now }, never).then(
      (result) => result.kind,
      (error: Error) => error.name,
    )
    expect(kind).toBe(expected)
  })
})
