import { ControlError } from '../find-by-key.ts'
import type { Random } from '../random.ts'
import type { Clock } from '../clock.ts'
import { hash33 } from '../wire/hashes.ts'
import type { Session } from './sessions.ts'

/** A code lives this long after it was shown. */
export const QR_LIFE_MS = 120_000

export type QrState = 'waiting' | 'scanned' | 'confirmed' | 'expired'

/** One picture that was handed out. */
export type QrCode = {
  qrsig: string
  /** What the picture says; only the phone reads it. */
  content: string
  state: QrState
  /** Milliseconds, the service's clock. */
  shownAt: number
  /** The login that confirming it made. */
  session: Session | null
}

export type QrCodes = {
  show(): QrCode
  /** The code with this qrsig and token, its expiry brought up to date. Null when they do not fit. */
  check(qrsig: string | undefined, token: string | null): QrCode | null
  /** The code that was handed out with this qrsig, whatever its token. */
  byQrsig(qrsig: string): QrCode | null
  /** The code shown last. */
  latest(): QrCode | null
  scan(): void
  confirm(): void
  /** Refused on the phone, or expired early: both end as 65. */
  expire(): void
}

const TOKEN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-'

/** The codes of one simulator. `prepareLogin` makes the login when the phone confirms. */
export function createQrCodes(random: Random, clock: Clock, prepareLogin: () => Session): QrCodes {
  const codes = new Map<string, QrCode>()
  let latest: QrCode | null = null

  function aged(code: QrCode): QrCode {
    const isOpen = code.state === 'waiting' || code.state === 'scanned'
    if (isOpen && clock.now() - code.shownAt > QR_LIFE_MS) code.state = 'expired'
    return code
  }

  function onPhone(verb: string): QrCode {
    if (latest === null) throw new ControlError(`${verb}: no QR code was shown yet`)
    const { state } = aged(latest)
    if (state === 'expired') throw new ControlError(`${verb}: the QR code has expired or was refused`)
    if (state === 'confirmed') throw new ControlError(`${verb}: the QR code was already confirmed`)
    return latest
  }

  return {
    show() {
      const qrsig = random.text(64, TOKEN)
      // 47 bytes: fits a version 3 code, as the recorded pictures are.
      const content = `https://txz.qq.com/p?k=${random.text(12, TOKEN.slice(0, 62))}&f=501004106`
      latest = { qrsig, content, state: 'waiting', shownAt: clock.now(), session: null }
      codes.set(qrsig, latest)
      return latest
    },
    check(qrsig, token) {
      const code = qrsig === undefined ? undefined : codes.get(qrsig)
      if (code === undefined || qrsig === undefined || token !== String(hash33(qrsig))) return null
      return aged(code)
    },
    byQrsig: (qrsig) => codes.get(qrsig) ?? null,
    latest: () => (latest === null ? null : aged(latest)),
    scan() {
      onPhone('scan').state = 'scanned'
    },
    confirm() {
      const code = onPhone('confirm')
      code.state = 'confirmed'
      code.session = prepareLogin()
    },
    expire() {
      onPhone('expire').state = 'expired'
    },
  }
}
