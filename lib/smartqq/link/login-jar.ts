import type { LinkPorts } from './ports.ts'
import { epochOf, isOfCookies } from './saved-login.ts'
import type { SavedLogin } from './saved-login.ts'

type JarPorts = Pick<LinkPorts, 'cookies' | 'saved' | 'seen' | 'now'>

/**
 * The login that was saved, if the cookies in the jar are still its own; otherwise it is forgotten. A page that has
 * had the line since may have renewed `ptwebqq`: the jar's is the newer one.
 * @param loginKey the jar's `p_skey`; without one there is nothing to compare, and nothing to go on with either
 */
export async function keptLogin({ cookies, saved }: JarPorts, loginKey: string | null): Promise<SavedLogin | null> {
  const login = await saved.load()
  if (!login || !loginKey) return login
  const [uinCookie, ptwebqq] = await Promise.all([cookies.get('uin'), cookies.get('ptwebqq')])
  if (!(await isOfCookies(login, { loginKey, uinCookie }))) {
    // A page may have logged in anew between these looks, and what is saved now be its login.
    if ((await saved.load())?.epoch === login.epoch) await saved.clear()
    return null
  }
  return ptwebqq ? { ...login, tickets: { ...login.tickets, ptwebqq } } : login
}

/** Whether the cookies in the jar are still those of this login. */
export async function isStillIn({ cookies }: Pick<JarPorts, 'cookies'>, login: SavedLogin): Promise<boolean> {
  const [loginKey, uinCookie] = await Promise.all([cookies.get('p_skey'), cookies.get('uin')])
  return loginKey !== null && (await isOfCookies(login, { loginKey, uinCookie }))
}

/** The jar has cookies of another login by now: they are the ones that count. */
export async function hasOtherLogin(ports: Pick<JarPorts, 'cookies'>, login: SavedLogin): Promise<boolean> {
  return (await ports.cookies.get('p_skey')) !== null && !(await isStillIn(ports, login))
}

/** When this login key was first seen in the jar, ms; noted at the first look. */
export async function firstSeen({ seen, now }: JarPorts, loginKey: string): Promise<number> {
  const digest = await epochOf('seen', loginKey)
  const before = await seen.load()
  if (before?.loginKey === digest) return before.at
  const at = now()
  await seen.save({ loginKey: digest, at })
  return at
}
