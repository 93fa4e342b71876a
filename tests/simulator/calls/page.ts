import { existsSync, readFileSync } from 'node:fs'
import { extname, resolve, sep } from 'node:path'
import type { Service } from '../service.ts'
import type { PageBuild } from '../settings.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { html, nginxPage } from '../wire/message.ts'
import { blankGif, jingle, loadingGif, personless, wallpaper } from './page-media.ts'
import { fileReply, siteFile } from './site-file.ts'

/** The parts of our page's script, in the order in which they stand in it. */
const PARTS = [
  'library',
  'network',
  'faces',
  'values',
  'people',
  'content',
  'messages',
  'panel',
  'lists',
  'contacts',
  'chat-html',
  'chat',
  'notice',
  'profile',
  'more-panels',
  'setting',
  'login',
  'poll',
  'main-panel',
  'main',
]

/** Where the official page's script lay. */
const SCRIPT = '//pub.idqqimg.com/smartqq/js/mq.js'
/** The `t` that was asked for; of the older build it is not known. */
const STAMPS: Record<PageBuild, string> = { '201604': '20160412', '20161220': '20161220' }

/** http://w.qq.com/ serves the page; https://w.qq.com/ sends there unless the setting says to serve it. */
export function index(service: Service, request: WireRequest): WireReply {
  const { settings, pageDir } = service
  if (request.scheme === 'https' && settings.httpsPage === 'redirect') {
    return html('', 302, { Location: 'http://w.qq.com/' })
  }
  const own = pageDir === null ? null : fileIn(pageDir, 'index.html')
  if (own !== null) return own
  const page = siteFile('index.html')
  const stamp = STAMPS[settings.pageBuild]
  const script = `${pageDir === null ? SCRIPT : '/mq.js'}?t=${stamp}`
  const style = pageDir === null ? '/page.css' : styleOf(pageDir)
  return { ...page, body: page.body.toString('utf8').replace('/mq.js', script).replace('/page.css', style) }
}

/** The style of another page: its own, or else ours, which fits the same nodes. */
const styleOf = (pageDir: string): string =>
  ['css/mq.css', 'mq.css'].filter((name) => existsSync(resolve(pageDir, name))).map((name) => `/${name}`)[0] ??
  '/page.css'

/** The page's script: one text, that ran to its end without a pause. */
export function script(service: Service): WireReply {
  const { settings, pageDir } = service
  if (pageDir !== null) return scriptOf(pageDir, 'mq.js')
  const parts = PARTS.map((name) => readFileSync(new URL(`../site/page/${name}.js`, import.meta.url), 'utf8'))
  const text = `;(function (BUILD) {\n${parts.join('\n')}\n})('${settings.pageBuild}')\n`
  return fileReply('mq.js', Buffer.from(text))
}

const scriptOf = (pageDir: string, name: string): WireReply =>
  fileIn(pageDir, `smartqq/js/${name}`) ?? fileIn(pageDir, `js/${name}`) ?? fileIn(pageDir, name) ?? nginxPage(404)

/** pub.idqqimg.com/smartqq/js/…: the page's scripts. Null for any other path. */
export function publicScript(service: Service, request: WireRequest): WireReply | null {
  const name = /^\/smartqq\/js\/(.+)$/.exec(request.path)?.[1]
  if (name === undefined) return null
  if (name === 'mq.js') return script(service)
  return service.pageDir === null ? nginxPage(404) : scriptOf(service.pageDir, decoded(name))
}

/** Any other file of the page: out of the folder that was given, or a stand-in for the pictures and the sound. */
export function pageFile(service: Service, request: WireRequest): WireReply {
  const path = decoded(request.path).slice(1)
  const given = service.pageDir === null ? null : fileIn(service.pageDir, path)
  if (given !== null) return given
  if (/^img\/bg\/\d+\.jpg$/.test(path)) return wallpaper(Number(/\d+/.exec(path)?.[0]))
  switch (path) {
    case 'css/image/avatar_default.jpg':
    case 'css/image/avatar_group_default.jpg':
      return personless()
    case 'css/image/img_loading.gif':
      return loadingGif()
    case 'audio/classic.mp3':
      return jingle()
    default:
      return nginxPage(404)
  }
}

/** A path without its percent signs; as it is when they mean nothing. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** A file below a folder, never above it. Null when there is none. */
function fileIn(folder: string, path: string): WireReply | null {
  const place = resolve(folder, path)
  if (!place.startsWith(folder + sep) || extname(place) === '' || !existsSync(place)) return null
  return fileReply(place, readFileSync(place))
}

/** The counters and the error reports of the page: a picture of one pixel, or a script without a word. */
export const beacon = (_service: Service, request: WireRequest): WireReply =>
  request.path.endsWith('.js') ? fileReply('empty.js', Buffer.alloc(0)) : blankGif()

/** GET web2.qq.com/cgi-bin/webqq_chat/: what was said to somebody, as a script. Nothing is kept here. */
export function chatRecord(_service: Service, request: WireRequest): WireReply {
  const callback = request.query.get('callback') ?? ''
  if (!/^[\w.]+$/.test(callback)) return nginxPage(404)
  const record = JSON.stringify({ ret: 0, page: 1, total: 1, chatlogs: [] })
  return fileReply('record.js', Buffer.from(`${callback}(${record})`))
}
