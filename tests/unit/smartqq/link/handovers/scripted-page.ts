import { PAGE_PORT, TAP_PORT } from '../../../../../lib/ports.ts'
import { listHash } from '../../../../../lib/smartqq/wire/hash.ts'
import { endpoints } from '../../../../../lib/smartqq/wire/endpoints.ts'
import type { EndpointName } from '../../../../../lib/smartqq/wire/endpoints.ts'
import type { Dice } from './dice.ts'
import type { Answered, MemoryService } from './memory-service.ts'
import { openRelay } from './relay.ts'
import type { Connect } from './relay.ts'

/** What the page needs of the world around it. */
export interface PageWorld {
  dice: Dice
  service: MemoryService
  connect: Connect
  /** Which of the two builds the page is, and who sees what goes through the https frame. */
  build: '2016' | '20161220'
  sources: 'both' | 'tap' | 'envelope'
  /** The answer that takes the place of the server's own, `hang` for none ever. Taken out when it is used. */
  fault(tab: number, endpoint: EndpointName): Answered | 'hang' | undefined
  /** A poll's reply that went with its document: it was frozen and had not looked, or the worker had just died. */
  lost(text: string): void
}

type Fields = Record<string, string | number>
type End = { status: number; text: string } | 'error' | 'timeout'

const CLIENT = 53999199
const HTTP_FRAME = 'http://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2'
const HTTPS_FRAME = 'https://d1.web2.qq.com/cfproxy.html?v=20151105001&callback=1'
const HTTPS_CALLS: readonly EndpointName[] = ['poll', 'sendFriend']

/**
 * A document that does on the wire what the page does (page script 20161220): its boot, its poll loop, its relinks, its
 * end. It is watched by what our scripts in it would report.
 */
export function openDocument(world: PageWorld, tab: number) {
  const { dice, service } = world
  const { jar } = service
  let isDead = false
  let isFrozen = false
  let isHidden = false
  let showsForm = false
  /** Whether it has the line, or is on its way to it. */
  let stage: 'arriving' | 'listening' | 'stopped' | 'form' = 'arriving'
  let run = 0
  let hasGivenUp = false
  let gone = new AbortController()
  let lastId = 0
  let lastNumber = 320_000
  const unseen = new Set<string>()
  const thawed: (() => void)[] = []
  const mq = { ptwebqq: '', vfwebqq: '', psessionid: '', uin: 0 }

  const sender = (frameId: number, url: string) => ({
    tab: { id: tab, url: 'http://w.qq.com/', incognito: false },
    frameId,
    url,
  })
  const ifRunning = (work: () => void) => (isFrozen || isHidden ? void thawed.push(work) : work())
  const onTheirWay = new Map<string, { request: object; since: number; isHttps: boolean }>()
  const greeting = (ofHttps: boolean) => () => [
    { kind: 'hello', tapped: !ofHttps || world.sources !== 'envelope' },
    ...[...onTheirWay.values()]
      .filter(({ isHttps }) => isHttps === ofHttps)
      .map(({ request, since }) => ({ kind: 'request', ...request, ageMs: Date.now() - since })),
  ]
  const top = openRelay(world.connect, PAGE_PORT, sender(0, 'http://w.qq.com/'), ifRunning, () => [state()])
  const http = openRelay(world.connect, TAP_PORT, sender(1, HTTP_FRAME), ifRunning, greeting(false))
  const https = openRelay(world.connect, TAP_PORT, sender(2, HTTPS_FRAME), ifRunning, greeting(true))
  const state = () => ({ kind: 'state', loginForm: showsForm, frozen: isFrozen })
  const never = new Promise<never>(() => {})

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      setTimeout(() => ifRunning(resolve), ms)
    })

  /** What came, once the page runs again; a document that is gone never sees it. */
  async function seen(reply: Answered): Promise<void> {
    if (reply && (isFrozen || isHidden)) {
      unseen.add(reply.text)
      await new Promise<void>((resolve) => void thawed.push(resolve))
      unseen.delete(reply.text)
    }
    if (isDead) await never
  }

  async function ask(endpoint: EndpointName, fields: Fields, timeoutMs = 30_000): Promise<End> {
    const { method, url } = endpoints[endpoint]
    const isHttps = world.build === '20161220' && HTTPS_CALLS.includes(endpoint)
    const address = isHttps ? url : url.replace('https:', 'http:')
    const query = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]))
    const id = String(lastId++)
    const request = {
      id,
      method,
      url: method === 'GET' ? `${address}?${query}` : address,
      body: method === 'GET' ? null : `r=${encodeURIComponent(JSON.stringify(fields))}`,
    }
    const isTapped = !isHttps || world.sources !== 'envelope'
    const hasEnvelopes = isHttps && world.sources !== 'tap'
    const frame = isHttps ? https : http
    if (isTapped) {
      onTheirWay.set(id, { request, since: Date.now(), isHttps })
      frame.say({ kind: 'request', ...request, ageMs: 0 })
    }
    if (hasEnvelopes) {
      const option = { method, data: request.body, uri: request.url }
      frame.keep({ kind: 'envelope', data: JSON.stringify({ id: Number(id), option, uri: request.url }) })
    }
    const { signal } = gone
    const hiddenOrDead = new Promise<null>((resolve) => {
      signal.addEventListener('abort', () => resolve(null))
    })
    const sent = (async (): Promise<Answered> => {
      await new Promise((resolve) => setTimeout(resolve, dice.between(5, endpoint === 'poll' ? 900 : 300)))
      if (signal.aborted) return null
      const instead = world.fault(tab, endpoint)
      if (instead === 'hang') return never
      return instead === undefined ? service.ask({ ...request, viaPage: true, gone: signal }) : instead
    })()
    const overdue = new Promise<'timeout'>((resolve) => {
      setTimeout(() => resolve('timeout'), timeoutMs)
    })
    const answer = await Promise.race([sent, overdue, hiddenOrDead])
    await seen(answer === 'timeout' ? null : answer)
    if (isFrozen || isHidden) await new Promise<void>((resolve) => void thawed.push(resolve))
    if (isDead) await never
    onTheirWay.delete(id)
    const end: End = answer === null ? 'error' : answer
    if (isTapped) {
      const how =
        typeof end === 'string'
          ? { kind: 'failed', why: end }
          : { kind: 'reply', status: end.status, text: end.text, date: null }
      frame.keep({ ...how, ...request })
    }
    if (hasEnvelopes) {
      const type = typeof end === 'string' ? { error: 'onError', timeout: 'onTimeout' }[end] : 'onSuccess'
      const option = typeof end === 'string' ? undefined : { responseText: end.text, status: end.status }
      top.keep({ kind: 'envelope', data: JSON.stringify({ id: Number(id), type, option }) })
    }
    return typeof end === 'object' && end.status >= 400 ? 'error' : end
  }

  async function json(endpoint: EndpointName, fields: Fields) {
    const end = await ask(endpoint, fields)
    if (typeof end === 'string') return { end, retcode: undefined, result: {} as Fields }
    const { retcode, result } = parse(end.text)
    return { end: 'reply' as const, retcode, result: (result ?? {}) as Fields }
  }

  const session = () => ({ clientid: CLIENT, psessionid: mq.psessionid })

  function show(form: boolean): void {
    showsForm = form
    if (form) stage = 'form'
    top.say(state())
  }

  async function boot(): Promise<void> {
    const mine = ++run
    stage = 'arriving'
    if (showsForm) show(false)
    mq.ptwebqq = jar.get('ptwebqq') ?? ''
    const first = { ptwebqq: mq.ptwebqq, clientid: CLIENT, psessionid: '' }
    const vf = await json('vfwebqq', { ...first, t: Date.now() })
    if (vf.end === 'timeout') {
      stage = 'stopped'
      return
    }
    if (vf.retcode !== 0) return show(true)
    mq.vfwebqq = String(vf.result['vfwebqq'])
    const login = await json('login2', { ...first, status: 'online' })
    if (login.retcode !== 0) return show(true)
    mq.psessionid = String(login.result['psessionid'])
    mq.uin = Number(login.result['uin'])
    const hashed = { vfwebqq: mq.vfwebqq, hash: listHash(mq.uin, mq.ptwebqq) }
    const list = async (name: EndpointName, fields: Fields) => {
      const { retcode } = await json(name, fields)
      // It waits for the others, and will not poll.
      if (retcode !== 0) stage = 'stopped'
      return retcode
    }
    const lists = Promise.all([
      list('friends', hashed),
      list('groups', hashed),
      list('discusses', { ...session(), vfwebqq: mq.vfwebqq, t: Date.now() }),
    ])
    void json('self', { t: Date.now() })
    const isFine = (await lists).every((retcode) => retcode === 0)
    if (isFine) await json('online', { vfwebqq: mq.vfwebqq, ...session(), t: Date.now() })
    if (!isFine || (await json('recent', { vfwebqq: mq.vfwebqq, ...session() })).retcode !== 0) {
      stage = 'stopped'
      return
    }
    stage = 'listening'
    await polls(mine)
  }

  async function polls(mine: number): Promise<void> {
    let failures = 0
    const isLast = () => mine === run
    while (isLast()) {
      const end = await ask('poll', { ptwebqq: mq.ptwebqq, ...session(), key: '' }, 120_000)
      const { retcode, result, p } = typeof end === 'string' ? { retcode: -1, result: null, p: null } : parse(end.text)
      let isBroken = false
      if (retcode === 0 || retcode === 102) {
        failures = 0
        if (Array.isArray(result) && result.some(({ poll_type }: Fields) => poll_type === 'kick_message')) {
          jar.delete('ptwebqq')
          jar.delete('skey')
          break
        }
      } else if (retcode === 100) break
      else if (retcode === 116) {
        mq.ptwebqq = String(p)
        jar.set('ptwebqq', mq.ptwebqq)
      } else if (retcode === 120 || retcode === 121) isBroken = true
      else if (retcode === 109 || retcode === 110) await sleep(10_000)
      else {
        if (typeof end !== 'string') await sleep(10_000)
        isBroken = ++failures > 8
      }
      if (!isBroken) continue
      failures = 0
      if (!(await relinks())) break
    }
    if (mine === run) stage = 'stopped'
  }

  async function relinks(): Promise<boolean> {
    for (let tries = 0; tries < 3; tries++) {
      await sleep(1_000)
      const { retcode, end, result } = await json('login2', {
        ptwebqq: mq.ptwebqq,
        ...session(),
        key: '',
        state: 'online',
      })
      if (retcode === 0) {
        mq.psessionid = String(result['psessionid'])
        mq.vfwebqq = String(result['vfwebqq'])
        return true
      }
      if (end === 'reply' && ![112, 113, 115].includes(Number(retcode))) return false
    }
    hasGivenUp = true
    return false
  }

  function end(): void {
    isDead = true
    for (const text of unseen) world.lost(text)
    for (const relay of [top, http, https]) for (const report of relay.unheard()) world.lost(textOf(report))
    gone.abort()
  }

  function goOn(): void {
    for (const work of thawed.splice(0)) work()
  }

  if (jar.get('ptwebqq') && jar.get('skey')) void boot()
  else show(true)

  return {
    tab,
    /** Whether it has the line by what it really does. */
    claims: () => !isDead && !isFrozen && !isHidden && (stage === 'arriving' || stage === 'listening'),
    isListening: () => !isDead && !isFrozen && !isHidden && stage === 'listening',
    stage: () => stage,
    /** It has stopped after its last relink, which nothing on the wire says. */
    hasGivenUpSilently: () => hasGivenUp,
    isFrozen: () => isFrozen || isHidden,
    /** Closed, crashed or left. */
    close() {
      end()
      for (const relay of [top, http, https]) relay.close()
    },
    freeze() {
      if (isFrozen || isHidden) return
      isFrozen = true
      top.say(state())
    },
    thaw() {
      if (!isFrozen) return
      isFrozen = false
      top.say(state())
      goOn()
    },
    /** Goes into the back/forward cache: what is on its way is cut off. */
    hide() {
      if (isFrozen || isHidden) return
      for (const relay of [top, http, https]) relay.close()
      isHidden = true
      gone.abort()
    },
    comeBack() {
      if (!isHidden) return
      isHidden = false
      gone = new AbortController()
      for (const relay of [top, http, https]) relay.open()
      goOn()
    },
    /** ptlogin has finished in its form. */
    logsIn: () => void boot(),
    sends(uin: number, text: string) {
      if (stage !== 'listening' || isFrozen || isHidden) return
      const content = JSON.stringify([text, ['font', { name: '宋体', size: 10, style: [0, 0, 0], color: '000000' }]])
      void ask('sendFriend', {
        to: uin,
        content,
        face: 1,
        clientid: CLIENT,
        msg_id: ++lastNumber,
        psessionid: mq.psessionid,
      })
    },
  }
}

export type ScriptedPage = ReturnType<typeof openDocument>

/** The text of a reply in a report. */
function textOf(report: object): string {
  const { text = '', data = '{}' } = report as { text?: string; data?: string }
  return text || ((JSON.parse(data) as { option?: { responseText?: string } }).option?.responseText ?? '')
}

function parse(text: string): { retcode?: number; result?: unknown; p?: unknown } {
  try {
    return JSON.parse(text || '-') as { retcode?: number }
  } catch {
    return {}
  }
}
