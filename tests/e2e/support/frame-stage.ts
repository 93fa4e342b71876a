import { cp, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { serverIdentity } from '../../simulator/tls/authority.ts'
import { builtExtension } from '../../support/build.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary-folder.ts'
import { until } from '../../support/until.ts'
import { test as base } from './browser-fixtures.ts'
import type { Companion, Tab } from './companion.ts'
import { launchCompanion } from './launch.ts'
import { listen } from './page-listener.ts'
import type { Heard } from './page-listener.ts'

/** A page of its own in place of the official one: the script of its hidden frame is the story's. */
export interface Stage {
  /** Opens the page with this script as the first of its frame, and gives what the script hands to `done`. */
  play(frameScript: string, frame?: string): Promise<{ result: unknown; heard: Heard[] }>
  companion: Companion
}

interface Options {
  /** The build without the script in the page's own world. */
  withoutTap: boolean
}

/** Stories of a hidden frame whose script is their own. */
export const test = base.extend<Options & { stage: Stage }>({
  withoutTap: [false, { option: true }],
  stage: async ({ kind, begunProfile, withoutTap }, use) => {
    const scene = { frame: '', script: '' }
    const heard = (request: IncomingMessage, response: ServerResponse) => answer(scene, request, response)
    const { cert, key } = serverIdentity()
    const servers = [createServer(heard), createHttpsServer({ cert, key }, heard)] as const
    const [httpPort, httpsPort] = await Promise.all([listening(servers[0]), listening(servers[1])])
    const extension = withoutTap ? await buildWithoutTap(kind) : builtExtension(kind)
    const companion = await launchCompanion(kind, { httpPort, httpsPort, begunProfile, extension })
    try {
      const spy = await companion.open(companion.extensionUrl('workbench.html'))
      await spy.evaluate(listen, undefined)
      await use({
        companion,
        play: async (script, frame = 'http://s.web2.qq.com/proxy.html?v=1&callback=1&id=1') => {
          Object.assign(scene, { script, frame })
          const page = await companion.open('http://w.qq.com/')
          const text = await page.css('#result').waitText(/./)
          await page.close()
          return { result: JSON.parse(text), heard: await settled(spy) }
        },
      })
    } finally {
      await companion.close()
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
      if (withoutTap) await removeTemporaryFolder(extension)
    }
  },
})

/** Its port, once it listens. */
async function listening(server: Pick<Server, 'listen' | 'address'>): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** What was heard since the last time, once every request has its end. */
function settled(spy: Tab): Promise<Heard[]> {
  return until('the end of every request', () =>
    spy.evaluate(() => {
      const { heard } = globalThis as unknown as { heard: Heard[] }
      const said = heard.map(({ message }) => message)
      const isEnded = (id: unknown) => said.some((end) => end.id === id && end.kind !== 'request')
      const isThere = said.some(({ kind }) => kind === 'hello')
      return isThere && said.every(({ kind, id }) => kind !== 'request' || isEnded(id)) && heard.splice(0)
    }, undefined),
  )
}

/** The page, its frame and the calls of the frame. The path of a call says what becomes of it. */
function answer(scene: { frame: string; script: string }, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://any')
  const html = (body: string) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html><head>${body}</head><body></body></html>`)
  }
  if (request.headers.host === 'w.qq.com') {
    html(`<script>
      addEventListener('message', ({ data, source }) => {
        if (data === 'call') source.postMessage('{"id":0,"uri":"/api/called"}', '*')
        if (data.result === undefined) return
        const shown = document.body.appendChild(document.createElement('p'))
        shown.id = 'result'
        shown.textContent = data.result
      })
      addEventListener('DOMContentLoaded', () => {
        document.body.appendChild(document.createElement('iframe')).src = ${JSON.stringify(scene.frame)}
      })</script>`)
  } else if (pathname.endsWith('proxy.html')) {
    html(`<script>(() => {
      const { stringify } = JSON
      const hand = (result) => parent.postMessage({ result: stringify(result) }, '*')
      const run = (steps) => steps().then(hand, (error) => hand(String(error)))
      ${scene.script}
    })()</script>`)
  } else if (pathname.startsWith('/cut/')) request.socket.destroy()
  else if (!pathname.startsWith('/hold/')) {
    response.statusCode = pathname.startsWith('/error/') ? 502 : 200
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.end(JSON.stringify({ retcode: 0, path: pathname }))
  }
}

/** A copy of the build in which the browser is not told of the script in the page's own world. */
async function buildWithoutTap(kind: Companion['kind']): Promise<string> {
  const folder = await makeTemporaryFolder('without-tap')
  await cp(builtExtension(kind), folder, { recursive: true })
  const path = `${folder}/manifest.json`
  const manifest: { content_scripts: { world?: string }[] } = JSON.parse(await readFile(path, 'utf8'))
  manifest.content_scripts = manifest.content_scripts.filter(({ world }) => world !== 'MAIN')
  await writeFile(path, JSON.stringify(manifest))
  return folder
}

export { expect } from '@playwright/test'
