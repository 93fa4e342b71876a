import { expect, test } from './support/frame-stage.ts'
import type { Stage } from './support/frame-stage.ts'
import type { Heard } from './support/page-listener.ts'

test('every request and its reply is seen from the first one, whatever the page makes of its objects', async ({
  stage,
}) => {
  const { result, heard } = await stage.play(`
    const steps = []
    const ended = (xhr) => new Promise((resolve) => { xhr.onloadend = resolve })
    const first = new XMLHttpRequest()
    first.onreadystatechange = () => { if (first.readyState === 4) steps.push(first.responseText) }
    first.open('GET', '/api/first?t=1')
    first.send()
    run(async () => {
      await ended(first)
      first.open('post', 'http://s.web2.qq.com/api/again')
      first.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded')
      first.send('r=%7B%7D')
      await ended(first)

      const opened = new XMLHttpRequest()
      opened.open('GET', '/hold/dropped')
      opened.send()
      opened.open('GET', '/api/after-dropped')
      opened.send()
      await ended(opened)

      const aborted = new XMLHttpRequest()
      aborted.open('GET', '/hold/aborted')
      aborted.send()
      setTimeout(() => aborted.abort(), 50)
      await ended(aborted)

      const late = new XMLHttpRequest()
      late.open('GET', '/hold/late')
      late.timeout = 60
      late.send()
      await ended(late)

      const cut = new XMLHttpRequest()
      cut.open('GET', '/cut/cut')
      cut.send()
      await ended(cut)

      const sync = new XMLHttpRequest()
      sync.open('GET', '/api/sync', false)
      sync.send()
      steps.push('sync ' + sync.responseText)

      const json = new XMLHttpRequest()
      json.open('GET', '/api/json')
      json.responseType = 'json'
      json.send()
      await ended(json)
      steps.push('json ' + json.response.path)

      const early = new XMLHttpRequest()
      let isSent = false
      early.onreadystatechange = () => { if (early.readyState === 1 && !isSent) { isSent = true; early.send() } }
      early.open('GET', '/api/early')
      await ended(early)

      const odd = new XMLHttpRequest()
      let asked = 0
      odd.open('GET', { toString() { asked += 1; return '/api/odd' } })
      odd.send(new FormData())
      await ended(odd)
      steps.push(asked)

      const foreign = new XMLHttpRequest()
      foreign.open('GET', 'http://elsewhere.qq.com/api/foreign')
      foreign.send()
      await ended(foreign)

      class Own extends XMLHttpRequest {}
      const own = new Own()
      own.open('GET', new URL('/error/own', location.href))
      own.send()
      await ended(own)
      try { own.send() } catch (error) { steps.push(error.name) }
      try { own.open('GET', 'http://[') } catch (error) { steps.push(error.name) }

      const reply = await fetch('/api/fetched', { method: 'POST', body: 'a=1' })
      steps.push('fetched ' + (await reply.json()).path)
      const controller = new AbortController()
      const held = fetch('/hold/fetched', { signal: controller.signal })
      setTimeout(() => controller.abort(), 50)
      await held.catch((error) => steps.push(error.name))
      await fetch(new Request('/api/request'))
      return steps
    })`)
  expect(result).toEqual([
    '{"retcode":0,"path":"/api/first"}',
    '{"retcode":0,"path":"/api/again"}',
    'sync {"retcode":0,"path":"/api/sync"}',
    'json /api/json',
    1,
    'InvalidStateError',
    'SyntaxError',
    'fetched /api/fetched',
    'AbortError',
  ])

  const said = heard.filter(({ port }) => port === 'tap').map(({ message }) => message)
  expect(said[0]).toEqual({ kind: 'hello', tapped: true })
  const calls = said.slice(1).filter(({ kind }) => kind === 'request')
  const told = calls.map(({ id, method, url }) => {
    const [, end] = said.filter((message) => message.id === id)
    return `${String(method)} ${new URL(String(url)).pathname} ${String(end?.kind)} ${Number(end?.status) || String(end?.why)}`
  })
  expect(told).toEqual([
    'GET /api/first reply 200',
    'POST /api/again reply 200',
    'GET /hold/dropped failed abort',
    'GET /api/after-dropped reply 200',
    'GET /hold/aborted failed abort',
    'GET /hold/late failed timeout',
    'GET /cut/cut failed error',
    'GET /api/sync reply 200',
    'GET /api/json reply 200',
    'GET /api/early reply 200',
    'GET /error/own reply 502',
    'POST /api/fetched reply 200',
    'GET /hold/fetched failed abort',
    'GET /api/request reply 200',
  ])
  const tapped = said.filter(({ url }) => !/fetched|odd/.test(String(url))).map(({ kind, id }) => [kind, id])
  expect(tapped.filter(([kind], index) => index > 0 && kind === tapped[index - 1]?.[0])).toEqual([])
  // Whose address only the reply tells.
  expect(said.filter(({ url }) => String(url).endsWith('/api/odd')).map(({ kind }) => kind)).toEqual(['reply'])
  expect(said.find(({ kind, url }) => kind === 'reply' && url === 'http://s.web2.qq.com/api/again')).toMatchObject({
    body: 'r=%7B%7D',
    text: '{"retcode":0,"path":"/api/again"}',
    date: expect.stringContaining('GMT'),
  })
  expect(said.find(({ kind, url }) => kind === 'reply' && String(url).endsWith('/api/fetched'))).toMatchObject({
    body: 'a=1',
    text: '{"retcode":0,"path":"/api/fetched"}',
  })
})

test('a hostile frame learns neither the name of the channel nor a report, and breaks nothing but itself', async ({
  stage,
}) => {
  const { result, heard } = await stage.play(`
    const learnt = []
    const note = (from) => (value) => { learnt[learnt.length] = from + ' ' + value }
    const calls = ['smartqq-companion:tap', 'smartqq-companion:relay']
    for (const name of calls) document.addEventListener(name, (event) => note('event')(event.type + event.detail), true)
    for (const name of calls) document.dispatchEvent(new CustomEvent(name, { detail: 'mine' }))
    document.addEventListener('mine', (event) => note('channel')(event.detail), true)
    const { dispatchEvent, addEventListener } = EventTarget.prototype
    EventTarget.prototype.dispatchEvent = function (event) {
      note('dispatchEvent')(event.type)
      return Reflect.apply(dispatchEvent, this, [event])
    }
    EventTarget.prototype.addEventListener = function (...args) {
      if (this instanceof XMLHttpRequest) note('addEventListener')(args[0])
      return Reflect.apply(addEventListener, this, args)
    }
    const Native = CustomEvent
    window.CustomEvent = new Proxy(Native, { construct(target, args) { note('CustomEvent')(args[0]); return new target(...args) } })
    JSON.stringify = (value) => { note('stringify')(value?.url); return '{}' }
    const names = ['bubbles', 'cancelable', 'composed', 'detail', 'toJSON', 'apply', 'construct', 'kind', 'url', 'current', '0', '1', 'get']
    for (const name of names) {
      Object.defineProperty(Object.prototype, name, { configurable: true, get() { note(name)(typeof this); return undefined }, set(value) { note('set ' + name)(value) } })
    }
    Array.prototype.push = String.prototype.endsWith = RegExp.prototype.exec = WeakMap.prototype.get = Function.prototype.call =
      Function.prototype.apply = Promise.prototype.then = () => { throw new Error('hostile') }
    Array.prototype[Symbol.iterator] = function* () { throw new Error('hostile') }
    Object.defineProperty(Native.prototype, 'detail', { get() { note('detail')(this.type); return '' } })
    window.URL = window.String = window.WeakMap = window.Reflect = undefined
    const xhr = new XMLHttpRequest()
    xhr.onload = () => {
      names.forEach((name) => delete Object.prototype[name])
      hand([xhr.responseText, learnt.join()])
    }
    xhr.open('POST', '/api/hostile')
    note('name')(xhr.send.name)
    xhr.send('r=secret')`)
  const [text, learnt] = result as [string, string]
  expect(text).toBe('{"retcode":0,"path":"/api/hostile"}')
  // Its own two events, and nothing else.
  expect(learnt).toBe('event smartqq-companion:tapmine,event smartqq-companion:relaymine,name send')
  expect(heard.map(({ message }) => [message.kind, message.text])).toEqual([
    ['state', undefined],
    ['hello', undefined],
    ['request', undefined],
    ['reply', '{"retcode":0,"path":"/api/hostile"}'],
  ])
})

test('the page finds its functions as they were', async ({ stage }) => {
  const { result } = await stage.play(`
    const shape = (object, name) => {
      const { value, ...rest } = Object.getOwnPropertyDescriptor(object, name)
      return { ...rest, name: value.name, length: value.length, own: Object.getOwnPropertyNames(value).sort().join() }
    }
    hand([
      /^function \\w* ?\\(\\) \\{\\s+\\[native code\\]\\s+\\}$/.test(XMLHttpRequest.prototype.open.toString().replace('open', '')),
      shape(window, 'XMLHttpRequest').enumerable,
      shape(XMLHttpRequest.prototype, 'open'),
      shape(XMLHttpRequest.prototype, 'send').own,
      Object.getOwnPropertyNames(XMLHttpRequest.prototype).length === new Set(Object.getOwnPropertyNames(XMLHttpRequest.prototype)).size,
      new XMLHttpRequest().constructor === XMLHttpRequest,
      new XMLHttpRequest() instanceof XMLHttpRequest,
      XMLHttpRequest.DONE,
      shape(window, 'fetch').name,
      (() => { try { XMLHttpRequest() } catch (error) { return error.name } })(),
    ])`)
  expect(result).toEqual([
    true,
    false,
    { writable: true, enumerable: true, configurable: true, name: 'open', length: 2, own: 'length,name' },
    'length,name',
    true,
    true,
    true,
    4,
    'fetch',
    'TypeError',
  ])
})

test('messages to and from the https frame are heard as well', async ({ stage }) => {
  const { heard } = await playEnvelopes(stage)
  expect(heard.filter(({ port }) => port === 'tap').map(({ message }) => message.kind)).toEqual(
    expect.arrayContaining(['hello', 'envelope', 'request', 'reply']),
  )
  expect(inAnyOrder(envelopes(heard))).toEqual(inAnyOrder(EXPECTED_ENVELOPES))
})

test.describe('where the tap is missing', () => {
  test.use({ withoutTap: true })

  test('the frame says so, and messages to and from the https frame are heard all the same', async ({ stage }) => {
    const { heard } = await playEnvelopes(stage)
    expect(heard.find(({ port }) => port === 'tap')?.message).toEqual({ kind: 'hello', tapped: false })
    expect(inAnyOrder(envelopes(heard))).toEqual(inAnyOrder(EXPECTED_ENVELOPES))
  })

  test('nobody can pass for it', async ({ stage }) => {
    const { result, heard } = await stage.play(`
      const learnt = []
      document.addEventListener('smartqq-companion:relay', (event) => learnt.push(event.detail), true)
      document.dispatchEvent(new CustomEvent('smartqq-companion:tap'))
      hand(learnt)`)
    expect(result).toEqual([])
    expect(heard.map(({ message }) => message.kind)).toEqual(['state', 'hello'])
  })
})

const EXPECTED_ENVELOPES = [
  ['tap', '{"id":0,"uri":"/api/called"}'],
  ['page', '{"id":0,"type":"onSuccess","option":{"responseText":"{\\"retcode\\":0,\\"path\\":\\"/api/called\\"}"}}'],
]

/** Two ports say them, and which is heard first is up to the browser. */
const inAnyOrder = (said: readonly unknown[]) => said.map((one) => JSON.stringify(one)).toSorted()

/** A frame that is called by messages, and answers with an object, which the contract allows. */
const playEnvelopes = (stage: Stage) =>
  stage.play(
    `addEventListener('message', ({ data }) => {
      const { id, uri } = JSON.parse(data)
      const xhr = new XMLHttpRequest()
      xhr.onload = () => {
        parent.postMessage({ id, type: 'onSuccess', option: { responseText: xhr.responseText } }, '*')
        hand('answered')
      }
      xhr.open('POST', uri)
      xhr.send('r=1')
    })
    parent.postMessage('call', '*')`,
    'https://d1.web2.qq.com/cfproxy.html?v=1&callback=1',
  )

const envelopes = (heard: Heard[]) =>
  heard
    .filter(({ message }) => message.kind === 'envelope' && String(message.data).startsWith('{"id"'))
    .map(({ port, message }) => [port, message.data])
