import type { SentMessage } from '../simulator/account/sent-log.ts'
import type { FriendshipType } from '../simulator/account/event-items.ts'
import type { FileEvent } from '../simulator/account/file-items.ts'
import type { GroupEvent } from '../simulator/account/group-items.ts'
import type { Crowd } from '../simulator/world-crowd.ts'
import type { FaultKind } from '../simulator/wire/faults.ts'
import type { Portal } from '../simulator/wire/front.ts'
import type { LoggedRequest } from '../simulator/wire/request-log.ts'
import type { EmptyForm, Settings } from '../simulator/settings.ts'
import { until } from './until.ts'

export type { LoggedRequest, SentMessage }

/** A person, group or discuss as the control API names it: real number, remark, or a nick or name that is the only one. */
export type Key = string | number

/** Text, or the parts after the font; `at`: ms since the epoch. */
export type Words =
  | string
  | {
      text?: string
      content?: unknown[]
      at?: number
      mentionMe?: boolean
      split?: boolean
      fromPhone?: boolean
      magicFace?: boolean
      brokenFont?: boolean
    }

/** What a friend is doing, as `presence` sets it. */
export type FriendStatus = 'online' | 'away' | 'busy' | 'callme' | 'silent' | 'offline'

/**
 * Whether an item of a kind that the service of 2017 and 2018 kept to itself is delivered all the same. Absent: as the
 * setting `oldKinds` (the era) has it.
 */
export type Delivery = { deliver?: boolean }

/** A failure on the line; docs/SIMULATOR.md lists the kinds. `ms` for drip, slow and duplicate. */
export type PlannedFault = {
  path: string
  kind: FaultKind
  retcode?: number
  times?: number
  ms?: number
  form?: EmptyForm
}

/** One of several messages that arrive in one batch. */
export type Line = { friend: Key } | { group: Key; member: Key } | { discuss: Key; member: Key }

/** What the control API tells about the service now; docs/SIMULATOR.md says what each part means. */
export interface SimulatorState {
  account: { number: number; nick: string; status: string }
  qr: { state: 'none' | 'waiting' | 'scanned' | 'confirmed' | 'expired'; shownAt: number | null }
  login: {
    id: number
    since: number
    /** When it ends by itself, by the service's clock. */
    endsAt: number | null
    alive: boolean
    ended: string | null
    connected: boolean
  } | null
  polling: { held: boolean; since: number; scheme: string; viaPage: boolean } | null
  queued: number
  sentCount: number
  logins: number
  /** The service's clock, ms, and how far it is ahead of the machine's. */
  clock: { now: number; ahead: number }
  friends: { number: number; nick: string; remark: string | null; category: number; uin: number | null }[]
  groups: { number: number; name: string; gid: number | null; code: number | null; members: unknown[] }[]
  discusses: { number: number; name: string; did: number | null; members: unknown[] }[]
}

/** A cookie of a login that was made without a scan. */
export interface LoginCookie {
  name: string
  value: string
  domain: string
  path: string
  httpOnly: boolean
}

/** The phone that scans, and the friends who write: the simulator's control API over HTTP, as docs/SIMULATOR.md has it. */
export type Phone = ReturnType<typeof createPhone>

/**
 * @param controlUrl As `startSimulator` gives it.
 * @throws {Error} From every verb, with the simulator's own words, when it refuses.
 */
export function createPhone(controlUrl: string) {
  const call = async (path: string, body?: object) => {
    const response = await fetch(
      `${controlUrl}/api/${path}`,
      body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {},
    )
    const answer = await response.json()
    if (!answer.ok) throw new Error(`The simulator refused ${path}: ${answer.error}`)
    return answer
  }
  /** The state without the people: a large world is megabytes. */
  const brief = (): Promise<Omit<SimulatorState, 'friends' | 'groups' | 'discusses'>> => call('state?brief')
  /** Gives whether the account was told. */
  const event = async (path: string, body: object): Promise<boolean> => (await call(path, body)).delivered
  const order = async (path: string, body: object = {}): Promise<void> => {
    await call(path, body)
  }
  const spoken = (words: Words) => (typeof words === 'string' ? { text: words } : words)
  const say = async (body: object): Promise<number[]> => (await call('say', body)).ids

  const phone = {
    scan: () => order('scan'),
    confirm: () => order('confirm'),
    refuse: () => order('refuse'),
    expireQr: () => order('expire-qr'),
    /** A login without a scan; a story puts its cookies into the browser. */
    loginCookies: async (): Promise<LoginCookie[]> => (await call('login-cookies', {})).cookies,

    /** These give the message ids. */
    friendSays: (friend: Key, words: Words) => say({ friend, ...spoken(words) }),
    groupSays: (group: Key, member: Key, words: Words) => say({ group, member, ...spoken(words) }),
    discussSays: (discuss: Key, member: Key, words: Words) => say({ discuss, member, ...spoken(words) }),
    /** From now on this friend answers whatever reaches it, with these texts in turn; none: no more. `afterMs`: not at once. */
    answersByItself: (friend: Key, texts: readonly string[], afterMs = 0) =>
      order('answering-machine', { friend, texts, afterMs }),
    /** Several messages in one reply of the poll. */
    saysAtOnce: (items: (Line & { text: string; at?: number })[]) => say({ items }),
    /** A poll item as it is. */
    rawItem: (item: unknown) => order('raw-item', { item }),
    duplicateLast: () => order('duplicate-last'),
    selfSays: (to: { friend: Key } | { group: Key } | { discuss: Key }, text: string) =>
      order('self-says', { ...to, text }),

    /** These give whether a poll item came of it: of late years none did (see `Delivery`). */
    presence: (friend: Key, status: FriendStatus, more: Delivery & { client?: number } = {}) =>
      event('presence', { friend, status, ...more }),
    typing: (friend: Key, more: Delivery = {}) => event('typing', { friend, ...more }),
    shake: (friend: Key, more: Delivery = {}) => event('shake', { friend, ...more }),
    friendship: (
      type: FriendshipType,
      person: Key,
      more: Delivery & { nick?: string; msg?: string; category?: number } = {},
    ) => event('friendship', { type, person, ...more }),
    file: (
      friend: Key,
      fileEvent: FileEvent,
      more: Delivery & { name?: string; size?: number; session?: number } = {},
    ) => event('file', { friend, event: fileEvent, ...more }),
    shareFile: (group: Key, member: Key, name: string, more: Delivery = {}) =>
      event('share-file', { group, member, name, ...more }),
    groupEvent: (groupEvent: GroupEvent, group: Key, more: Delivery & { member?: Key; msg?: string } = {}) =>
      event('group-event', { event: groupEvent, group, ...more }),
    createGroup: (number: number, name: string, member: Key, more: Delivery = {}) =>
      event('group-event', { event: 'create', number, name, member, ...more }),
    strangerSays: (
      place: { group: Key } | { discuss: Key },
      member: Key,
      words: Words,
      more: Delivery = {},
    ): Promise<boolean> => event('stranger-says', { ...place, member, ...spoken(words), ...more }),
    tips: (value: Record<string, unknown>, more: Delivery = {}) => event('tips', { value, ...more }),
    /** Mutes a member or, without one, everybody; 0 minutes end it. An ordinary message, so it always comes. */
    mute: (group: Key, minutes: number, member?: Key) =>
      order('mute', { group, minutes, ...(member === undefined ? {} : { member }) }),

    /** What the account has sent, after number `since`. */
    sent: async (since = 0): Promise<SentMessage[]> => (await call(`sent?since=${since}`)).sent,
    /** Every request on the wire, after id `since`. */
    requests: async (since = 0): Promise<LoggedRequest[]> => (await call(`requests?since=${since}`)).requests,
    clearRequests: () => order('requests/clear'),
    state: (): Promise<SimulatorState> => call('state'),

    expireLogin: () => order('expire-login'),
    kick: (reason?: string) => order('kick', reason === undefined ? {} : { reason }),
    rotatePtwebqq: () => order('rotate-ptwebqq'),
    /** Another place polls. `relink`: a login2 wins the account back. */
    secondLogin: (more: { relink?: boolean } = {}) => order('second-login', more),
    cutLine: (on: boolean) => order('cut', { on }),
    fault: (fault: PlannedFault) => order('fault', fault),
    /** Random failures for a soak; a rate of 0 ends them. */
    storm: (storm: {
      paths?: string[]
      kinds?: FaultKind[]
      rate: number
      seed?: string
      retcode?: number
      ms?: number
    }) => order('storm', storm),
    portal: (mode: Portal) => order('portal', { mode }),
    clearFaults: () => order('faults/clear'),
    settings: (change: Partial<Settings>) => order('settings', change),
    /** Moves the service's clock on; logins and codes whose time is over end. */
    advanceClock: (advanceMs: number) => order('clock', { advanceMs }),
    setClock: (at: number) => order('clock', { at }),
    /** A larger world, before the login whose lists shall show it. */
    populate: (crowd: Partial<Crowd>) => order('populate', crowd),
    /** The phone of another account, made if need be: the next scan is by it, and these verbs speak of it. */
    account: (number: number, nick?: string) => order('account', nick === undefined ? { number } : { number, nick }),
    nextLogin: (swap: [Key, Key][]) => order('next-login', { swap }),
    world: (change: object) => order('world', change),

    /** Until the client shows a code (the simulator has handed one out). */
    waitForQr: (timeout?: number) =>
      until('a QR code to be shown', async () => (await brief()).qr.state === 'waiting', timeout),
    /** Until a poll of the client is held: it listens. */
    waitForPoll: (timeout?: number) =>
      until('a poll to be held', async () => (await brief()).polling?.held === true, timeout),
    /** Until at least `count` messages were sent after number `since`; gives them. */
    waitForSent: (count: number, since = 0, timeout?: number) =>
      until(
        `${count} sent messages`,
        async () => {
          const sent = await phone.sent(since)
          return sent.length >= count && sent
        },
        timeout,
      ),
  }
  return phone
}
