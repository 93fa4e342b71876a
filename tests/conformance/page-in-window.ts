import { Window } from 'happy-dom'
import { startSimulator } from '../simulator/index.ts'
import { PAGE_BUILDS } from '../simulator/settings.ts'
import type { PageBuild } from '../simulator/settings.ts'
import { createClient } from './client.ts'
import { control } from './control.ts'

/** What the page hands to `ajax` of a proxy frame. */
export type AjaxOption = {
  iframeName: string
  method: string
  contentType: string
  data: string | null
  timeout: number
  onSuccess(xhr: { responseText: string }): void
  onError(xhr: { responseText: string }): void
  onTimeout(): void
}
/** One call that the page made, through whichever frame. */
export type PageCall = {
  frame: string
  method: string
  url: string
  /** GET: its parameters in their order. POST: the names in `r`, in theirs. */
  names: string[]
  r: Record<string, unknown> | null
  option: AjaxOption | null
  /** The request as it was posted, if it was. */
  posted: Record<string, unknown> | null
}

/** A page in a window without a network: its frames are ours, so every call is seen and answered by the test. */
export type PageInWindow = {
  window: Window
  calls: PageCall[]
  /** Frames in the order in which the page made them: id, name, address. */
  frames(): { id: string; name: string; src: string }[]
  /** The frame says that it is ready: the number 1, and its id. */
  ready(id: number): void
  /** The https frame has loaded. */
  loaded(): void
  /** Answers the call of that name that was made last. */
  answer(path: string, reply: unknown): void
  fail(path: string, how: 'onError' | 'onTimeout'): void
  last(path: string): PageCall
  close(): Promise<void>
}

const pathOf = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? ''

/** Runs the page's script, as its index would, with these cookies. */
export function openPage(script: string, cookies: Record<string, string>, host = 'w.qq.com'): PageInWindow {
  const window = new Window({
    url: `http://${host}/`,
    width: 1200,
    height: 800,
    settings: {
      disableIframePageLoading: true,
      enableJavaScriptEvaluation: true,
      suppressInsecureJavaScriptEnvironmentWarning: true,
    },
  })
  const { document } = window
  document.write(
    '<body class="black"><div id="bgAllImage"></div><div class="wrap"><div id="main_container"></div>' +
      '<div id="container" class="container"></div></div></body>',
  )
  for (const [name, value] of Object.entries(cookies)) document.cookie = `${name}=${value}; path=/`

  const calls: PageCall[] = []
  const record = (frame: string, method: string, url: string, data: string | null, more: Partial<PageCall>): void => {
    const text = data === null ? null : new URLSearchParams(data).get('r')
    const r: Record<string, unknown> | null = text === null ? null : JSON.parse(text)
    const names = r === null ? [...new URL(url).searchParams.keys()] : Object.keys(r)
    calls.push({ frame, method, url, names, r, option: null, posted: null, ...more })
  }
  const frameOf = (name: string): unknown => ({
    ajax: (url: string, option: AjaxOption) => record(name, option.method, url, option.data, { option }),
    postMessage(text: string, origin: string) {
      const posted: { uri: string; option: { method: string; data: string } } & Record<string, unknown> =
        JSON.parse(text)
      record(name, posted.option.method, posted.uri, posted.option.data, { posted: { ...posted, origin } })
    },
  })
  Object.defineProperty(window, 'frames', {
    value: new Proxy({}, { get: (_target, name) => frameOf(String(name)) }),
  })
  window.eval(script)

  const last = (path: string): PageCall => {
    const call = calls.findLast(({ url }) => pathOf(url) === path)
    if (call === undefined)
      throw new Error(`${path} was not called, but ${calls.map(({ url }) => pathOf(url)).join(', ')}`)
    return call
  }
  const reply = (path: string, type: 'onSuccess' | 'onError' | 'onTimeout', responseText: string): void => {
    const { option, posted } = last(path)
    if (option !== null) return option[type]({ responseText })
    const data = JSON.stringify({ id: posted?.['id'], type, option: { responseText, status: 200 } })
    window.dispatchEvent(new window.MessageEvent('message', { data, origin: 'https://d1.web2.qq.com' }))
    return undefined
  }
  return {
    window,
    calls,
    frames: () =>
      [...document.querySelectorAll('body > div.hiddenIframe > iframe.hiddenIframe')].map((frame) => ({
        id: frame.id,
        name: frame.getAttribute('name') ?? '',
        src: frame.getAttribute('src') ?? '',
      })),
    ready: (id) => {
      window.eval(`alloy.ajaxProxyCallback(1, ${id})`)
    },
    loaded: () => {
      document.querySelector('#qqweb_proxySendIframe3')?.dispatchEvent(new window.Event('load'))
    },
    answer: (path, value) => reply(path, 'onSuccess', typeof value === 'string' ? value : JSON.stringify(value)),
    fail: (path, how) => reply(path, how, ''),
    last,
    close: () => window.happyDOM.close(),
  }
}

/** Addresses of the calls so far: the last part of each path, in order. */
export const pathsOf = (page: PageInWindow): string[] => page.calls.map(({ url }) => pathOf(url))

/** A small account: a friend, two groups, a discussion. */
export const LISTS = {
  friends: {
    categories: [{ index: 1, name: '同学', sort: 1 }],
    friends: [
      { uin: 31, categories: 0, flag: 0 },
      { uin: 32, categories: 1, flag: 4 },
    ],
    info: [
      { uin: 31, nick: '强', face: 3, flag: 0 },
      { uin: 32, nick: 'Lily', face: 5, flag: 0 },
    ],
    marknames: [{ uin: 31, markname: '强哥' }],
    vipinfo: [],
  },
  groups: {
    gnamelist: [
      { gid: 71, code: 81, name: '羽毛球', flag: 0 },
      { gid: 72, code: 82, name: '二手', flag: 0 },
    ],
    gmasklist: [{ gid: 72, mask: 2 }],
  },
  discusses: { dnamelist: [{ did: 91, name: '三人' }] },
}

/** Answers everything up to the first poll. */
export function bootToPoll(page: PageInWindow, build: PageBuild): void {
  page.ready(1)
  page.answer('getvfwebqq', { retcode: 0, result: { vfwebqq: 'vf' } })
  page.ready(2)
  page.answer('login2', {
    retcode: 0,
    result: { psessionid: 'ps', uin: 123456789, port: 1, index: 2, status: 'online', vfwebqq: 'wrong' },
  })
  page.answer('get_user_friends2', { retcode: 0, result: LISTS.friends })
  page.answer('get_group_name_list_mask2', { retcode: 0, result: LISTS.groups })
  page.answer('get_discus_list', { retcode: 0, result: LISTS.discusses })
  page.answer('get_self_info2', {
    retcode: 0,
    result: { nick: '小明', lnick: '在路上', face: 603, account: 123456789, uin: 123456789 },
  })
  page.answer('get_online_buddies2', { retcode: 0, result: [{ uin: 32, status: 'online', client_type: 1 }] })
  page.answer('get_recent_list2', {
    retcode: 0,
    result: [
      { uin: 31, type: 0 },
      { uin: 71, type: 1 },
      { uin: 99, type: 0 },
    ],
  })
  if (build === '20161220') page.loaded()
}

export const COOKIES = { uin: 'o0123456789', skey: '@abc', ptwebqq: '7e2f3c9a' }

/** Our page in both builds, as the simulator serves it. */
export type Pages = {
  start(): Promise<void>
  /** Right after the script has run; `before` is run before it. */
  open(build: PageBuild, cookies?: Record<string, string>, before?: string): PageInWindow
  /** With its first poll under way. */
  booted(build: PageBuild): PageInWindow
  closeAll(): Promise<void>
}

/** Opens pages and closes them all again. */
export function createPages(): Pages {
  const scripts = new Map<PageBuild, string>()
  const opened: PageInWindow[] = []
  const pages: Pages = {
    async start() {
      const simulator = await startSimulator()
      const client = createClient(simulator)
      for (const pageBuild of PAGE_BUILDS) {
        await control(simulator, 'settings', { pageBuild })
        scripts.set(pageBuild, (await client.get('http://pub.idqqimg.com/smartqq/js/mq.js')).text)
      }
      await simulator.close()
    },
    open(build, cookies = COOKIES, before = '') {
      const page = openPage(before + (scripts.get(build) ?? ''), cookies)
      opened.push(page)
      return page
    },
    booted(build) {
      const page = pages.open(build)
      bootToPoll(page, build)
      return page
    },
    async closeAll() {
      for (const page of opened.splice(0)) await page.close()
    },
  }
  return pages
}
