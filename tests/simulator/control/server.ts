import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { ControlError } from '../find-by-key.ts'
import type { Accounts } from '../accounts.ts'
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

/** The account that a request names, or the phone's. @throws ControlError when it is not known */
function accountNamed(accounts: Accounts, number: unknown): Service {
  if (number === undefined || number === null) return accounts.current()
  const service = accounts.byNumber(Number(number))
  if (service === null) throw new ControlError(`account ${JSON.stringify(number)} is not known`)
  return service
}

function query(accounts: Accounts, front: Front, url: URL): Answer {
  const service = accountNamed(accounts, url.searchParams.get('account'))
  const since = Number(url.searchParams.get('since') ?? '0')
  if (!Number.isFinite(since)) return bad('since must be a number')
  switch (url.pathname) {
    case '/api/state':
      accounts.endDue()
      return good({
        ...stateOf(service, url.searchParams.get('brief') !== null),
        accounts: accounts.all().map(({ world, sessions }) => ({
          number: world.ownNumber,
          isAlive: sessions.current()?.ended === null,
        })),
        cut: front.isCut(),
        portal: front.portal(),
      })
    case '/api/sent':
      return good({ sent: service.sent.since(since) })
    case '/api/requests':
      return good({ requests: service.requests.since(since) })
    default:
      return bad(`GET ${url.pathname} is not known`, 404)
  }
}

async function command(accounts: Accounts, front: Front, url: URL, incoming: IncomingMessage): Promise<Answer> {
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
  const { account, ...rest } = body
  accounts.endDue()
  return good(verb(accountNamed(accounts, account), rest, { front, accounts }))
}

async function answer(
  accounts: Accounts,
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
    reply = incoming.method === 'POST' ? await command(accounts, front, url, incoming) : query(accounts, front, url)
  } catch (error) {
    if (!(error instanceof ControlError)) accounts.shared.report(`control ${url.pathname}: ${traceOf(error)}`)
    reply = error instanceof ControlError ? bad(error.message) : bad(`simulator error: ${wordsOf(error)}`, 500)
  }
  response.writeHead(reply.status, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(`${JSON.stringify(reply.body)}\n`)
}

/** The control port: the page "the phone and the friends", and its verbs as an HTTP JSON API. */
export function createControl(accounts: Accounts, front: Front): Server {
  return createServer((incoming, response) => {
    answer(accounts, front, incoming, response).catch((error: unknown) => {
      accounts.shared.report(`control: ${traceOf(error)}`)
      response.destroy()
    })
  })
}
