import { shapeOf } from './answer.ts'
import { MalformedReplyError, NetworkError } from './errors.ts'
import { decodeText } from './entities.ts'
import { hash33 } from './hash.ts'
import { getRequest } from './request.ts'
import { meaningOf } from './return-codes/meaning-of.ts'
import type { WireWords } from './return-codes/words.ts'
import type { Transport } from './transport.ts'

const APP = '501004106'
const DAEMON = '164'

/** Where a QR login stands. */
export type QrAnswer =
  | { kind: 'waiting' }
  /** Scanned; the confirm button on the phone is still to be pressed. */
  | { kind: 'scanned' }
  /** Too old, or refused on the phone: show a new code. */
  | { kind: 'expired' }
  /** `checkSigUrl` works once; `nick` is empty when the reply had none. */
  | { kind: 'done'; checkSigUrl: string; nick: string }
  /** The account is frozen; only Tencent's safety centre helps. */
  | { kind: 'frozen' }
  /**
   * `message` is the service's own text, Chinese, may be empty. `code` 403: the token did not fit the code, or the address
   * is refused. `isRestartable`: something of this attempt was wrong, and a new code may do.
   */
  | { kind: 'refused'; code: number; message: string; isRestartable: boolean; words: WireWords | null }

/**
 * A fresh QR code as a data URL. Leaves its `qrsig` in the cookie jar, a new one for each picture. Lives about 120 s.
 * @param random gives a fraction of 1, so that no cache answers
 * @throws {WireError} when no picture came
 */
export async function showQr(transport: Transport, random: () => number, signal: AbortSignal): Promise<string> {
  const query = { appid: APP, e: 2, l: 'M', s: 3, d: 72, v: 4, t: random(), daid: DAEMON, pt_3rd_aid: 0 }
  const reply = await transport({ ...getRequest('qrShow', query), as: 'data-url' }, signal)
  if (reply.status !== 200) throw new NetworkError('qrShow', `HTTP ${reply.status}`)
  if (!reply.body.startsWith('data:image/')) throw new MalformedReplyError('qrShow', 'not a picture')
  return reply.body
}

/**
 * Asks once where the login stands; ask every 1 to 3 s. Judged by code, never by text.
 * @param question `qrsig` and `loginSig` (optional) are the cookies `qrsig` and `pt_login_sig` of ptlogin2.qq.com
 * @throws {WireError} without a usable reply
 */
export async function qrStatus(
  transport: Transport,
  question: { qrsig: string; loginSig?: string; now: () => number },
  signal: AbortSignal,
): Promise<QrAnswer> {
  const reply = await transport(
    getRequest('qrStatus', {
      u1: 'http://w.qq.com/proxy.html',
      ptqrtoken: hash33(question.qrsig),
      ptredirect: 0,
      h: 1,
      t: 1,
      g: 1,
      from_ui: 1,
      ptlang: 2052,
      action: `0-0-${question.now()}`,
      js_ver: 10233,
      js_type: 1,
      login_sig: question.loginSig ?? '',
      pt_uistyle: 40,
      aid: APP,
      daid: DAEMON,
      mibao_css: 'm_webqq',
    }),
    signal,
  )
  const answer = readQrAnswer(reply.body)
  if (answer) return answer
  const shape = shapeOf(reply)
  const { do: kind, words = null } = meaningOf('qr', shape)
  if (kind === 'refused') return { kind, code: reply.status, message: '', isRestartable: false, words }
  if (kind === 'strange') throw new MalformedReplyError('qrStatus', 'not a ptuiCB call', shape)
  throw new NetworkError('qrStatus', `HTTP ${reply.status}`, shape)
}

/**
 * Follows the link of a finished QR login, which sets the login cookies. The redirect behind it is not followed. That
 * it went through is proved only by `p_skey` in the jar.
 * @param url `checkSigUrl` of {@link QrAnswer}; works once
 * @throws {WireError} when the link is not check_sig's or got no answer
 */
export async function checkSig(transport: Transport, url: string, signal: AbortSignal): Promise<void> {
  if (!isCheckSig(url)) throw new MalformedReplyError('checkSig', 'not a check_sig link')
  const reply = await transport({ ...getRequest('checkSig', {}), url, redirect: 'manual' }, signal)
  if (!reply.redirected && (reply.status < 200 || reply.status > 399)) {
    throw new NetworkError('checkSig', `HTTP ${reply.status}`)
  }
}

/** `ptuiCB('code','sub','url','0','message', 'nick');`, the last arguments, blanks and semicolon not always there. */
const CALL =
  /ptuiCB\s*\(\s*'(\d+)'\s*,\s*'[^']*'(?:\s*,\s*'([^']*)')?(?:\s*,\s*'[^']*')?(?:\s*,\s*'([^']*)')?(?:\s*,\s*'([\s\S]*)')?\s*\)\s*;?\s*$/

function readQrAnswer(body: string): QrAnswer | null {
  const call = CALL.exec(body)
  if (!call) return null
  const [, digits, url = '', message = '', nick = ''] = call
  const code = Number(digits)
  const isFrozen = hostOf(url) === 'aq.qq.com'
  const { do: kind, words = null } = meaningOf('qr', isFrozen ? 'frozen-link' : code)
  switch (kind) {
    case 'waiting':
    case 'scanned':
    case 'expired':
    case 'frozen':
      return { kind }
    case 'done':
      if (isCheckSig(url)) return { kind, checkSigUrl: url, nick: decodeText(nick) }
      return { kind: 'refused', code, message, isRestartable: false, words }
    case 'restart':
    case 'refused':
    case 'ask-again':
    case 'strange':
      return { kind: 'refused', code, message, isRestartable: kind === 'restart', words }
  }
}

/** The reply names the link, so it could name anything: only the two known hosts, plain ports, this one path. */
export function isCheckSig(url: string): boolean {
  return /^https?:\/\/ptlogin[24]\.web2\.qq\.com\/check_sig(\?|$)/.test(url) && URL.canParse(url)
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null
}
