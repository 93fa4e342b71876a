import { log } from '../../log.ts'
import { SECOND } from '../../time.ts'
import { troubleOf } from '../wire/answer.ts'
import { MalformedReplyError, WireError } from '../wire/errors.ts'
import { checkSig, qrStatus, showQr } from '../wire/qr-login.ts'
import type { WireWords } from '../wire/return-codes/words.ts'
import type { Transport } from '../wire/transport.ts'

/** What somebody who looks at the QR code sees. */
export type QrState =
  | { state: 'loading' }
  /** `isRenewed`: the code before it had expired, was refused on the phone, or had to give way to one of a page. */
  | { state: 'waiting'; image: string; isRenewed: boolean }
  | { state: 'scanned'; image: string }
  | { state: 'confirmed' }
  | {
      state: 'failed'
      why: 'network' | 'portal' | 'strange-reply' | 'refused' | 'cookies' | 'frozen' | 'too-many-expired'
      /** What the service said about it, where there are words for it. */
      words?: WireWords
    }

type QrFailed = Extract<QrState, { state: 'failed' }>

export interface QrPorts {
  transport: Transport
  /** Cookie `qrsig` of the code just shown; null when the browser kept none. */
  qrsig(): Promise<string | null>
  /** Whether check_sig's cookie `p_skey` arrived in the jar. */
  hasLoginKey(): Promise<boolean>
  show(state: QrState): void
  now(): number
  random(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** The page asks every 2 to 3 s. */
const ASK_EVERY = 2 * SECOND
/** After this many codes in a row that nobody scanned, nobody is looking (Mojo-Webqq gives up after as many). */
const MAX_CODES = 10
/** Trouble on the line: the code stays, the question is asked again this much later. */
const RETRY_AFTER = 3 * SECOND

/**
 * Shows QR codes, a new one whenever the last has expired, until somebody has scanned and confirmed one, it has
 * failed for good, or nobody looks any more (`signal`). Resolves with whether the login cookies are in the jar now.
 * Never rejects for anything the wire does.
 */
export async function runQrLogin(ports: QrPorts, signal: AbortSignal): Promise<boolean> {
  let isRenewed = false
  /** Something about an attempt was wrong, and it was begun anew: that helps once or not at all. */
  let isRestarted = false
  for (let codes = 0; codes < MAX_CODES && !signal.aborted;) {
    ports.show({ state: 'loading' })
    const image = await orTrouble(ports, signal, () => showQr(ports.transport, ports.random, signal))
    if (!image) continue
    const qrsig = await ports.qrsig()
    if (!qrsig) return fail(ports, 'cookies')
    codes++
    const waiting = { state: 'waiting', image, isRenewed } as const
    ports.show(waiting)
    let isHidden = false

    for (;;) {
      await ports.sleep(ASK_EVERY, signal)
      if (signal.aborted) return false
      const answer = await orTrouble(ports, signal, () => qrStatus(ports.transport, { qrsig, now: ports.now }, signal))
      if (!answer || answer.kind === 'waiting') {
        // Trouble that has passed had hidden a code that is still good.
        if (answer && isHidden) ports.show(waiting)
        isHidden = !answer
        continue
      }
      if (answer.kind === 'scanned') {
        ports.show({ state: 'scanned', image })
        continue
      }
      if (answer.kind === 'expired') {
        isRenewed = true
        break
      }
      if (answer.kind === 'frozen') return fail(ports, 'frozen')
      if (answer.kind === 'refused') {
        log('qr refused', { code: answer.code })
        // A page in this browser has shown a code of its own since, and the jar holds one `qrsig` only: ours is dead.
        const isOutdone = (await ports.qrsig()) !== qrsig
        if (!isOutdone && (!answer.isRestartable || isRestarted)) return fail(ports, 'refused', answer.words)
        isRestarted ||= !isOutdone
        isRenewed = true
        break
      }
      const confirmed = await orTrouble(ports, signal, async () => {
        await checkSig(ports.transport, answer.checkSigUrl, signal)
        return true
      })
      if (!confirmed) break
      if (!(await ports.hasLoginKey())) return fail(ports, 'cookies')
      ports.show({ state: 'confirmed' })
      return true
    }
  }
  return signal.aborted ? false : fail(ports, 'too-many-expired')
}

function fail(ports: QrPorts, why: QrFailed['why'], words: QrFailed['words'] | null = null): false {
  ports.show({ state: 'failed', why, ...(words ? { words } : {}) })
  return false
}

/** undefined when the wire failed: it has been shown, and a pause has passed. */
async function orTrouble<T>(ports: QrPorts, signal: AbortSignal, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (signal.aborted) return undefined
    if (!(error instanceof WireError)) throw error
    const isStrange = error instanceof MalformedReplyError
    const why = troubleOf(error.answer) === 'portal' ? 'portal' : isStrange ? 'strange-reply' : 'network'
    log('qr trouble', { why })
    ports.show({ state: 'failed', why })
    await ports.sleep(RETRY_AFTER, signal)
    return undefined
  }
}
