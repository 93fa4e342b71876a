import type { LoginId } from '../../backend.ts'
import type { Lease, Whose } from './lease.ts'
import type { LinkState } from './ports.ts'
import { isSame } from './page-side.ts'
import { idOf } from './saved-login.ts'
import type { SavedLogin } from './saved-login.ts'

/** Whether a page that holds the lease is in this login. One that has not logged in yet goes by the cookies, as we do. */
export function isBeside(holders: readonly Whose[], login: LoginId): boolean {
  return holders.some((whose) => whose === null || (whose !== 'unknown' && isSame(whose, login)))
}

/** Whether calls may be made in this login now: nobody but us listens, or a page does that is in it. */
export function mayCall(lease: Pick<Lease, 'held' | 'holders'>, login: LoginId): boolean {
  const holders = lease.holders()
  return holders.length === 0 || isBeside(holders, login)
}

/**
 * What is told while a page has the line.
 * @param kept the login of the cookies, if there is one
 */
export function stateBeside(holders: readonly Whose[], kept: SavedLogin | null, hasLoginKey: boolean): LinkState {
  if (kept) {
    const id = idOf(kept)
    if (holders.length === 0 || isBeside(holders, id)) {
      return { state: 'page', account: id.account, nick: kept.tickets.nick }
    }
  }
  if (hasLoginKey && holders.length > 0 && holders.every((whose) => whose === null)) {
    return { state: 'connecting', account: null }
  }
  const isOthers = holders.some((whose) => whose !== null && whose !== 'unknown')
  return { state: 'page-only', why: isOthers ? 'other-account' : 'unknown' }
}
