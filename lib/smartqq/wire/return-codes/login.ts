import { MINUTE, SECOND } from '../../../time.ts'
import type { Row, Table } from './row.ts'
import type { WireWords } from './words.ts'

export type LoginDo =
  | 'in'
  /** These cookies are no good: scan again. */
  | 'cookies'
  /** This account may not; scanning again does not help. */
  | 'not-allowed'
  | 'overload'
  | 'blocked'
  /** A refusal nobody explains. */
  | 'unknown'
  /** The service has not answered; the login is what it was. */
  | 'no-answer'

export type RelinkDo =
  | 'in'
  /** The login is lost. */
  | 'scan-again'
  /** Try again after `retryAfterMs`; without it after 1 s, doubling to 30 s. */
  | 'later'
  | 'no-answer'

const NOT_ACCEPTED = 'login-not-accepted'
const BLOCKED = { words: 'blocked-for-a-while', note: 'number or address blocked for some time' } as const

const noAnswer = (note: string, words?: WireWords): Row<'no-answer'> => ({
  do: 'no-answer',
  retryAfterMs: 10 * SECOND,
  ...(words ? { words } : {}),
  note,
})

/** Answers without a code, to getvfwebqq and to login2. */
const NO_CODE = {
  redirect: noAnswer('a login page, or a network that asks for its own login first', 'portal'),
  'http-403': noAnswer('wrong headers, or the address is refused', 'address-refused'),
  'http-404': noAnswer('service off', 'service-off'),
  'http-4xx': noAnswer('the web server found the request wrong'),
  'http-502': noAnswer('backend down', 'service-off'),
  'http-503': noAnswer('backend down', 'service-off'),
  'http-504': noAnswer('backend down', 'service-off'),
  'http-5xx': noAnswer('the web server is in trouble', 'service-off'),
  'portal-page': noAnswer('a network that asks for its own login first', 'portal'),
  'error-page': noAnswer('outage page under a good status', 'service-off'),
  empty: noAnswer('an outage'),
  broken: noAnswer('cut off, or no JSON'),
  'no-code': noAnswer('no session in the reply, or a shape we do not know'),
  'invalid-json': noAnswer('`r` was no JSON: a mistake of ours'),
  'no-reply': noAnswer('reset, refused or offline'),
  'time-out': noAnswer('nothing within 30 s'),
} as const

/** Answers to getvfwebqq and login2. The page calls each that is not 0 a failed login. */
export const login: Table<LoginDo> = {
  0: { do: 'in', note: 'good' },
  60: { do: 'not-allowed', words: 'account-must-be-unlocked', note: 'account must be unlocked first (lwqq)' },
  103: { do: 'cookies', words: NOT_ACCEPTED, note: 'cookies not accepted' },
  106: { do: 'not-allowed', words: 'not-on-white-list', note: 'number not on the white list (the page)' },
  108: { do: 'cookies', words: 'cookies-missing', note: 'cookie missing' },
  111: { do: 'not-allowed', words: 'blacklisted', note: 'number on the black list (the page)' },
  112: { do: 'overload', retryAfterMs: 5 * MINUTE, words: 'overloaded', note: 'server overloaded' },
  113: { do: 'overload', retryAfterMs: 5 * MINUTE, words: 'overloaded', note: 'ask again later' },
  115: { do: 'blocked', retryAfterMs: 30 * MINUTE, ...BLOCKED },
  100000: { do: 'cookies', words: NOT_ACCEPTED, note: 'cookies of the wrong domain, or logged out' },
  100001: { do: 'cookies', words: NOT_ACCEPTED, note: 'order of steps or parameters wrong; session expired' },
  100002: { do: 'cookies', words: NOT_ACCEPTED, note: 'ptwebqq invalid (the page)' },
  100005: { do: 'unknown', note: 'nobody explains it (lwqq #659)' },
  100012: { do: 'overload', retryAfterMs: 1 * MINUTE, words: 'overloaded', note: 'time-out behind the server' },
  100101: { do: 'cookies', words: 'cookies-missing', note: 'no cookie, no User-Agent or no Referer' },
  'unknown-code': { do: 'unknown', note: 'nobody explains it' },
  ...NO_CODE,
}

/** Answers to login2 with `state`, which takes a broken session up again. The page gives up at all it does not know. */
export const relink: Table<RelinkDo> = {
  0: { do: 'in', note: 'good; what it renews is taken over' },
  60: { do: 'scan-again', words: 'account-must-be-unlocked', note: 'account must be unlocked first (lwqq)' },
  103: { do: 'scan-again', words: NOT_ACCEPTED, note: 'log in anew (the page)' },
  106: { do: 'scan-again', words: 'not-on-white-list', note: 'number not on the white list (the page)' },
  111: { do: 'scan-again', words: 'blacklisted', note: 'number on the black list (the page)' },
  112: { do: 'later', words: 'overloaded', note: 'server overloaded' },
  113: { do: 'later', words: 'overloaded', note: '"ask later" (the page)' },
  115: { do: 'later', retryAfterMs: 10 * MINUTE, ...BLOCKED },
  100012: { do: 'later', note: 'time-out behind the server' },
  'unknown-code': { do: 'scan-again', words: NOT_ACCEPTED, note: 'the page gives up' },
  ...NO_CODE,
}
