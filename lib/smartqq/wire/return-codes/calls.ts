import { HOUR, MINUTE, SECOND } from '../../../time.ts'
import type { Row, Table } from './row.ts'
import type { WireWords } from './words.ts'

export type CallDo =
  /** Good, or good whenever its data is there. */
  | 'use-data'
  /** No, and no again if asked the same way. What was known before stays. */
  | 'refused'
  /** Not now: what was known before stays, and `retryAfterMs` later it is worth asking again. */
  | 'retry-later'
  /** Compute the hash anew from the tickets of now and ask once more. */
  | 'rehash'
  /** The whole session is over, not only this call. */
  | 'login-lost'
  /** Closed for us: not asked again in this login, and nobody is told. */
  | 'drop-feature'

const later = (retryAfterMs: number, note: string, words?: WireWords): Row<CallDo> => ({
  do: 'retry-later',
  retryAfterMs,
  ...(words ? { words } : {}),
  note,
})
const lost = (note: string, words: WireWords = 'login-not-accepted'): Row<CallDo> => ({ do: 'login-lost', words, note })
const refused = (note: string, words?: WireWords): Row<CallDo> => ({
  do: 'refused',
  ...(words ? { words } : {}),
  note,
})
const closed = (note: string): Row<CallDo> => ({ do: 'drop-feature', note })

/** Answers that mean the same whichever list, profile or session call was asked. */
const COMMON: Table<CallDo> = {
  0: { do: 'use-data', note: 'good' },
  100: lost('the session is gone'),
  103: lost('session not accepted'),
  108: lost('cookie missing', 'cookies-missing'),
  112: later(5 * MINUTE, 'server overloaded', 'overloaded'),
  113: later(5 * MINUTE, 'ask again later', 'overloaded'),
  115: later(30 * MINUTE, 'number or address blocked for some time', 'blocked-for-a-while'),
  122: lost('"wrong web client3": kind of client not accepted', 'wrong-client'),
  100000: lost('cookies of the wrong domain, or logged out'),
  100001: refused('wrong parameters, or a handle of another login'),
  100003: later(20 * MINUTE, 'refused for now, sometimes with complete data (qqbot #262, #345)', 'service-refuses'),
  100006: refused('request malformed: a mistake of ours'),
  100012: later(1 * MINUTE, 'time-out behind the server'),
  100100: later(10 * MINUTE, 'http where https was wanted (December 2018, qqbot #384)'),
  100101: refused('no cookie, no User-Agent or no Referer', 'cookies-missing'),
  'unknown-code': refused('nobody explains it', 'service-refuses'),
  redirect: later(30 * SECOND, 'a login page, or a network that asks for its own login first', 'portal'),
  'http-403': later(10 * MINUTE, 'wrong headers, or the address is refused', 'address-refused'),
  'http-404': later(5 * MINUTE, 'service off', 'service-off'),
  'http-4xx': refused('the web server found the request wrong'),
  'http-502': later(30 * SECOND, 'backend down', 'service-off'),
  'http-503': later(30 * SECOND, 'backend down', 'service-off'),
  'http-504': later(30 * SECOND, 'backend too slow', 'service-off'),
  'http-5xx': later(30 * SECOND, 'the web server is in trouble', 'service-off'),
  'portal-page': later(30 * SECOND, 'a network that asks for its own login first', 'portal'),
  'error-page': later(30 * SECOND, 'outage page under a good status', 'service-off'),
  empty: later(30 * SECOND, 'an outage'),
  broken: later(1 * MINUTE, 'cut off, or no JSON'),
  'no-code': later(10 * MINUTE, 'neither data nor a code'),
  'invalid-json': refused('`r` was no JSON: a mistake of ours'),
  'no-reply': later(10 * SECOND, 'reset, refused or offline'),
  'time-out': later(10 * SECOND, 'nothing within 30 s'),
}

/** Friends, groups, discussions, recent. */
export const lists: Table<CallDo> = {
  ...COMMON,
  6: later(1 * HOUR, 'friends: account locked', 'account-must-be-unlocked'),
  13: later(10 * MINUTE, 'group list refused (QQRobot #30, qqbot #380)', 'service-refuses'),
  50: { do: 'rehash', retryAfterMs: 10 * MINUTE, note: 'wrong hash (lwqq)' },
}

/** Members of groups and discussions. */
export const groupDetails: Table<CallDo> = {
  ...COMMON,
  6: refused('gid given where the code is wanted (Yinzo PR 66)'),
  15: refused('no such group, or no right to see it'),
}

/** One person: profile, signature, level. */
export const profile: Table<CallDo> = COMMON

/**
 * get_online_buddies2, the test of a session, and the calls that change it. `login-lost` and `refused`: the session
 * does not work (pandolia/qqbot takes every code but 0 for that); `retry-later`: nobody knows.
 */
export const session: Table<CallDo> = {
  ...COMMON,
  100001: lost('order of steps wrong; session expired'),
  100003: refused('refused, until a new login (qqbot #345)', 'service-refuses'),
}

/** The signature a message to a stranger needs. */
export const signature: Table<CallDo> = {
  ...COMMON,
  'unknown-code': closed('no messages to strangers since January 2016 (Mojo-Webqq)'),
}

/** Pictures in messages, and files: closed since December 2015. */
export const files: Table<CallDo> = {
  ...COMMON,
  102: refused('transfer timed out'),
  114: refused('offline file; nobody explains it (lwqq #234)'),
  'unknown-code': closed('closed since December 2015'),
  'http-403': closed('closed'),
  'http-404': closed('closed'),
}

/** Avatars and face pictures: a picture or nothing. */
export const pictures: Table<CallDo> = {
  ...COMMON,
  redirect: refused('no such picture'),
  'http-403': refused('no such picture'),
  'http-404': refused('no such picture'),
  empty: refused('no such picture'),
}

/** get_friend_uin2: closed in April 2017, with a page in place of JSON (qqbot #106). */
export const realNumbers: Table<CallDo> = {
  ...COMMON,
  'unknown-code': closed('closed since April 2017'),
  'http-403': closed('closed since April 2017'),
  'http-404': closed('closed since April 2017'),
  'portal-page': closed('closed since April 2017: a page in place of JSON'),
  'error-page': closed('closed since April 2017: a page in place of JSON'),
  broken: closed('closed since April 2017'),
  'http-502': later(1 * HOUR, 'asked a few hundred times in a row (qqbot #23)', 'too-many-calls'),
}

/** qun.qq.com and qinfo.clt.qq.com; the code is `ec`. Closed to SmartQQ's cookies since January 2018. */
export const qun: Table<CallDo> = {
  ...COMMON,
  0: { do: 'use-data', note: 'good, done' },
  1: closed('`no login`: closed to our cookies since January 2018'),
  3: refused('management: not done'),
  11: refused('management: not done'),
  14: refused('management: not done'),
  100: closed('not a code of these hosts'),
  103: closed('not a code of these hosts'),
  108: closed('not a code of these hosts'),
  122: closed('not a code of these hosts'),
  100000: closed('not a code of these hosts'),
  'unknown-code': closed('nobody explains it'),
  redirect: closed('a login page'),
  'http-403': closed('closed'),
  'http-404': closed('closed'),
  'portal-page': closed('a login page'),
  'error-page': closed('closed'),
  broken: closed('closed'),
  'too-many-calls': later(6 * HOUR, '`anti-malicious`: too many calls (qqbot #244)', 'too-many-calls'),
}

/** Search for people and groups, and adding them: nothing of ours asks these. */
export const search: Table<CallDo> = {
  ...COMMON,
  6: later(6 * HOUR, 'more than about 15 people added in a row', 'too-many-calls'),
  100110: { do: 'drop-feature', words: 'captcha-needed', note: 'captcha needed' },
}
