/** What a code means in answer to a poll; codes without a meaning are unknown: wait, count, test. */
export type PollMeaning = 'nothing' | 'ptwebqq' | 'not-ready' | 'relink' | 'login-lost' | 'ended-by-us'
/** What a code means in answer to a send; codes without a meaning are refusals. */
export type SendMeaning = 'sent' | 'uncertain'
/** What a code means in answer to getvfwebqq and login2; codes without a meaning are refusals nobody explains. */
export type LoginMeaning = 'cookies' | 'not-allowed' | 'overload' | 'blocked'

export interface CodeMeaning {
  poll?: PollMeaning
  send?: SendMeaning
  login?: LoginMeaning
  /** In answer to a list or profile call: the whole session is gone, not only this call. */
  call?: 'login-lost'
  /** For engineers. */
  note: string
}

/**
 * The service's `retcode` (`errCode` in send replies), as far as clients and the page's script explain it. A code
 * alone never makes a list or profile call fail: its reply is good when its data is there.
 */
export const returnCodes: Readonly<Record<number, CodeMeaning>> = {
  0: { poll: 'nothing', send: 'sent', note: 'good; on a poll without items: nothing new' },
  6: { note: 'group details: gid given where the code is wanted' },
  13: { note: 'group list refused' },
  15: { note: 'group details: no such group, or no right to see it' },
  50: { note: 'lists: wrong hash' },
  60: { login: 'not-allowed', note: 'account must be unlocked first' },
  100: { poll: 'login-lost', call: 'login-lost', note: 'session gone' },
  102: { poll: 'nothing', note: 'no message (until 2015)' },
  103: {
    poll: 'not-ready',
    login: 'cookies',
    call: 'login-lost',
    note: 'session not accepted: online states not asked yet, or dead',
  },
  106: { login: 'not-allowed', note: 'number not on the white list' },
  108: { poll: 'login-lost', login: 'cookies', call: 'login-lost', note: 'cookie missing' },
  109: { poll: 'ended-by-us', note: 'session was ended by the client itself' },
  110: { poll: 'ended-by-us', note: 'session was ended by the client itself' },
  111: { login: 'not-allowed', note: 'number on the black list' },
  112: { login: 'overload', note: 'server overloaded' },
  113: { login: 'overload', note: 'ask again later' },
  115: { login: 'blocked', note: 'number or address blocked for some time' },
  116: { poll: 'ptwebqq', note: 'ptwebqq renewed, new value in p; a refusal on a send' },
  120: { poll: 'relink', note: 'connection lost' },
  121: { poll: 'relink', note: 'connection lost, or the same number elsewhere' },
  122: { poll: 'login-lost', call: 'login-lost', note: 'kind of client not accepted' },
  1202: { poll: 'nothing', send: 'uncertain', note: 'send: mostly delivered, sometimes not' },
  100000: {
    poll: 'login-lost',
    login: 'cookies',
    call: 'login-lost',
    note: 'cookies of the wrong domain or logged out',
  },
  100001: { poll: 'relink', login: 'cookies', note: 'order of steps or parameters wrong; handle of another login' },
  100002: { login: 'cookies', note: 'ptwebqq invalid' },
  100003: { note: 'refused for now; sometimes with complete data' },
  100006: { note: 'request malformed' },
  100012: { poll: 'nothing', send: 'uncertain', note: 'time-out behind the server; on a poll the hold ran out' },
  100100: { poll: 'nothing', send: 'uncertain', note: 'poll: nothing new; send: delivered where anybody looked' },
  100101: { login: 'cookies', note: 'no cookie, no User-Agent or no Referer' },
}

/** @returns null for a code nobody explains */
export function pollMeaning(code: number): PollMeaning | null {
  return returnCodes[code]?.poll ?? null
}

export function sendMeaning(code: number): SendMeaning | 'refused' {
  return returnCodes[code]?.send ?? 'refused'
}

export function loginMeaning(code: number): LoginMeaning | 'unknown' {
  return returnCodes[code]?.login ?? 'unknown'
}

/** Whether a refused list or profile call says that the whole login is over. */
export function endsLogin(code: number): boolean {
  return returnCodes[code]?.call === 'login-lost'
}
