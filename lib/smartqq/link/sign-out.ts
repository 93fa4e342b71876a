import { log } from '../../log.ts'
import { SECOND } from '../../time.ts'
import { WireError } from '../wire/errors.ts'
import { logout } from '../wire/logout.ts'
import type { LinkPorts } from './ports.ts'

/** Nobody waits longer than this to be signed out. */
const PATIENCE = 5 * SECOND

/** Tells the login service that the login is over: the next QR login works at once then. Best effort. */
export async function signOutAtService({ transport, cookies, sleep }: LinkPorts): Promise<void> {
  const [pt4Token, skey, ptcz] = await Promise.all([cookies.get('pt4_token'), cookies.get('skey'), cookies.get('ptcz')])
  const over = new AbortController()
  const told = logout(transport, { pt4Token, skey, ptcz }, over.signal).catch((error: unknown) => {
    if (!(error instanceof WireError)) throw error
    log('service not told of the sign-out', { kind: error.name })
  })
  await Promise.race([told, sleep(PATIENCE, over.signal)]).finally(() => over.abort())
}
