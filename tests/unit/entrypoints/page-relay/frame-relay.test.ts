// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { relayFrame } from '../../../../entrypoints/page-relay/frame-relay.ts'
import { HEAD_END, MET, RELAY_CALLS, TAP_CALLS } from '../../../../lib/smartqq/page/tap-messages.ts'
import { aBackground } from './a-background.ts'

const POLL = { id: '1', method: 'POST', url: 'https://d1.web2.qq.com/channel/poll2', body: 'r=%7B%7D' }

beforeEach(() => {
  vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading')
})
afterEach(() => {
  leavings.splice(0).forEach((leave) => leave())
  document.head.replaceChildren()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const leavings: (() => void)[] = []

/** The tap's side of the frame, in a few words. `isFirst`: it was there before the relay. */
function aTap(isFirst: boolean) {
  let name: string | undefined
  const fire = (type: string, detail: string) => document.dispatchEvent(new CustomEvent(type, { detail }))
  const called = (event: Event) => {
    document.removeEventListener(RELAY_CALLS, called)
    name = event instanceof CustomEvent ? String(event.detail) : ''
    fire(name, MET)
  }
  document.addEventListener(RELAY_CALLS, called)
  leavings.push(() => document.removeEventListener(RELAY_CALLS, called))
  const call = () => fire(TAP_CALLS, '')
  if (isFirst) call()
  return {
    call,
    say: (head: object, text = '') => fire(name ?? '', JSON.stringify(head) + HEAD_END + text),
    isMet: () => name !== undefined,
  }
}

describe('relayFrame', () => {
  for (const isFirst of [true, false]) {
    it(`finds the tap when it comes ${isFirst ? 'before' : 'after'} it, and passes on what it says`, () => {
      const { last } = aBackground()
      const early = isFirst ? aTap(true) : null
      relayFrame(false)
      const tap = early ?? aTap(false)
      if (!isFirst) tap.call()
      tap.say({ kind: 'request', ...POLL })
      tap.say({ kind: 'reply', ...POLL, status: 200, date: null }, '{"retcode":0}')
      expect(last().name).toBe('tap')
      expect(last().said).toEqual([
        { kind: 'hello', tapped: true },
        { kind: 'request', ...POLL, ageMs: 0 },
        { kind: 'reply', n: 1, ...POLL, status: 200, date: null, text: '{"retcode":0}' },
      ])
    })
  }

  it('answers no call for the tap once it has met it', () => {
    aBackground()
    const tap = aTap(true)
    relayFrame(false)
    const stranger = aTap(false)
    stranger.call()
    expect([tap.isMet(), stranger.isMet()]).toEqual([true, false])
  })

  it('says that there is no tap when the first script of the page comes before it, and answers no call from then on', async () => {
    const { last } = aBackground()
    relayFrame(false)
    document.head.append(document.createElement('script'))
    await vi.waitFor(() => expect(last().said).toEqual([{ kind: 'hello', tapped: false }]))
    const stranger = aTap(false)
    stranger.call()
    expect(stranger.isMet()).toBe(false)
  })

  it('tells a new background first what is still on its way, and since when, then what was not taken', () => {
    vi.useFakeTimers()
    const background = aBackground()
    const tap = aTap(true)
    relayFrame(false)
    const list = { ...POLL, id: '2', url: 'http://s.web2.qq.com/api/get_user_friends2' }
    tap.say({ kind: 'request', ...list })
    tap.say({ kind: 'failed', ...list, why: 'timeout' })
    tap.say({ kind: 'request', ...POLL })
    vi.advanceTimersByTime(4_000)
    background.last().die()
    vi.advanceTimersByTime(1_000)
    expect(background.connections).toHaveLength(2)
    expect(background.last().said).toEqual([
      { kind: 'hello', tapped: true },
      { kind: 'request', ...POLL, ageMs: 4_000 },
      { kind: 'failed', n: 1, ...list, why: 'timeout' },
    ])
  })

  it('hears the messages to an https frame from the page alone', () => {
    const { last } = aBackground()
    aTap(true)
    relayFrame(true)
    const message = (origin: string, data: unknown) => dispatchEvent(new MessageEvent('message', { origin, data }))
    message('http://w.qq.com', '{"id":0}')
    message('https://elsewhere.example', '{"id":1}')
    expect(last().said.slice(1)).toEqual([{ kind: 'envelope', n: 1, data: '{"id":0}' }])
  })
})
