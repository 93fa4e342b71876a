import type { Table } from './row.ts'

export type SendDo =
  | 'sent'
  /** May have been delivered. Never sent again by us; an echo makes it sent. */
  | 'uncertain'
  /** Not delivered. */
  | 'refused'
  /** Not delivered, because nobody has this handle: worth one try under a fresh one. */
  | 'unknown-target'
  /** Take `p` as ptwebqq; what became of the message nobody says, so it is uncertain. */
  | 'store-ptwebqq'

const lost = 'the session is not accepted'

/** Answers to send_buddy_msg2, send_qun_msg2, send_discu_msg2 and send_sess_msg2. */
export const send: Table<SendDo> = {
  0: { do: 'sent', note: '`errCode` 0 "send ok" (2015-12 on), `retcode` 0 "ok" before' },
  100: { do: 'refused', words: 'login-not-accepted', testSession: true, note: lost },
  103: { do: 'refused', words: 'login-not-accepted', testSession: true, note: lost },
  108: { do: 'refused', words: 'cookies-missing', testSession: true, note: 'cookie missing; discussions in 2015' },
  116: { do: 'store-ptwebqq', note: 'ptwebqq renewed, new value in `p`; seen once' },
  120: { do: 'refused', testSession: true, note: 'connection lost' },
  121: { do: 'refused', testSession: true, words: 'elsewhere', note: 'connection lost, or the same number elsewhere' },
  122: { do: 'refused', words: 'wrong-client', testSession: true, note: '"wrong web client3"' },
  1202: { do: 'uncertain', note: 'mostly delivered, sometimes not (qqbot #141, rebown #23, Yinzo #56)' },
  100000: { do: 'refused', words: 'login-not-accepted', testSession: true, note: 'cookies not good, or logged out' },
  100001: { do: 'unknown-target', note: 'handle of another login, or wrong parameters (ScienJus #54)' },
  100002: { do: 'refused', words: 'login-not-accepted', testSession: true, note: 'ptwebqq invalid' },
  100006: { do: 'refused', note: 'request malformed: a mistake of ours' },
  100012: {
    do: 'uncertain',
    testSession: true,
    note: 'time-out behind the server; the session is old (qqbot #136, #283)',
  },
  100100: { do: 'uncertain', note: 'delivered where anybody looked (qqbot #29)' },
  100101: {
    do: 'refused',
    words: 'cookies-missing',
    testSession: true,
    note: 'no cookie, no User-Agent or no Referer',
  },
  'no-renewal': { do: 'refused', note: '116 without `p`' },
  'unknown-code': { do: 'refused', note: 'not 0: the service says no' },
  redirect: { do: 'refused', words: 'portal', note: 'never got as far as the chat service' },
  'http-403': { do: 'refused', words: 'address-refused', note: 'turned away by the web server' },
  'http-404': { do: 'refused', words: 'service-off', note: 'turned away by the web server' },
  'http-4xx': { do: 'refused', note: 'turned away by the web server' },
  'http-502': { do: 'uncertain', words: 'service-off', note: 'nobody knows how far it got' },
  'http-503': { do: 'uncertain', words: 'service-off', note: 'nobody knows how far it got' },
  'http-504': { do: 'uncertain', words: 'service-off', note: 'nobody knows how far it got' },
  'http-5xx': { do: 'uncertain', words: 'service-off', note: 'nobody knows how far it got' },
  'portal-page': { do: 'uncertain', words: 'portal', note: 'most likely never got there, but nobody has said so' },
  'error-page': { do: 'uncertain', words: 'service-off', note: 'nobody knows how far it got' },
  empty: { do: 'uncertain', note: 'nobody knows how far it got' },
  broken: { do: 'uncertain', note: 'nobody knows how far it got' },
  'no-code': { do: 'uncertain', note: 'neither yes nor no' },
  'invalid-json': { do: 'refused', note: '`r` held raw control characters or bad escapes (kitech #14)' },
  'no-reply': { do: 'uncertain', note: 'nobody knows how far it got' },
  'time-out': { do: 'uncertain', note: 'nobody knows how far it got' },
}
