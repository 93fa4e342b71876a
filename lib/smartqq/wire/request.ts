import { endpoints, type EndpointName } from './endpoints.ts'
import type { WireRequest } from './transport.ts'

type Query = Record<string, string | number>

/** A GET of an endpoint of the table; parameters keep the order they are given in. */
export function getRequest(endpoint: EndpointName, query: Query): WireRequest {
  const entries = Object.entries(query).map(([name, value]) => [name, String(value)])
  return { ...base(endpoint), url: `${endpoints[endpoint].url}?${new URLSearchParams(entries)}`, body: null }
}

/** A POST of an endpoint of the table: the one form field `r`, holding JSON. Nothing else goes beside it. */
export function postRequest(endpoint: EndpointName, r: Record<string, unknown>): WireRequest {
  return { ...base(endpoint), url: endpoints[endpoint].url, body: `r=${encodeURIComponent(JSON.stringify(r))}` }
}

/** A POST of plain form fields, as the group pages want them. */
export function formRequest(endpoint: EndpointName, fields: Query): WireRequest {
  const entries = Object.entries(fields).map(([name, value]) => [name, String(value)])
  return { ...base(endpoint), url: endpoints[endpoint].url, body: String(new URLSearchParams(entries)) }
}

/** No call is answered by a redirect, so one leads to a login page or to a network's own portal: told, not followed. */
function base(endpoint: EndpointName) {
  const { method, timeoutMs } = endpoints[endpoint]
  return { endpoint, method, as: 'text', redirect: 'manual', timeoutMs } as const
}
