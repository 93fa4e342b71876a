import type { LoginId } from '../../backend.ts'
import { wireId } from '../wire/shapes.ts'
import type { PageClaim } from './lease.ts'
import type { PageLinePorts, PageSide, PageTickets } from './page-line.ts'
import type { Listed, ListName } from './page-lists.ts'
import type { PageCall } from './page-reports.ts'

/** Longest ticket that is believed, in UTF-16 units: they are kept in session storage, which is small. */
export const LONGEST_TICKET = 5_000
/** More logins than this in one document are nobody's. */
const MAX_LOGINS = 20

/** Whose login a page is in, out of its own requests and replies. One after the other: the caller keeps the order. */
export interface PageLogin {
  /** A request was seen: its fields carry the tickets that the page has. */
  asks(call: PageCall): Promise<void>
  gotVfwebqq(vfwebqq: string): Promise<void>
  /** login2 was answered well. @param result of the reply */
  loggedIn(call: PageCall, result: { uin: number | null; psessionid: string }): Promise<void>
  /** So was login2 of a session that is taken up again. */
  relinked(call: PageCall, change: { psessionid?: string | undefined; ptwebqq?: string | undefined }): Promise<void>
  /** The page's own number, as far as it is known. */
  own(): number | null
  /** A list came, or was refused (null). */
  listed(name: ListName, listed: Listed): Promise<void>
  /** A poll was seen, that went out then (ms). */
  listens(call: PageCall, at: number): Promise<void>
  /** It polls no more. */
  stopped(): Promise<void>
  /** When this tab's page polled last as far as an earlier worker knew, ms. */
  polledBefore(): Promise<number | null>
  /** The server gave the page another `ptwebqq`. */
  renewed(call: PageCall | null, ptwebqq: string): Promise<void>
  showsForm(): Promise<void>
  /** The login that a call is made in. @param items of its reply, which may say whom they are for */
  of(call: PageCall | null, items?: readonly unknown[]): Promise<LoginId>
}

export function createPageLogin(
  ports: Pick<PageLinePorts, 'side' | 'known'>,
  tab: number,
  claim: Pick<PageClaim, 'isFor'>,
): PageLogin {
  /** As an earlier worker, or an earlier page of this tab, has left it. */
  const before = ports.known.load(tab)
  const byTicket = new Map<string, LoginId>()
  let tickets: Partial<Omit<PageTickets, 'uin'>> = {}
  let own: number | null = null
  let login: LoginId | null = null
  let pending: Exclude<Listed, null>[] = []
  let lists = 0
  let polledAt: number | null = null
  /** The cookies that the last login2 went out with, as far as anybody looked. */
  let jar: string | null = null

  async function remember(): Promise<void> {
    const { vfwebqq = '', ptwebqq = '', psessionid = '' } = tickets
    await ports.known.save(tab, { vfwebqq, ptwebqq, psessionid, login, polledAt })
  }

  async function enter(entered: LoginId): Promise<void> {
    login = entered
    byTicket.set(tickets.psessionid ?? '', entered)
    if (byTicket.size > MAX_LOGINS) byTicket.delete([...byTicket.keys()][0]!)
    claim.isFor(entered)
    const side = await ports.side()
    for (const listed of pending.splice(0)) await hand(side, entered, listed)
    if (lists >= 3) side.listens(entered)
  }

  async function hand(side: PageSide, to: LoginId, listed: Exclude<Listed, null>): Promise<void> {
    if (listed.kind === 'self') await side.renewed(to, listed.self)
    else side.listed(to, listed.lists)
  }

  /** As soon as everything is there that a login consists of. */
  async function enterWhenComplete(): Promise<void> {
    const { ptwebqq = '', psessionid } = tickets
    const vfwebqq = tickets.vfwebqq ?? (await before)?.vfwebqq
    if (own === null || psessionid === undefined || !vfwebqq || login) return
    tickets = { vfwebqq, ptwebqq, psessionid }
    await enter(await (await ports.side()).loggedIn({ uin: own, vfwebqq, ptwebqq, psessionid }, jar))
    await remember()
  }

  /** The login that a call is made in; null when nobody knows it. */
  async function find(call: PageCall | null): Promise<LoginId | null> {
    const { ptwebqq = '', psessionid } = call ? ticketsOf(call) : {}
    const seen = psessionid === undefined ? login : byTicket.get(psessionid)
    if (seen) return seen
    // Its login2 was not seen: it was before the last worker died, or before we came.
    const known = await before
    const isSame = known?.psessionid === psessionid && known?.ptwebqq === ptwebqq
    if (psessionid === undefined || isSame) return known?.login ?? null
    return (await ports.side()).recognised({ ptwebqq, psessionid })
  }

  /** Goes on where an earlier worker was. */
  async function takeUp(call: PageCall): Promise<LoginId | null> {
    const found = await find(call)
    if (!found || login) return found
    const { ptwebqq = '', psessionid = '' } = ticketsOf(call)
    const vfwebqq = tickets.vfwebqq ?? (await before)?.vfwebqq
    tickets = { ...(vfwebqq ? { vfwebqq } : {}), ptwebqq, psessionid }
    await enter(found)
    return found
  }

  const page: PageLogin = {
    async asks(call) {
      if (call.endpoint === 'login2') jar = await (await ports.side()).jar()
      // After a relink the page goes on with a wrong `vfwebqq`: the first one is the good one.
      const { vfwebqq } = ticketsOf(call)
      if (login || tickets.vfwebqq || !vfwebqq) return
      tickets.vfwebqq = vfwebqq
      await enterWhenComplete()
    },
    async gotVfwebqq(vfwebqq) {
      tickets = { vfwebqq }
      own = login = polledAt = null
      pending = []
      lists = 0
      claim.isFor(null)
      await remember()
    },
    async loggedIn(call, { uin, psessionid }) {
      login = null
      own = uin
      tickets = { ...tickets, ptwebqq: ticketsOf(call).ptwebqq ?? '', psessionid }
      await enterWhenComplete()
    },
    async relinked(call, change) {
      const renewed = definedOnly(change)
      const before = await page.of(call)
      tickets = { ...tickets, ...renewed }
      await enter(await (await ports.side()).relinked(before, renewed, jar))
      await remember()
    },
    own: () => own ?? (login ? Number(login.account) : null),
    async listed(name, listed) {
      if (name !== 'self') lists++
      if (!login) {
        if (listed) pending.push(listed)
        return
      }
      const side = await ports.side()
      if (listed) await hand(side, login, listed)
      if (lists >= 3) side.listens(login)
    },
    async listens(call, at) {
      polledAt = at
      const id = await takeUp(call)
      if (id) (await ports.side()).listens(id)
      // A poll with tickets that are newer than the login: the reply that brought them comes in another frame, soon.
      else if (!login) claim.isFor('unknown')
      await remember()
    },
    async stopped() {
      polledAt = null
      await remember()
    },
    polledBefore: async () => (await before)?.polledAt ?? null,
    async renewed(call, ptwebqq) {
      const id = await page.of(call)
      tickets = { ...tickets, ptwebqq }
      await (await ports.side()).renewed(id, { ptwebqq })
      await remember()
    },
    async showsForm() {
      const left = login ?? (await before)?.login ?? null
      tickets = {}
      own = login = polledAt = null
      if (!left) return
      await remember()
      await (await ports.side()).showsForm(left)
    },
    async of(call, items = []) {
      const id = call ? await takeUp(call) : await find(null)
      return id ?? (await ports.side()).nameless(call ? ticketsOf(call) : {}, ownNumberIn(items))
    },
  }
  return page
}

function ticketsOf({ fields }: PageCall): Partial<Omit<PageTickets, 'uin'>> {
  const { vfwebqq, ptwebqq, psessionid } = fields
  return {
    ...(isTicket(vfwebqq) ? { vfwebqq } : {}),
    ...(isTicket(ptwebqq) ? { ptwebqq } : {}),
    ...(isTicket(psessionid) ? { psessionid } : {}),
  }
}

function isTicket(field: unknown): field is string {
  return typeof field === 'string' && field.length <= LONGEST_TICKET
}

/** Whom the items are for: they say it although the page never looks. */
function ownNumberIn(items: readonly unknown[]): number | null {
  for (const item of items) {
    const value = (item as { value?: { to_uin?: unknown } } | null)?.value
    const own = wireId.safeParse(value?.to_uin).data
    if (own !== undefined) return own
  }
  return null
}

function definedOnly(change: { psessionid?: string | undefined; ptwebqq?: string | undefined }) {
  const { psessionid, ptwebqq } = change
  return { ...(psessionid === undefined ? {} : { psessionid }), ...(ptwebqq === undefined ? {} : { ptwebqq }) }
}
