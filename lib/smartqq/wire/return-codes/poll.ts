import type { Table } from './row.ts'

export type PollDo =
  /** Poll again. Three in a row that came too fast for a held poll: a dead session, tested. */
  | 'nothing'
  /** Take `p` as ptwebqq, poll again. */
  | 'store-ptwebqq'
  /** get_online_buddies2, then relink, then ask for a scan: one rung a time, until a poll works. */
  | 'test-session'
  /** login2 with `state`; twice without a good poll between them: the login is lost. */
  | 'relink'
  | 'login-lost'
  /** Wait 10 s, poll again, count nothing. */
  | 'ended-by-us'
  /** Wait 10 s, poll again; more than three in a row: as `test-session`. */
  | 'wait-and-count'
  /** After a hold: nothing new. At once: an outage; wait 1 s, doubling to 30 s. */
  | 'back-off'
  /** As `back-off`, but three in a row are a session to test, as with `nothing`. */
  | 'back-off-and-count'
  /** As `wait-and-count`, but before the next poll get_online_buddies2 has to get through. */
  | 'portal'
  /** Wait 1 s, doubling to 30 s, until get_online_buddies2 gets through; then poll. */
  | 'wait-for-line'
  /** get_online_buddies2 at once, then poll. */
  | 'test-line'

/** Answers to poll2. Items win over all of them. The policy is what long-lived clients agree on: docs/PROTOCOL.md. */
export const poll: Table<PollDo> = {
  0: { do: 'nothing', note: 'no items: `"error!!!"`, `retmsg: "ok"`, `result: "ok"`, `[]`, null' },
  100: { do: 'login-lost', words: 'login-not-accepted', note: 'NotReLogin: the session is gone' },
  101: { do: 'wait-and-count', note: 'nobody explains it' },
  102: { do: 'nothing', note: 'no message (until 2015)' },
  103: {
    do: 'test-session',
    words: 'login-not-accepted',
    note: 'session not accepted: online states not asked yet, or dead (Yinzo #38)',
  },
  108: { do: 'login-lost', words: 'cookies-missing', note: 'cookie missing' },
  109: { do: 'ended-by-us', note: 'this session was ended by the client itself' },
  110: { do: 'ended-by-us', note: 'this session was ended by the client itself' },
  114: { do: 'wait-and-count', note: 'nobody explains it' },
  116: { do: 'store-ptwebqq', note: 'ptwebqq renewed, new value in `p`' },
  120: { do: 'relink', note: 'ReLinkFailure: connection lost' },
  121: { do: 'relink', words: 'elsewhere', note: 'connection lost, or the same number elsewhere' },
  122: { do: 'login-lost', words: 'wrong-client', note: '"wrong web client3": kind of client not accepted' },
  1202: { do: 'nothing', note: 'nothing new (qqbot #124)' },
  100000: { do: 'login-lost', words: 'login-not-accepted', note: 'cookies of the wrong domain, or logged out' },
  100001: { do: 'relink', note: 'order of steps or parameters wrong; session expired' },
  100012: { do: 'nothing', note: 'RecvTimeout: the hold ran out' },
  100100: { do: 'nothing', note: 'nothing new' },
  'no-renewal': { do: 'wait-and-count', note: '116 without `p`' },
  'unknown-code': { do: 'wait-and-count', note: 'the page: wait 10 s and count' },
  redirect: { do: 'portal', words: 'portal', note: 'a login page, or a network that asks for its own login first' },
  'http-403': { do: 'wait-and-count', words: 'address-refused', note: 'wrong headers, or the address is refused' },
  'http-404': { do: 'back-off', words: 'service-off', note: 'service off' },
  'http-4xx': { do: 'wait-and-count', note: 'the web server found the request wrong' },
  'http-502': { do: 'back-off', words: 'service-off', note: 'backend down (nginx)' },
  'http-503': { do: 'back-off', words: 'service-off', note: 'backend down' },
  'http-504': { do: 'back-off', words: 'service-off', note: 'the hold ran out (qqbot #70)' },
  'http-5xx': { do: 'back-off', words: 'service-off', note: 'the web server is in trouble' },
  'portal-page': { do: 'portal', words: 'portal', note: 'a network that asks for its own login first' },
  'error-page': { do: 'back-off', words: 'service-off', note: 'outage page under a good status' },
  empty: { do: 'back-off-and-count', note: 'nothing new (2014), or an outage' },
  broken: { do: 'wait-and-count', note: 'cut off, or no JSON' },
  'no-code': { do: 'wait-and-count', note: 'JSON of a shape we do not know' },
  'invalid-json': { do: 'wait-and-count', note: '`r` was no JSON: a mistake of ours' },
  'no-reply': { do: 'wait-for-line', note: 'reset, refused or offline' },
  'time-out': { do: 'test-line', note: 'twice the hold has passed: the line is dead' },
}
