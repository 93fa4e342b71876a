import type { LoginId } from '../../backend.ts'
import { numberOfCookie } from '../wire/login.ts'
import { firstSeen } from './login-jar.ts'
import { firstMsgId } from './message-number.ts'
import type { PageTickets } from './page-line.ts'
import type { LinkPorts } from './ports.ts'
import { epochOf } from './saved-login.ts'
import type { SavedLogin } from './saved-login.ts'

type AdoptionPorts = Pick<LinkPorts, 'cookies' | 'saved' | 'seen' | 'now'>

/**
 * What a page's tickets make of the saved login: the same login with newer tickets, or another. Null when they are not those of the
 * cookies that we send with: under such a login nothing may ever be sent.
 */
export async function adoptable(ports: AdoptionPorts, page: PageTickets): Promise<SavedLogin | null> {
  const { cookies, saved, now } = ports
  const [loginKey, uinCookie, skey] = await Promise.all([
    cookies.get('p_skey'),
    cookies.get('uin'),
    cookies.get('skey'),
  ])
  if (!loginKey || numberOfCookie(uinCookie) !== page.uin) return null
  const epoch = await epochOf(String(page.uin), loginKey)
  const before = await saved.load()
  const hadSkey = skey === null ? {} : { hadSkey: true }
  if (before?.epoch === epoch) return { ...before, ...hadSkey, tickets: { ...before.tickets, ...page } }
  return {
    version: 1,
    tickets: { ...page, face: 0, nick: '' },
    epoch,
    since: await firstSeen(ports, loginKey),
    groupCodes: {},
    lastMsgId: firstMsgId(now()),
    clockOffset: 0,
    ...hadSkey,
  }
}

/**
 * Names a page's login that is not ours: equal for every page and worker that sees these tickets, and never that of the
 * cookies. The first ticket that is not the same for everybody counts.
 * @param otherwise what the name is made from when there is no ticket at all; equal for nobody else
 */
export async function foreignLogin(
  account: string,
  { vfwebqq, ptwebqq = '', psessionid = '' }: Partial<Omit<PageTickets, 'uin'>>,
  otherwise: string,
): Promise<LoginId> {
  return { account, epoch: await epochOf(account, `page ${vfwebqq || `${psessionid}${ptwebqq}` || otherwise}`) }
}
