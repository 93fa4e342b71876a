import { createRandom } from '../random.ts'
import type { Clock } from '../clock.ts'
import type { Settings } from '../settings.ts'
import type { SetCookie } from '../wire/cookies.ts'
import { LONG_GONE, YEAR_2038 } from '../wire/cookies.ts'
import type { World } from '../world.ts'
import { personOf } from '../find-by-key.ts'
import { issueHandles, NO_HANDLES } from './handles.ts'
import type { Handles, Swaps } from './handles.ts'

/** Why a login no longer works. */
export type End = 'expired' | 'elsewhere' | 'kicked' | 'logout'

/** One login of the account, from the confirmed code on. */
export type Session = {
  id: number
  /** Real number of the account. */
  account: number
  /** When the code was confirmed: the hard end is counted from here. Milliseconds, the service's clock. */
  scannedAt: number
  /** When it was opened. Milliseconds, the service's clock. */
  since: number
  /** Null while it lives. */
  ended: End | null
  /** After 'elsewhere': the first poll is told 121, later ones 103. */
  toldElsewhere: boolean
  /** After 'elsewhere': whether login2 may win the account back. */
  canRelink: boolean
  skey: string
  pSkey: string
  pt4Token: string
  superKey: string
  superToken: string
  ptcz: string
  ptwebqq: string
  vfwebqq: string
  psessionid: string
  /** The one-use key of the check_sig link; null once used. */
  ptsigx: string | null
  /** login2 was done. */
  connected: boolean
  /** get_online_buddies2 was called since login2, or the year does not want it; without it poll2 answers 103. */
  onlineAsked: boolean
  /** A new ptwebqq that the next poll hands out with code 116. */
  nextPtwebqq: string | null
  handles: Handles
}

export type Sessions = {
  /** The newest login whose check_sig was used. */
  current(): Session | null
  byPsessionid(psessionid: string): Session | null
  byPSkey(pSkey: string): Session | null
  byPtsigx(ptsigx: string): Session | null
  byPt4Token(token: string): Session | null
  /** A confirmed login that is not open yet: its check_sig link was not used. */
  prepare(): Session
  /** Uses up the check_sig link. Returns the login that this one replaces, if it was alive. */
  open(session: Session): Session | null
  swapAtNextLogin(swaps: Swaps): void
  /** Ends the logins whose time is over. Returns the current one if it was among them. */
  endDue(): Session | null
  /** When the current login ends by itself, by the service's clock; null when it does not. */
  endsAt(): number | null
  /** How many logins were opened. */
  count(): number
}

const TOKEN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-'
const NOBODY: Swaps = { people: [], groups: [] }
const HOUR = 3_600_000

/** The psessionid that everybody was given since December 2015, as it was recorded. */
export const CONSTANT_PSESSIONID =
  '8368046764001d636f6e6e7365727665725f77656271714031302e3133332e34312e383400001ad00000066b026e040015808a206d0000000a' +
  '406172314338344a69526d0000002859185d94e66218548d1ecb1a12513c86126b3afb97a3c2955b1070324790733ddb059ab166de6857'

/** What the logins of one account need to know. */
export type SessionContext = { seed: string; world: World; settings: Settings; clock: Clock }

/** The logins of one account. */
export function createSessions({ seed, world, settings, clock }: SessionContext): Sessions {
  const all: Session[] = []
  let current: Session | null = null
  let opened = 0
  let swaps = NOBODY

  const endOf = (session: Session): number =>
    settings.sessionHours === 0 ? Number.POSITIVE_INFINITY : session.scannedAt + settings.sessionHours * HOUR

  return {
    current: () => current,
    // Of logins with the same constant ticket the current one counts.
    byPsessionid: (psessionid) =>
      current?.psessionid === psessionid ? current : (all.find((session) => session.psessionid === psessionid) ?? null),
    byPSkey: (pSkey) => all.find((session) => session.pSkey === pSkey) ?? null,
    byPtsigx: (ptsigx) => all.find((session) => session.ptsigx === ptsigx) ?? null,
    byPt4Token: (token) => all.find((session) => session.pt4Token === token) ?? null,
    prepare() {
      const id = all.length + 1
      const loginSeed = `${seed}/login/${id}`
      const random = createRandom(`${loginSeed}/tickets`)
      let asked = false
      const session: Session = {
        id,
        account: world.ownNumber,
        scannedAt: clock.now(),
        since: clock.now(),
        ended: null,
        toldElsewhere: false,
        canRelink: false,
        skey: `@${random.text(9, TOKEN.slice(0, 62))}`,
        pSkey: `${random.text(43, TOKEN)}_`,
        pt4Token: `${random.text(43, TOKEN)}_`,
        superKey: `${random.text(43, TOKEN)}_`,
        superToken: String(random.below(4_294_967_296)),
        ptcz: random.hex(64),
        ptwebqq: settings.ptwebqq === 'issued' ? random.hex(64) : '',
        vfwebqq: random.hex(80),
        psessionid: settings.psessionid === 'constant' ? CONSTANT_PSESSIONID : random.hex(224),
        ptsigx: random.hex(128),
        connected: false,
        get onlineAsked() {
          return asked || !settings.onlineFirst
        },
        set onlineAsked(value) {
          asked = value
        },
        nextPtwebqq: null,
        // Replaced when the login is opened: nobody sees a number of it before.
        handles: NO_HANDLES,
      }
      all.push(session)
      return session
    },
    open(session) {
      const replaced = current !== null && current.ended === null ? current : null
      session.handles = issueHandles(world, {
        seed: `${seed}/login/${session.id}`,
        previous: current?.handles ?? null,
        reuse: settings.uinMode === 'same',
        swaps,
        listUinDiffers: () => settings.listUinDiffers,
      })
      swaps = NOBODY
      session.ptsigx = null
      session.since = clock.now()
      current = session
      opened += 1
      return replaced
    },
    swapAtNextLogin(next) {
      swaps = next
    },
    endDue() {
      const due = all.filter((session) => session.ended === null && clock.now() >= endOf(session))
      for (const session of due) session.ended = 'expired'
      return due.find((session) => session === current) ?? null
    },
    endsAt() {
      const ends = current === null || current.ended !== null ? Number.POSITIVE_INFINITY : endOf(current)
      return Number.isFinite(ends) ? ends : null
    },
    count: () => opened,
  }
}

const uinCookie = (world: World): string => `o${String(world.ownNumber).padStart(10, '0')}`

/** Cookies of ptqrlogin with code 0. */
export function loginCookies(world: World, session: Session): SetCookie[] {
  const uin = uinCookie(world)
  const nick = Buffer.from(personOf(world, world.ownNumber).nick).toString('hex')
  return [
    { name: 'pt2gguin', value: uin, domain: 'qq.com', until: YEAR_2038 },
    { name: 'uin', value: uin, domain: 'qq.com' },
    { name: 'skey', value: session.skey, domain: 'qq.com' },
    { name: 'superuin', value: uin, domain: 'ptlogin2.qq.com', httpOnly: true },
    { name: 'superkey', value: session.superKey, domain: 'ptlogin2.qq.com', httpOnly: true },
    { name: 'supertoken', value: session.superToken, domain: 'ptlogin2.qq.com' },
    { name: `ptnick_${world.ownNumber}`, value: nick, domain: 'ptlogin2.qq.com' },
    { name: 'ptisp', value: 'ctc', domain: 'qq.com' },
    { name: 'RK', value: session.ptcz.slice(0, 10), domain: 'qq.com', until: YEAR_2038 },
    { name: 'ptcz', value: session.ptcz, domain: 'qq.com', until: YEAR_2038 },
    ...(session.ptwebqq === '' ? [] : [{ name: 'ptwebqq', value: session.ptwebqq, domain: 'qq.com' }]),
  ]
}

/**
 * Cookies of check_sig, in the recorded order: the expired twins on qq.com come after the good p_skey on web2.qq.com, so a
 * jar that ignores domains throws the good one away.
 */
export function checkSigCookies(world: World, session: Session): SetCookie[] {
  const uin = uinCookie(world)
  return [
    { name: 'pt2gguin', value: uin, domain: 'qq.com', until: YEAR_2038 },
    { name: 'uin', value: uin, domain: 'qq.com' },
    { name: 'skey', value: session.skey, domain: 'qq.com' },
    ...(session.ptwebqq === '' ? [] : [{ name: 'ptwebqq', value: session.ptwebqq, domain: 'qq.com' }]),
    { name: 'p_skey', value: session.pSkey, domain: 'web2.qq.com' },
    { name: 'pt4_token', value: session.pt4Token, domain: 'web2.qq.com' },
    { name: 'p_uin', value: '', domain: 'qq.com', until: LONG_GONE },
    { name: 'p_skey', value: '', domain: 'qq.com', until: LONG_GONE },
    { name: 'pt4_token', value: '', domain: 'qq.com', until: LONG_GONE },
    { name: 'p_uin', value: uin, domain: 'web2.qq.com' },
  ]
}

/** Whether the cookies are those of this account's login; the uin may or may not be zero-padded. */
export function ownsUin(world: World, cookie: string | undefined): boolean {
  return cookie !== undefined && /^o0*\d+$/.test(cookie) && Number(cookie.slice(1)) === world.ownNumber
}
