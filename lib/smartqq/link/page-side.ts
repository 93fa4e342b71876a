import type { LoginId } from '../../backend.ts'
import { MINUTE } from '../../time.ts'
import { numberOfCookie } from '../wire/login.ts'
import { adoptable, foreignLogin } from './adoption.ts'
import type { Listening } from './listening.ts'
import type { PageSide } from './page-line.ts'
import type { LinkPorts, LostWhy } from './ports.ts'
import { epochOf, idOf } from './saved-login.ts'
import type { SavedLogin } from './saved-login.ts'

/** A session that is refused again sooner than this is not helped by asking, ms. */
const CURES_APART = MINUTE

/** What a connection does about pages. */
export function createPageSide(
  ports: Pick<LinkPorts, 'cookies' | 'saved' | 'seen' | 'lost' | 'now'>,
  link: {
    current(): Listening | null
    /** Goes on with this login: the one that is up if it is the same, with these tickets. */
    takeUp(saved: SavedLogin): Promise<void>
    lose(why: LostWhy, detail: string | null): Promise<void>
    /** A page listens in this login. */
    listens(login: LoginId): void
    /** Something has changed that whoever waits may want to look at. */
    changed(): void
  },
): PageSide {
  const ours = (login: LoginId) => {
    const current = link.current()
    return current && isSame(current.id, login) ? current : null
  }

  let curedAt = -Infinity

  async function jar(): Promise<string> {
    const [loginKey, uinCookie] = await Promise.all([ports.cookies.get('p_skey'), ports.cookies.get('uin')])
    return epochOf('jar', `${loginKey} ${uinCookie}`)
  }

  const side: PageSide = {
    jar,
    async loggedIn(page, before) {
      const saved = await adoptable(ports, page)
      // Cookies of another scan have come while it was asked: nobody knows which of the two this login belongs to.
      if (!saved || (before !== null && before !== (await jar()))) return foreignLogin(String(page.uin), page, '')
      await forgetLoss()
      await link.takeUp(saved)
      return idOf(saved)
    },
    async recognised({ ptwebqq, psessionid }) {
      const saved = await ports.saved.load()
      const isIt = saved?.tickets.psessionid === psessionid && saved.tickets.ptwebqq === ptwebqq
      return isIt ? idOf(saved) : null
    },
    async nameless(page, own) {
      const account = own ?? numberOfCookie(await ports.cookies.get('uin')) ?? 0
      return foreignLogin(String(account), page, String(ports.now()))
    },
    async relinked(login, change, before) {
      if (before !== null && before !== (await jar())) {
        return foreignLogin(login.account, change, String(ports.now()))
      }
      const [loginKey, uinCookie] = await Promise.all([ports.cookies.get('p_skey'), ports.cookies.get('uin')])
      const isOfJar = loginKey !== null && String(numberOfCookie(uinCookie)) === login.account
      const epoch = isOfJar ? await epochOf(login.account, loginKey) : login.epoch
      if (epoch === login.epoch) await side.renewed(login, change)
      // Otherwise we lack its `vfwebqq`, and cannot go on in its place: we log in ourselves when it has gone.
      return { account: login.account, epoch }
    },
    async renewed(login, change) {
      const current = ours(login)
      if (!current) return
      await current.keep({ ...current.connected.saved, tickets: { ...current.connected.saved.tickets, ...change } })
      link.changed()
    },
    listed(login, lists) {
      const current = ours(login)
      if (!current) return
      const none = { friends: undefined, groups: undefined, discusses: undefined }
      current.connected.lists = { ...none, ...current.connected.lists, ...lists }
    },
    listens(login) {
      ours(login)?.comeUp()
      link.listens(login)
    },
    refused(login) {
      // Another page's login2 makes the service want get_online_buddies2 again, which the page asks at its boot only.
      if (!ours(login) || ports.now() - curedAt < CURES_APART) return
      curedAt = ports.now()
      void ours(login)
        ?.testSoon()
        .catch(() => undefined)
    },
    async kicked(login, reason) {
      if (ours(login)) await link.lose('kicked', reason)
    },
    async showsForm(login) {
      const saved = await ports.saved.load()
      if (!saved?.hadSkey || !isSame(idOf(saved), login)) return
      // The page's own sign-out takes `skey` away. A page without `ptwebqq` shows its form with all cookies in place.
      if ((await ports.cookies.get('skey')) === null) await link.lose('signed-out', null)
    },
  }

  return side

  /** The page got in with cookies that had been refused to us. */
  async function forgetLoss(): Promise<void> {
    const [lost, loginKey] = await Promise.all([ports.lost.load(), ports.cookies.get('p_skey')])
    if (loginKey === null || lost.loginKey !== (await epochOf('lost', loginKey))) return
    await ports.lost.save({ ...lost, loginKey: null })
  }
}

export function isSame(a: LoginId, b: LoginId): boolean {
  return a.account === b.account && a.epoch === b.epoch
}
