import type { Table } from './row.ts'

export type QrDo =
  | 'waiting'
  | 'scanned'
  /** Show a new code. */
  | 'expired'
  | 'done'
  /** Only Tencent's safety centre helps. */
  | 'frozen'
  /** Something of this attempt was wrong; a new code from the start may do. */
  | 'restart'
  /** No, and a new code does not change it. */
  | 'refused'
  /** Ask again in a few seconds: the code is what it was. */
  | 'ask-again'
  /** Not ptlogin's answer. */
  | 'strange'

/** Answers to ptqrlogin, by the first argument of `ptuiCB`. Its Chinese text is never looked at. */
export const qr: Table<QrDo> = {
  0: { do: 'done', note: 'the third argument is the check_sig link; with a link to aq.qq.com: `frozen-link`' },
  3: { do: 'refused', note: 'wrong number or password: of password logins only' },
  4: { do: 'restart', words: 'captcha-needed', note: 'wrong captcha; with sub-code 2 the page is too old' },
  7: { do: 'restart', words: 'cookies-missing', note: 'parameters or cookies wrong' },
  10: { do: 'refused', words: 'captcha-needed', note: 'captcha needed (lwqq)' },
  24: { do: 'restart', words: 'cookies-missing', note: 'cookies missing' },
  65: { do: 'expired', note: 'older than 120 s, or refused on the phone' },
  66: { do: 'waiting', note: 'not scanned yet' },
  67: { do: 'scanned', note: 'scanned, the confirm button not pressed yet' },
  10005: { do: 'refused', words: 'security-check', note: 'security check (lwqq)' },
  10006: { do: 'refused', words: 'security-check', note: 'security check (Mojo-Webqq)' },
  'frozen-link': { do: 'frozen', words: 'account-frozen', note: 'code 0 with a link to aq.qq.com: account frozen' },
  'unknown-code': { do: 'refused', note: 'nobody explains it' },
  redirect: { do: 'ask-again', words: 'portal', note: 'a network that asks for its own login first' },
  'http-403': { do: 'refused', words: 'address-refused', note: 'ptqrtoken of another code, or the address is refused' },
  'http-404': { do: 'ask-again', words: 'service-off', note: 'service off' },
  'http-4xx': { do: 'ask-again', note: 'the web server found the request wrong' },
  'http-502': { do: 'ask-again', words: 'service-off', note: 'backend down' },
  'http-503': { do: 'ask-again', words: 'service-off', note: 'backend down' },
  'http-504': { do: 'ask-again', words: 'service-off', note: 'backend down' },
  'http-5xx': { do: 'ask-again', words: 'service-off', note: 'the web server is in trouble' },
  'portal-page': { do: 'strange', words: 'portal', note: 'a network that asks for its own login first' },
  'error-page': { do: 'strange', words: 'service-off', note: 'outage page under a good status' },
  empty: { do: 'strange', note: 'an outage' },
  broken: { do: 'strange', note: 'no call of ptuiCB' },
  'no-code': { do: 'strange', note: 'no call of ptuiCB' },
  'invalid-json': { do: 'strange', note: 'no call of ptuiCB' },
  'no-reply': { do: 'ask-again', note: 'reset, refused or offline' },
  'time-out': { do: 'ask-again', note: 'nothing within 30 s' },
}
