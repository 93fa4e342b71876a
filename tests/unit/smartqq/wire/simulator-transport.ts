import { endpoints, headerRules } from '../../../../lib/smartqq/wire/endpoints.ts'
import type { Endpoint } from '../../../../lib/smartqq/wire/endpoints.ts'
import type { Transport } from '../../../../lib/smartqq/wire/transport.ts'
import type { PlainClient } from '../../simulator/plain-client.ts'

const rules = headerRules('us')

/** What the background's header rules add to a request. */
function headersOf(url: string, method: string): Record<string, string> {
  const { hostname } = new URL(url)
  const within = (domains: readonly string[] = []) =>
    domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
  const rule = rules.find(
    ({ condition }) =>
      within(condition.requestDomains) &&
      !within(condition.excludedRequestDomains) &&
      condition.requestMethods.join().toUpperCase() === method,
  )
  return Object.fromEntries(rule?.action.requestHeaders.map(({ header, value }) => [header, value]) ?? [])
}

/** The product's requests, sent to a simulator with a jar of their own as the browser would send them. */
export function simulatorTransport(client: PlainClient): Transport {
  return async ({ endpoint, method, url, body, as, redirect }, signal) => {
    const { referer, isUnused }: Endpoint = endpoints[endpoint]
    const headers = isUnused && referer !== null ? { referer } : headersOf(url, method)
    const options = { headers, signal }
    const reply = body === null ? await client.get(url, options) : await client.submit(url, body, options)
    const redirected = redirect === 'manual' && reply.status >= 300 && reply.status < 400
    const type = reply.headers['content-type'] ?? ''
    return {
      status: redirected ? 0 : reply.status,
      body: as === 'text' ? reply.text : `data:${type};base64,${reply.bytes.toString('base64')}`,
      serverAt: null,
      redirected,
    }
  }
}
