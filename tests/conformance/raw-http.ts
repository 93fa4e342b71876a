import { connect as connectPlain } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** A reply as it came over the socket: nothing merged, renamed or sorted. */
export type RawReply = {
  /** The first line, e.g. `HTTP/1.1 200 OK`. */
  statusLine: string
  status: number
  /** Header lines in the order they came, names in their own spelling. */
  headers: readonly (readonly [name: string, value: string])[]
  /** The body's bytes, chunks joined. */
  body: Buffer
  /** The body read as UTF-8. */
  text: string
}

/** Where to connect. With `tls` the certificate is checked against the CA, for this server name. */
export type Target = { port: number; tls: { ca: string; servername: string } | null }

/** One request on a connection of its own. */
export type Exchange = {
  /** @throws Error when the connection ends before the reply is whole */
  reply: Promise<RawReply>
  /** Closes the connection without waiting. */
  hangUp: () => void
}

const HEAD_END = '\r\n\r\n'

/** Writes the bytes of a request to 127.0.0.1 and reads one reply. */
export function exchange({ port, tls }: Target, request: string): Exchange {
  const socket =
    tls === null
      ? connectPlain({ host: '127.0.0.1', port })
      : connectTls({ host: '127.0.0.1', port, ca: tls.ca, servername: tls.servername })
  const reply = new Promise<RawReply>((resolve, reject) => {
    let received = Buffer.alloc(0)
    const take = (isOver: boolean): void => {
      const whole = parseReply(received, isOver)
      if (whole === null) return
      resolve(whole)
      socket.destroy()
    }
    socket.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes])
      take(false)
    })
    socket.on('error', reject)
    socket.on('close', () => {
      take(true)
      reject(new Error('the connection was closed before the reply was whole'))
    })
  })
  // A caller that hangs up, or looks at the reply later, must not end the process by it.
  reply.catch(() => undefined)
  socket.write(request)
  return { reply, hangUp: () => void socket.destroy() }
}

/** The reply in these bytes; null while something is missing. `isOver`: nothing more will come. */
function parseReply(received: Buffer, isOver: boolean): RawReply | null {
  const headEnd = received.indexOf(HEAD_END)
  if (headEnd === -1) return null
  const [statusLine = '', ...lines] = received.subarray(0, headEnd).toString('latin1').split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
  })
  const body = bodyOf(received.subarray(headEnd + HEAD_END.length), headers, isOver)
  if (body === null) return null
  return { statusLine, status: Number(statusLine.split(' ')[1]), headers, body, text: body.toString('utf8') }
}

function bodyOf(rest: Buffer, headers: RawReply['headers'], isOver: boolean): Buffer | null {
  const value = (wanted: string): string | undefined => headers.find(([name]) => name.toLowerCase() === wanted)?.[1]
  if (value('transfer-encoding') === 'chunked') return joinedChunks(rest)
  const length = value('content-length')
  if (length === undefined) return isOver ? rest : null
  return rest.length >= Number(length) ? rest.subarray(0, Number(length)) : null
}

function joinedChunks(rest: Buffer): Buffer | null {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const lineEnd = rest.indexOf('\r\n', at)
    if (lineEnd === -1) return null
    const size = Number.parseInt(rest.subarray(at, lineEnd).toString('latin1'), 16)
    const end = lineEnd + 2 + size + 2
    if (rest.length < end) return null
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(rest.subarray(lineEnd + 2, end - 2))
    at = end
  }
}

/** All values of a header, in order. The name's case does not matter. */
export const headerValues = (reply: RawReply, wanted: string): string[] =>
  reply.headers.flatMap(([name, value]) => (name.toLowerCase() === wanted.toLowerCase() ? [value] : []))
