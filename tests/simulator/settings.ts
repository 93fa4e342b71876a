import { ERAS, PRESETS } from './eras.ts'
import type { Era } from './eras.ts'
import { ControlError } from './find-by-key.ts'
import { isOneOf } from './narrow.ts'

/** Shapes of a poll reply that says "nothing new"; see docs/SIMULATOR.md for the bodies and their years. */
export const EMPTY_FORMS = [
  '100012',
  'retmsg-ok',
  'error!!!',
  '102',
  '1202',
  '100100',
  'ok-string',
  'empty-list',
  'null-result',
  'empty-body',
  '502',
  '504',
  'reset',
] as const
export type EmptyForm = (typeof EMPTY_FORMS)[number]

/** The two builds of the official page's script that are known, as our page behaves. */
export const PAGE_BUILDS = ['201604', '20161220'] as const
export type PageBuild = (typeof PAGE_BUILDS)[number]

/** What the control API can change while the simulator runs. */
export type Settings = {
  /** Presets everything below that says "era". */
  era: Era
  /** How long a poll with no news is held. */
  holdSeconds: number
  /** The reply when the hold runs out (era). */
  emptyForm: EmptyForm
  /** Order of several items in one reply. */
  batchOrder: 'newest' | 'oldest'
  /** Shape of poll items: until 2015-11 with msg_id2, reply_ip, seq and the recorded order of keys, later short (era). */
  itemFormat: 'old' | 'new'
  /** Whether Chinese is written as \u escapes, as in old replies, or raw (era). */
  chinese: 'escaped' | 'raw'
  /** `msg_type` of new items: 0 until 2017-05, then 1, 4, 5 (era). */
  msgTypes: 'zero' | 'kinds'
  /** Whether pictures arrive in messages; stripped since 2015-12 (era). */
  pictures: 'stripped' | 'delivered'
  /** Whether faces above 170 keep their number or become 0 (era). */
  faces: 'mapped' | 'all'
  /** Whether faces sent from a phone keep their number; since spring 2017 all become 0 (era). */
  phoneFaces: 'kept' | 'lost'
  /** Whether items other than messages and kicks reach the poll; hardly ever since 2017 (era). */
  oldKinds: 'delivered' | 'withheld'
  /** Whether a delivered send comes back through the poll (since 2017-05-24; era). */
  echo: boolean
  /** A send that went well: `{"errCode":0,"msg":"send ok"}` since 2015-12, `{"retcode":0,"result":"ok"}` before (era). */
  sendReply: 'errCode' | 'retcode'
  /** Whether the login sets a `ptwebqq` cookie (until the end of 2017) or none (era). */
  ptwebqq: 'none' | 'issued'
  /** Whether login2's vfwebqq is good for the lists; wrong since 2015-12 (era). */
  login2Vfwebqq: 'right' | 'wrong'
  /** Whether every login has a psessionid of its own, or all the same one as since 2015-12. */
  psessionid: 'per-login' | 'constant'
  /** Whether d.web2.qq.com answers as d1 does; a 403 page since 2015-12 (era). */
  dHost: 'open' | 'closed'
  /** Whether the first poll wants get_online_buddies2 before it; since 2016-04 (era). */
  onlineFirst: boolean
  /** Whether ptqrlogin wants the hash of qrsig; since 2017-02 (era). */
  ptqrtoken: 'required' | 'ignored'
  /** Whether get_friend_uin2 gives real numbers; a 404 page since 2017-04 (era). */
  friendUin2: 'open' | 'closed'
  /** Whether temporary messages to strangers arrive; swallowed since 2016-01 (era). */
  tempMessages: 'delivered' | 'swallowed'
  /** Whether the calls that only WebQQ had (searching, remarks, categories, leaving groups) still answer (era). */
  webqqCalls: 'open' | 'gone'
  /** Whether qun.qq.com and qinfo.clt.qq.com take these cookies; not since 2018 (era). */
  qun: 'open' | 'closed'
  /** The hard end of a login, in hours of the service's clock after the scan; 0 = never. */
  sessionHours: number
  /** What a poll is told after that end: 103, or at once and again and again `{"errmsg":"error","retcode":0,"retmsg":"ok"}`. */
  deadForm: '103' | 'retmsg-ok-flood'
  /** Hours after which get_group_info_ext2 fails while polling still works; 0 = never. */
  agedHours: number
  /** How it fails then: members without nicks, or 100003. */
  agedForm: 'no-nicks' | '100003'
  /** Added to the service's clock in the `Date` header and in `time` of messages, in milliseconds; ends no login. */
  clockOffset: number
  /** What https://w.qq.com/ answers. */
  httpsPage: 'redirect' | 'serve'
  /** As which build of the official script our page behaves; counts at its next load. */
  pageBuild: PageBuild
  /** Content-Type of JSON replies. */
  contentType: 'text/plain' | 'text/html' | 'none'
  /** Whether a new login gets new handles. */
  uinMode: 'shuffle' | 'same'
  /** Whether poll items show other uins than the lists (reported once: an account used from two regions). */
  listUinDiffers: boolean
  /** The account is frozen: a confirmed code leads to aq.qq.com and opens no login. */
  frozen: boolean
  /** How the masks of the group list are written; both were seen. */
  masks: 'number' | 'string'
  /** Whether the account itself is among its friends. */
  selfInFriends: boolean
  /** Whether texts that look like SQL are answered with success and dropped. */
  textFilter: boolean
  /** Hours after which the group pages no longer know a login that chats on; 0 = never. */
  qunHours: number
  /** How many member lists the group pages give a login before they call it malicious; 0 = any number. */
  qunMost: number
  /** How often one may send the same text to the same place before it is dropped; 0 = ever. */
  mostRepeats: number
  /** Sends closer together than this are answered with success and dropped; 0 = never. Milliseconds. */
  minSendGapMs: number
  /** Share of sends (0 to 1) that are delivered and told 1202. */
  uncertainRate: number
  /** Share of sends that are lost and told 1202. */
  uncertainLostRate: number
  /** Share of sends that are lost and told "send ok". */
  dropRate: number
}

/** The service as it was in 2018. */
export const defaultSettings = (): Settings => ({
  era: '2018',
  ...PRESETS['2018'],
  holdSeconds: 60,
  batchOrder: 'newest',
  psessionid: 'per-login',
  sessionHours: 48,
  deadForm: '103',
  agedHours: 0,
  agedForm: 'no-nicks',
  clockOffset: 0,
  httpsPage: 'redirect',
  pageBuild: '20161220',
  contentType: 'text/plain',
  uinMode: 'shuffle',
  listUinDiffers: false,
  frozen: false,
  masks: 'number',
  selfInFriends: false,
  textFilter: false,
  qunHours: 0,
  qunMost: 0,
  mostRepeats: 0,
  minSendGapMs: 0,
  uncertainRate: 0,
  uncertainLostRate: 0,
  dropRate: 0,
})

const CHOICES: Record<string, readonly string[]> = {
  era: ERAS,
  emptyForm: EMPTY_FORMS,
  batchOrder: ['newest', 'oldest'],
  itemFormat: ['old', 'new'],
  chinese: ['escaped', 'raw'],
  msgTypes: ['zero', 'kinds'],
  pictures: ['stripped', 'delivered'],
  faces: ['mapped', 'all'],
  phoneFaces: ['kept', 'lost'],
  oldKinds: ['delivered', 'withheld'],
  sendReply: ['errCode', 'retcode'],
  ptwebqq: ['none', 'issued'],
  login2Vfwebqq: ['right', 'wrong'],
  psessionid: ['per-login', 'constant'],
  dHost: ['open', 'closed'],
  ptqrtoken: ['required', 'ignored'],
  friendUin2: ['open', 'closed'],
  qun: ['open', 'closed'],
  tempMessages: ['delivered', 'swallowed'],
  webqqCalls: ['open', 'gone'],
  masks: ['number', 'string'],
  deadForm: ['103', 'retmsg-ok-flood'],
  agedForm: ['no-nicks', '100003'],
  httpsPage: ['redirect', 'serve'],
  pageBuild: PAGE_BUILDS,
  contentType: ['text/plain', 'text/html', 'none'],
  uinMode: ['shuffle', 'same'],
}
const RATES = ['uncertainRate', 'uncertainLostRate', 'dropRate']

/**
 * Applies a change as it came in; nothing is changed when any part of it is wrong. An `era` is applied first: what is named
 * beside it counts.
 * @throws ControlError for an unknown name or a value of the wrong kind
 */
export function changeSettings(settings: Settings, change: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(change)) {
    const now = new Map<string, unknown>(Object.entries(settings)).get(name)
    if (now === undefined) {
      throw new ControlError(`settings: "${name}" is not known (${Object.keys(settings).join(', ')})`)
    }
    const choices = CHOICES[name]
    if (choices !== undefined && !isOneOf<unknown>(choices, value)) {
      throw new ControlError(`settings: ${name} must be one of ${choices.join(', ')}`)
    }
    if (typeof value !== typeof now) throw new ControlError(`settings: ${name} must be a ${typeof now}`)
    if (typeof value !== 'number') continue
    const isSigned = name === 'clockOffset'
    if (!Number.isFinite(value) || (value < 0 && !isSigned) || (value > 1 && RATES.includes(name))) {
      throw new ControlError(`settings: ${name} is out of range`)
    }
  }
  const { era } = change
  Object.assign(settings, isOneOf(ERAS, era) ? PRESETS[era] : {}, change)
}
