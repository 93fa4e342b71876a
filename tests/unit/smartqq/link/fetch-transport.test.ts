import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fetchTransport } from '../../../../lib/smartqq/link/fetch-transport.ts'
import { NetworkError } from '../../../../lib/smartqq/wire/errors.ts'
import type { WireRequest } from '../../../../lib/smartqq/wire/transport.ts'

const never = new AbortController().signal
const servers: Server[] = []

/** A server on this computer, for one test. */
async function serve(answer: RequestListener): Promise<(change?: Partial<WireRequest>) => WireRequest> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return (change = {}) => ({
    endpoint: 'online',
    method: 'GET',
    url: `http://127.0.0.1:${port}/channel?psessionid=secret`,
    body: null,
    as: 'text',
    redirect: 'follow',
    timeoutMs: 5_000,
    ...change,
  })
}

describe('fetchTransport', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })

  it('gives status, text and the clock of the server, error pages included', async () => {
    const request = await serve((_, response) => {
      response.writeHead(502, { Date: 'Tue, 17 Apr 2018 08:00:00 GMT', 'Content-Type': 'text/plain; charset=gbk' })
      response.end('坏网关')
    })
    expect(await fetchTransport(request(), never)).toEqual({
      status: 502,
      body: '坏网关',
      redirected: false,
      serverAt: Date.UTC(2018, 3, 17, 8),
    })
  })

  it('has no clock when the server sends none', async () => {
    const request = await serve((_, response) => {
      response.sendDate = false
      response.end('{}')
    })
    expect(await fetchTransport(request(), never)).toMatchObject({ serverAt: null, body: '{}' })
  })

  it('posts the form field as it was made', async () => {
    const request = await serve((incoming, response) => {
      const { method, headers } = incoming
      let body = ''
      incoming.on('data', (part) => (body += part))
      incoming.on('end', () => response.end([method, headers['content-type'], body].join(' | ')))
    })
    const { body } = await fetchTransport(request({ method: 'POST', body: 'r=%7B%7D' }), never)
    expect(body).toBe('POST | application/x-www-form-urlencoded | r=%7B%7D')
  })

  it('tells of a redirect instead of following it, when it was asked to', async () => {
    const paths: (string | undefined)[] = []
    const request = await serve(({ url }, response) => {
      paths.push(url)
      response.writeHead(302, { Location: '/elsewhere' })
      response.end()
    })
    await fetchTransport(request({ redirect: 'manual' }), never)
    expect(paths).toEqual(['/channel?psessionid=secret'])
  })

  it('says so when a browser hides all but the fact of a redirect', async () => {
    // Node shows the reply of a redirect; browsers give this instead.
    const hidden = Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' })
    vi.stubGlobal('fetch', async () => hidden)
    const request = await serve(() => {})
    const reply = await fetchTransport(request({ redirect: 'manual' }), never)
    expect(reply).toEqual({ status: 0, body: '', serverAt: null, redirected: true })
  })

  it('gives a picture as a data URL of its own type', async () => {
    const request = await serve((_, response) => {
      response.writeHead(200, { 'Content-Type': 'image/png;charset=x' })
      response.end(Buffer.from([0x89, 0x50, 0xff, 0x00]))
    })
    const { body } = await fetchTransport(request({ as: 'data-url' }), never)
    expect(body).toBe('data:image/png;base64,iVD/AA==')
  })

  it.each([
    ['no reply in time', (): void => {}, never, 'time-out'],
    ['a connection that is cut', (_: unknown, response: { destroy(): void }) => response.destroy(), never, 'no-reply'],
    ['an abort', (): void => {}, AbortSignal.abort(), 'no-reply'],
  ])('calls %s a network error whose text holds neither URL nor ticket', async (_case, answer, signal, kind) => {
    const request = await serve(answer as RequestListener)
    // Whatever else fails is to fail before the time is up.
    const failed = fetchTransport(request(kind === 'time-out' ? { timeoutMs: 30 } : {}), signal)
    await expect(failed).rejects.toThrow(NetworkError)
    const error = await failed.catch((reason: unknown) => reason)
    if (!(error instanceof NetworkError)) throw error
    expect([error.endpoint, error.answer, error.cause]).toEqual(['online', kind, undefined])
    expect(error.message).not.toMatch(/secret|127\.0\.0\.1|http/)
  })
})
