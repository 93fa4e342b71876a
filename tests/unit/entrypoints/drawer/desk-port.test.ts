import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { connectDesk } from '../../../../entrypoints/drawer/desk-port.ts'
import { aView, fakePorts } from './fake-port.ts'
import type { FakePort } from './fake-port.ts'

let ports: FakePort[] = []

beforeEach(() => {
  vi.useFakeTimers()
  ports = fakePorts()
})
afterEach(() => vi.useRealTimers())

describe('connectDesk', () => {
  it('shows its token first, and nothing before it is accepted', () => {
    const desk = connectDesk('t0ken')
    expect(ports).toMatchObject([{ name: 'drawer', said: [{ kind: 'claim', token: 't0ken' }] }])
    expect(desk.view.value).toBeNull()
    ports[0]?.tell({ kind: 'view', view: aView() })
    expect(desk.view.value).toEqual(aView())
  })

  it('stays without a view once it is refused, and does not ask again', () => {
    const desk = connectDesk('wrong')
    ports[0]?.tell({ kind: 'refused' })
    ports[0]?.drop()
    vi.advanceTimersByTime(60_000)
    expect(desk.view.value).toBeNull()
    expect(ports).toHaveLength(1)
  })

  it('comes back with the same token after the worker has died, showing what it showed', () => {
    const desk = connectDesk('t0ken')
    ports[0]?.tell({ kind: 'view', view: aView() })
    ports[0]?.drop()
    expect(desk.view.value).toEqual(aView())
    vi.advanceTimersByTime(1_000)
    expect(ports[1]?.said).toEqual([{ kind: 'claim', token: 't0ken' }])
    ports[1]?.tell({ kind: 'refused' })
    expect(desk.view.value).toBeNull()
  })

  it('gives up when nobody ever accepts it', () => {
    connectDesk('t0ken')
    for (let n = 0; n < 20; n += 1) {
      ports.at(-1)?.drop()
      vi.advanceTimersByTime(1_000)
    }
    expect(ports).toHaveLength(5)
  })

  it('says what is to be put into the box, and whether it could be said', () => {
    const desk = connectDesk('t0ken')
    expect(desk.fill('好', 'anna')).toBe(true)
    desk.close()
    expect(ports[0]?.said.slice(1)).toEqual([{ kind: 'fill', text: '好', contact: 'anna' }, { kind: 'close' }])
    ports[0]?.drop()
    expect(desk.fill('好', 'anna')).toBe(false)
  })

  it('tells what became of each text', () => {
    const desk = connectDesk('t0ken')
    ports[0]?.tell({ kind: 'filled', outcome: 'not-empty' })
    const first = desk.filled.value
    ports[0]?.tell({ kind: 'filled', outcome: 'not-empty' })
    expect(desk.filled.value).toEqual({ outcome: 'not-empty' })
    expect(desk.filled.value).not.toBe(first)
  })

  it('tells a mark that is clicked once more from a change of anything else', () => {
    const desk = connectDesk('t0ken')
    ports[0]?.tell({ kind: 'view', view: aView({ why: 'm1' }) })
    const first = desk.asked.value
    expect(first).toEqual({ key: 'm1' })
    ports[0]?.tell({ kind: 'view', view: aView({ why: 'm1', status: { state: 'starting' } }) })
    expect(desk.asked.value).toBe(first)
    ports[0]?.tell({ kind: 'view', view: aView({ why: 'm1', status: { state: 'starting' } }) })
    expect(desk.asked.value).not.toBe(first)
    ports[0]?.tell({ kind: 'view', view: aView() })
    expect(desk.asked.value).toBeNull()
  })

  it('is silent when the extension is gone', () => {
    browser.runtime.connect = () => {
      throw new Error('Extension context invalidated.')
    }
    const desk = connectDesk('t0ken')
    expect([desk.view.value, desk.fill('好', 'anna')]).toEqual([null, false])
  })
})
