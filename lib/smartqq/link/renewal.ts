import { log } from '../../log.ts'
import { HOUR } from '../../time.ts'
import { authAgain } from '../wire/auth-again.ts'
import { WireError } from '../wire/errors.ts'
import { numberOfCookie } from '../wire/login.ts'
import { checkSig } from '../wire/qr-login.ts'
import type { LinkPorts } from './ports.ts'

/** New cookies that are no better than the old ones are not asked for again and again. */
const APART = HOUR

/**
 * Logs in again without a scan, as long as the login service remembers the account (its "super" cookies, pt4_auth).
 * Tried once when a login has been lost by age or expiry, silently: without success the user is asked to scan.
 */
export function createRenewal(ports: Pick<LinkPorts, 'transport' | 'cookies' | 'lease' | 'now'>): {
  /**
   * @param lost whose login was lost (null: nobody knows), and its key
   * @returns whether another login key is in the jar now
   */
  renew(lost: { account: number | null; loginKey: string }, signal: AbortSignal): Promise<boolean>
} {
  let triedAt = -Infinity
  return {
    async renew({ account, loginKey }, signal) {
      if (ports.lease.held() || ports.now() - triedAt < APART) return false
      const [superuin, supertoken] = await Promise.all([ports.cookies.get('superuin'), ports.cookies.get('supertoken')])
      // The login service may have logged somebody else in since, for another of its sites.
      if (!supertoken || account === null || numberOfCookie(superuin) !== account) return false
      triedAt = ports.now()
      try {
        const link = await authAgain(ports.transport, supertoken, signal)
        if (link !== null) await checkSig(ports.transport, link, signal)
      } catch (error) {
        if (!(error instanceof WireError)) throw error
        log('no login without a scan', { call: error.endpoint, kind: error.name })
        return false
      }
      const key = await ports.cookies.get('p_skey')
      log('login without a scan', { isNew: key !== null && key !== loginKey })
      return key !== null && key !== loginKey
    },
  }
}
