import { SECOND } from '../../time.ts'
import type { EndpointName } from '../wire/endpoints.ts'
import { NetworkError } from '../wire/errors.ts'
import type { Transport } from '../wire/transport.ts'
import type { LinkPorts } from './ports.ts'

/** What the background leaves to a page that has the line. */
const PAGE_ONLY = new Set<EndpointName>(['login2', 'poll'])

/** The hosts whose clock the messages carry. Others go by their own, and over plain http anybody may answer. */
function hasTheClock(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' && hostname.endsWith('.web2.qq.com')
}

/** The transport of a connection: learns the server's clock on the way, and starts no login2 or poll2 beside a page. */
export function createOwnTransport({ transport, lease, now }: Pick<LinkPorts, 'transport' | 'lease' | 'now'>): {
  transport: Transport
  /** Server clock minus ours, ms; null until a reply has told. */
  clock(): number | null
} {
  let offset: number | null = null
  return {
    async transport(request, signal) {
      const { endpoint, url } = request
      if (PAGE_ONLY.has(endpoint) && lease.held()) throw new NetworkError(endpoint, 'a page has the line')
      const reply = await transport(request, signal)
      // The header has whole seconds, so on average it is half a second behind.
      if (reply.serverAt !== null && hasTheClock(url)) offset = reply.serverAt + SECOND / 2 - now()
      return reply
    },
    clock: () => offset,
  }
}
