import type { Session } from '../account/sessions.ts'
import { checkSigCookies, loginCookies, ownsUin } from '../account/sessions.ts'
import { qrPicture } from '../pictures.ts'
import type { Service } from '../service.ts'
import type { SetCookie } from '../wire/cookies.ts'
import { LONG_GONE, setCookieLine } from '../wire/cookies.ts'
import { hash33, time33 } from '../wire/hashes.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { html } from '../wire/message.ts'
import { toJsString } from '../wire/text.ts'
import { personOf } from '../find-by-key.ts'
import { notAccepted, relinkNeeded } from '../account/polls.ts'

const APP_ID = '501004106'
const DAID = '164'

/** The 403 page of ptqrlogin when ptqrtoken does not fit the qrsig cookie. */
const FORBIDDEN = html(
  '<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1><hr><address>Tencent Login Server/2.0.0</address></body></html>\n',
  403,
  { Server: 'Tencent Login Server/2.0.0' },
)

/** GET /ptqrshow: a new picture and its qrsig. */
export function ptqrshow(service: Service, request: WireRequest): WireReply {
  const { qrsig, content } = service.qr.show()
  const cookie: SetCookie = { name: 'qrsig', value: qrsig, domain: 'ptlogin2.qq.com' }
  const scale = Number(request.query.get('s') ?? '3')
  return {
    status: 200,
    headers: {
      'Content-Type': 'image/png',
      'Cache-Control': 'no-cache',
      'Set-Cookie': (isInFrame(request) ? cookiesOfFrame(cookie) : [cookie]).map(setCookieLine),
    },
    body: qrPicture(content, scale >= 1 && scale <= 10 ? Math.floor(scale) : 3),
  }
}

const isInFrame = (request: WireRequest): boolean => request.headers['sec-fetch-dest'] === 'image'

/**
 * The login frame is another site than the http page around it: today's browsers keep its cookie only with these
 * attributes, some apart from the one that others have, some beside it. Both are set, so that no older code's is left
 * to be sent first. Other clients see the line of 2018.
 */
const cookiesOfFrame = (cookie: SetCookie): SetCookie[] =>
  [' SameSite=None; Secure', ' SameSite=None; Secure; Partitioned'].map((more) => ({ ...cookie, more }))

const callback = (
  fields: readonly [string, string, string, string, string],
  nick: string,
  cookies: SetCookie[] = [],
): WireReply =>
  html(`ptuiCB(${fields.map((field) => `'${toJsString(field)}'`).join(',')}, '${toJsString(nick)}');\r\n`, 200, {
    'Cache-Control': 'no-cache',
    'Set-Cookie': cookies.map(setCookieLine),
  })

/** Where a frozen account is sent in place of check_sig. */
const FROZEN_LINK = 'http://aq.qq.com/cn/services/abnormal/abnormal_index?type=pc&source_id=2003'

const ownNick = ({ world }: Service): string => personOf(world, world.ownNumber).nick

/** GET /ptqrlogin, both forms: where the code stands. */
export function ptqrlogin(service: Service, request: WireRequest): WireReply {
  const { query } = request
  const qrsig = request.cookies.get('qrsig')
  const token = query.get('ptqrtoken')
  if (qrsig === undefined || token !== String(hash33(qrsig))) return FORBIDDEN
  const qr = service.qr.check(qrsig, token)
  const trace = `(${1_000_000_000 + service.random.below(3_000_000_000)})`
  // slince puts a blank behind the number.
  if (query.get('aid')?.trim() !== APP_ID || query.get('daid')?.trim() !== DAID) {
    return callback(['7', '0', '', '0', `很遗憾，网络连接出现异常，请您稍后再试。${trace}`], '')
  }
  switch (qr?.state) {
    case 'waiting':
      return callback(['66', '0', '', '0', `二维码未失效。${trace}`], '')
    case 'scanned':
      return callback(['67', '0', '', '0', `二维码认证中。${trace}`], '')
    // A qrsig that fits its token and that nobody handed out: qqbot begins with one.
    case undefined:
    case 'expired':
      return callback(['65', '0', '', '0', `二维码已失效。${trace}`], '')
    case 'confirmed': {
      const session = qr.session
      if (session === null || session.ptsigx === null)
        return callback(['65', '0', '', '0', `二维码已失效。${trace}`], '')
      const { world, settings } = service
      if (settings.frozen) return callback(['0', '0', FROZEN_LINK, '0', '登录成功！'], ownNick(service))
      const link = checkSigLink(world.ownNumber, session.ptsigx, query.get('u1'))
      return callback(['0', '0', link, '0', '登录成功！'], ownNick(service), [
        ...loginCookies(world, session),
        ...asideCookies(service),
      ])
    }
  }
}

/** What ptqrlogin sets and clears beside the tickets; no client needs any of it. */
function asideCookies(service: Service): SetCookie[] {
  const inThirtyDays = new Date(service.now() + 30 * 86_400_000).toUTCString()
  const domain = 'ptlogin2.qq.com'
  return [
    { name: 'pt_recent_uins', value: service.random.hex(128), domain, httpOnly: true, until: inThirtyDays },
    { name: 'pt_guid_sig', value: service.random.hex(64), domain, until: inThirtyDays },
    { name: 'ptcz', value: '', domain, until: LONG_GONE },
    { name: 'airkey', value: '', domain, until: LONG_GONE },
    { name: 'airkey', value: '', domain: 'qq.com', until: LONG_GONE },
  ]
}

function checkSigLink(ownNumber: number, ptsigx: string, u1: string | null): string {
  const target = encodeURIComponent(isOwnPage(u1) ? u1 : 'http://w.qq.com/proxy.html')
  return (
    `http://ptlogin2.web2.qq.com/check_sig?pttype=1&uin=${ownNumber}&service=ptqrlogin&nodirect=0&ptsigx=${ptsigx}` +
    `&s_url=${target}&f_url=&ptlang=2052&ptredirect=100&aid=${APP_ID}&daid=${DAID}&j_later=0&low_login_hour=0` +
    '&regmaster=0&pt_login_type=3&pt_aid=0&pt_aaid=16&pt_light=0&pt_3rd_aid=0'
  )
}

const isOwnPage = (url: string | null): url is string => url !== null && /^https?:\/\/(?:w|web2)\.qq\.com\//.test(url)

/**
 * What our login form adds to the link when it stands in the page. The form is https and the page is http, so cookies of a
 * navigation that it starts are those of another site and today's browsers drop them. A page of this host, which then asks
 * for the link anew, is of the page's own site.
 */
const IN_FRAME = 'in_frame'
const askAgain = (): WireReply =>
  html(`<!doctype html>\n<script>location.replace(location.href.replace('&${IN_FRAME}=1', ''))</script>\n`, 200, {
    'Cache-Control': 'no-store',
  })

/** GET /check_sig: opens the login. One use: a second call redirects as well, but sets nothing. */
export function checkSig(service: Service, request: WireRequest): WireReply {
  if (request.query.has(IN_FRAME)) return askAgain()
  const session = service.sessions.byPtsigx(request.query.get('ptsigx') ?? '')
  const target = request.query.get('s_url')
  const headers: Record<string, string | string[]> = {
    Location: isOwnPage(target) ? target : 'http://w.qq.com/proxy.html',
    Server: 'Tencent Login Server/2.0.0',
    P3P: 'CP="CAO PSA OUR"',
    Connection: 'close',
  }
  if (session !== null) {
    openSession(service, session)
    headers['Set-Cookie'] = checkSigCookies(service.world, session).map(setCookieLine)
  }
  return html('', 302, headers)
}

/** Makes a prepared login the account's login; the one before it ends, its poll is told so. */
export function openSession(service: Service, session: Session): void {
  const replaced = service.sessions.open(session)
  service.ownStatus = 'online'
  service.polls.dropQueue()
  if (replaced === null) return
  replaced.ended = 'elsewhere'
  replaced.toldElsewhere = service.polls.answerHeld(relinkNeeded())
}

/** GET /pt4_auth: login without a scan, by the super cookies of an earlier one. Says no unless they are in order. */
export function pt4Auth(service: Service, request: WireRequest): WireReply {
  const { cookies, query } = request
  const session = service.sessions.current()
  const fits =
    session !== null &&
    session.ended === null &&
    ownsUin(service.world, cookies.get('superuin')) &&
    cookies.get('superkey') === session.superKey &&
    cookies.get('supertoken') === session.superToken &&
    query.get('auth_token') === String(time33(session.superToken))
  if (!fits) return html("ptui_auth_CB('1','');\r\n")
  const next = service.sessions.prepare()
  const link = checkSigLink(service.world.ownNumber, next.ptsigx ?? '', null)
  return html(`ptui_auth_CB('0','${link}');\r\n`, 200, {
    'Set-Cookie': loginCookies(service.world, next).map(setCookieLine),
  })
}

/** GET /logout: ends the login that pt4_token names, if the proof of the skey fits. */
export function logout(service: Service, request: WireRequest): WireReply {
  const session = service.sessions.byPt4Token(request.query.get('pt4_token') ?? '')
  if (session !== null && request.query.get('pt4_hkey') === String(time33(session.skey))) {
    endSession(service, session, 'logout')
  }
  const gone = ['uin', 'skey', 'pt2gguin', 'ptwebqq'].map((name) =>
    setCookieLine({ name, value: '', domain: 'qq.com', until: LONG_GONE }),
  )
  return html('', 200, { 'Set-Cookie': gone })
}

/** Ends a login; a held poll is told 103. */
export function endSession(service: Service, session: Session, end: 'expired' | 'logout'): void {
  if (session.ended !== null) return
  session.ended = end
  if (service.sessions.current() === session) service.polls.answerHeld(notAccepted())
}
