import { NetworkError } from '../wire/errors.ts'
import type { Transport } from '../wire/transport.ts'

/**
 * The real transport: `fetch` with the user's own cookies. Referer and Origin come from the header rules the background
 * has set; a page or another extension cannot use them.
 */
export const fetchTransport: Transport = async (request, signal) => {
  const { endpoint, method, url, body, redirect, timeoutMs } = request
  try {
    const response = await fetch(url, {
      method,
      redirect,
      credentials: 'include',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      ...(body === null ? {} : { body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
    })
    const redirected = response.type === 'opaqueredirect'
    const date = response.headers.get('date')
    return {
      status: redirected ? 0 : response.status,
      body: redirected ? '' : request.as === 'text' ? await response.text() : await dataUrl(response),
      serverAt: date === null || Number.isNaN(Date.parse(date)) ? null : Date.parse(date),
      redirected,
    }
  } catch (cause) {
    // The cause's own text may hold the URL and with it tickets: only its kind goes on.
    const kind = cause instanceof Error ? cause.name : 'unknown'
    throw new NetworkError(endpoint, `no reply (${kind})`, kind === 'TimeoutError' ? 'time-out' : 'no-reply')
  }
}

async function dataUrl(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const type = /^image\/[a-z+.-]+/.exec(response.headers.get('content-type') ?? '')?.[0] ?? 'image/png'
  return `data:${type};base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`
}
