import { readFileSync } from 'node:fs'
import { extname } from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.jpg': 'image/jpeg',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
}

/** A file as a reply; its name says what it is. */
export type FileReply = { status: number; headers: Record<string, string | string[]>; body: Buffer }

export const fileReply = (name: string, body: Buffer, headers: FileReply['headers'] = {}): FileReply => ({
  status: 200,
  headers: {
    'Content-Type': TYPES[extname(name)] ?? 'text/plain; charset=utf-8',
    'Cache-Control': 'no-cache',
    // Lets document.domain work in today's Chromium, on https too.
    'Origin-Agent-Cluster': '?0',
    ...headers,
  },
  body,
})

/** A file of `site/`, as one of the service's own pages. */
export const siteFile = (name: string, headers: FileReply['headers'] = {}): FileReply =>
  fileReply(name, readFileSync(new URL(`../site/${name}`, import.meta.url)), headers)
