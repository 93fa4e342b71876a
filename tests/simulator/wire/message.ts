import type { IncomingHttpHeaders } from 'node:http'
import type { Settings } from '../settings.ts'
import { toWireJson } from './text.ts'

/** One request to one of the service's host names. */
export type WireRequest = {
  id: number
  scheme: 'http' | 'https'
  /** Lower case, without a port. */
  host: string
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  cookies: ReadonlyMap<string, string>
  /** Form fields of the body. */
  form: URLSearchParams
  viaPage: boolean
  /** Aborted when the client is gone before the reply was written. */
  gone: AbortSignal
}

/** What is sent back. `reset` closes the connection without a reply, `hang` never answers. */
export type WireReply =
  | {
      status: number
      headers?: Record<string, string | string[]>
      body: string | Buffer
      /** Runs once the reply has been handed to the network. */
      afterSent?: () => void
    }
  | 'reset'
  | 'hang'

/** A JSON reply as the service sends it: text/plain, newline at the end. */
export const json = (value: unknown, more: { afterSent?: () => void } = {}): WireReply => ({
  status: 200,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: toWireJson(value),
  ...more,
})

/** A refusal as s.web2 writes it: only the return code. */
export const code = (retcode: number): WireReply => json({ retcode })

/** A refusal as d1 writes it: with an errmsg that says nothing, before the code. */
export const failure = (retcode: number, more: { afterSent?: () => void } = {}): WireReply =>
  json({ errmsg: 'error', retcode }, more)

/** The reply to a send that went well: its fields changed in December 2015. */
export const sendOk = ({ sendReply }: Pick<Settings, 'sendReply'>, more: { afterSent?: () => void } = {}): WireReply =>
  json(sendReply === 'errCode' ? { errCode: 0, msg: 'send ok' } : { retcode: 0, result: 'ok' }, more)

/** A plain page. */
export const html = (body: string, status = 200, headers: Record<string, string | string[]> = {}): WireReply => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
  body,
})

const TITLES: Record<number, string> = {
  403: '403 Forbidden',
  404: '404 Not Found',
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
}

/** An error page of the front server. */
export const nginxPage = (status: 403 | 404 | 502 | 503 | 504): WireReply => {
  const title = TITLES[status] ?? String(status)
  return html(
    `<html>\r\n<head><title>${title}</title></head>\r\n<body bgcolor="white">\r\n<center><h1>${title}</h1></center>\r\n` +
      '<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
    status,
  )
}
