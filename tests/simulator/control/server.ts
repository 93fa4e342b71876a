import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { ControlError } from '../find-by-key.ts'
import { isRecord, traceOf, wordsOf } from '../narrow.ts'
import type { Service } from '../service.ts'
import type { Front } from '../wire/front.ts'
import { stateOf } from './state.ts'
import { VERBS } from './verbs.ts'

const FILES: Record<string, [file: string, type: string]> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/control.js': ['control.js', 'text/javascript; charset=utf-8'],
  '/control.css': ['control.css', 'text/css; charset=utf-8'],
}

type Answer = { status: number; body: Record<string, unknown> }
const good = (more: Record<string, unknown> | void): Answer => ({ status: 200, body: { ok: true, ...more } })
const bad = (error: string, status = 400): Answer => ({ status, body: { ok: false, error } })

function query(service: Service, front: Front, url: URL): Answer {
  const since = Number(url.searchParams.get('since') ?? '0')
  if (!Number.isFinite(since)) return bad('since must be a number')
  switch (url.pathname) {
    case '/api/state':
      return good({ ...stateOf(service), cut: front.isCut() })
    case '/api/sent':
      return good({ sent: service.sent.since(since) })
    case '/api/requests':
      return good({ requests: service.requests.since(since) })
    default:
      return bad(`GET ${url.pathname} is not known`, 404)
  }
}

async function command(service: Service, front: Front, url: URL, incoming: IncomingMessage): Promise<Answer> {
  const verb = VERBS[url.pathname.replace(/^\/api\//, '')]
  const raw = await text(incoming)
  if (verb === undefined) return bad(`POST ${url.pathname} is not known`, 404)
  let body: unknown
  try {
    body = raw.trim() === '' ? {} : JSON.parse(raw)
  } catch {
    return bad('the body is not JSON')
  }
  if (!isRecord(body)) return bad('the body must be a JSON object')
  return good(verb(service, body, front))
}

async function answer(
  service: Service,
  front: Front,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://control')
  const file = incoming.method === 'GET' ? FILES[url.pathname] : undefined
  if (file !== undefined) {
    response.writeHead(200, { 'Content-Type': file[1], 'Cache-Control': 'no-cache' })
    response.end(readFileSync(new URL(`../control-page/${file[0]}`, import.meta.url)))
    return
  }
  let reply: Answer
  try {
    reply = incoming.method === 'POST' ? await command(service, front, url, incoming) : query(service, front, url)
  } catch (error) {
    if (!(error instanceof ControlError)) service.report(`control ${url.pathname}: ${traceOf(error)}`)
    reply = error instanceof ControlError ? bad(error.message) : bad(`simulator error: ${wordsOf(error)}`, 500)
  }
  response.writeHead(reply.status, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(`${JSON.stringify(reply.body)}\n`)
}

/** The control port: the page "the phone and the friends", and its verbs as an HTTP JSON API. */
export function createControl(service: Service, front: Front): Server {
  return createServer((incoming, response) => {
    answer(service, front, incoming, response).catch((error: unknown) => {
      service.report(`control: ${traceOf(error)}`)
      response.destroy()
    })
  })
}
