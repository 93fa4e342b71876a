import type { WireRequest } from './message.ts'

/** One request as the log keeps it. `status` is null until it was answered. */
export type LoggedRequest = {
  id: number
  /** Milliseconds, machine's clock. */
  time: number
  /** When it was answered or given up; null while it is held. */
  endedAt: number | null
  scheme: string
  host: string
  path: string
  query: Record<string, string>
  method: string
  referer: string | null
  origin: string | null
  secFetchSite: string | null
  userAgent: string | null
  hasCookies: boolean
  cookieNames: string[]
  /** The `r` field, parsed if it is JSON, else as text; null without one. */
  r: unknown
  status: number | null
  /** `retcode` or `errCode` of a JSON reply. */
  retcode: number | null
  /** The client left before it was answered. */
  aborted: boolean
  /** Best guess whether the w.qq.com page sent it: see docs/SIMULATOR.md. */
  viaPage: boolean
}

export type RequestLog = {
  begin(request: WireRequest): LoggedRequest
  /** Requests with an id above the given one, oldest first. */
  since(id: number): LoggedRequest[]
  clear(): void
}

const KEPT = 20_000

function parsedR(request: WireRequest): unknown {
  const r = request.form.get('r') ?? request.query.get('r')
  if (r === null) return null
  try {
    return JSON.parse(r)
  } catch {
    return r
  }
}

/** An empty log. Keeps the last 20,000 requests. */
export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = []
  return {
    begin(request) {
      const header = (name: string): string | null => {
        const value = request.headers[name]
        return typeof value === 'string' ? value : null
      }
      const entry: LoggedRequest = {
        id: request.id,
        time: Date.now(),
        endedAt: null,
        scheme: request.scheme,
        host: request.host,
        path: request.path,
        query: Object.fromEntries(request.query),
        method: request.method,
        referer: header('referer'),
        origin: header('origin'),
        secFetchSite: header('sec-fetch-site'),
        userAgent: header('user-agent'),
        hasCookies: request.cookies.size > 0,
        cookieNames: [...request.cookies.keys()],
        r: parsedR(request),
        status: null,
        retcode: null,
        aborted: false,
        viaPage: request.viaPage,
      }
      entries.push(entry)
      if (entries.length > KEPT) entries = entries.slice(-KEPT / 2)
      return entry
    },
    since: (id) => entries.filter((entry) => entry.id > id),
    clear() {
      entries = []
    },
  }
}

/** The return code of a JSON body, or null. */
export function retcodeOf(body: string | Buffer): number | null {
  if (typeof body !== 'string' || !body.startsWith('{')) return null
  const found = /"(?:retcode|errCode)":(-?\d+)/.exec(body)
  return found === null ? null : Number(found[1])
}
