import type { Answer } from '../answer.ts'
import type { EndpointName } from '../endpoints.ts'
import * as calls from './calls.ts'
import { login, relink } from './login.ts'
import { poll } from './poll.ts'
import { qr } from './qr.ts'
import type { Row } from './row.ts'
import { send } from './send.ts'

/**
 * All there is to know about the answers of the service: kind of call -> answer -> meaning, what we do, what the user
 * is told. Nothing about a code is decided anywhere else. docs/PROTOCOL.md says the same in words.
 *
 * A table never makes good data bad: items, lists and profiles that came are used, whatever the code beside them
 * (pandolia/qqbot #262).
 */
export const tables = { poll, send, login, relink, qr, ...calls } as const
export type Family = keyof typeof tables
export type DoOf<F extends Family> = (typeof tables)[F]['unknown-code']['do']

/** What an answer to a kind of call means. Total: each code has a meaning, if only `unknown-code`. */
export function meaningOf<F extends Family>(family: F, answer: Answer): Row<DoOf<F>> {
  const table = tables[family]
  return (table[answer] ?? table['unknown-code']) as Row<DoOf<F>>
}

/** The kind of each call whose answers are read the same way; polls, sends and the login have readers of their own. */
const kinds = {
  qrShow: 'pictures',
  qrStatus: 'profile',
  checkSig: 'profile',
  authAgain: 'profile',
  logout: 'session',
  vfwebqq: 'profile',
  login2: 'session',
  friends: 'lists',
  groups: 'lists',
  discusses: 'lists',
  online: 'session',
  recent: 'lists',
  self: 'profile',
  friendInfo: 'profile',
  strangerInfo: 'profile',
  longNick: 'profile',
  qqLevel: 'profile',
  realNumber: 'realNumbers',
  groupInfo: 'groupDetails',
  discussInfo: 'groupDetails',
  changeStatus: 'session',
  closeChannel: 'session',
  poll: 'session',
  sendFriend: 'session',
  sendGroup: 'session',
  sendDiscuss: 'session',
  sessSignature: 'signature',
  sendSess: 'session',
  shake: 'session',
  inputNotify: 'session',
  qunGroups: 'qun',
  qunFriends: 'qun',
  qunMembers: 'qun',
  avatar: 'pictures',
  numberAvatar: 'pictures',
  facePicture: 'pictures',
  offlinePicture: 'files',
  groupPicture: 'files',
} as const satisfies Record<EndpointName, keyof typeof calls>

/** What an answer to a call of the table of calls means, for the calls that only fetch something. */
export function meaningOfCall(endpoint: EndpointName, answer: Answer): Row<calls.CallDo> {
  return meaningOf(kinds[endpoint], answer)
}

/**
 * An answer in one line for whoever puts it into words: `login2:115:blocked-for-a-while`, or `login2:4711` when there
 * are none. Neither secret nor private.
 * @param call the endpoint's name
 */
export function detailOf(call: EndpointName, answer: Answer, words?: Row['words']): string {
  return words ? `${call}:${answer}:${words}` : `${call}:${answer}`
}
