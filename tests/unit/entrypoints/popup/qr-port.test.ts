import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { holdQrPort } from '../../../../entrypoints/popup/qr-port.ts'

interface FakePort {
  name: string
  open: boolean
  drop: () => void
}

let ports: FakePort[] = []

beforeEach(() => {
  fakeBrowser.reset()
  vi.useFakeTimers()
  ports = []
  browser.runtime.connect = ((info?: { name?: string }) => {
    const listeners: (() => void)[] = []
    const port: FakePort = {
      name: info?.name ?? '',
      open: true,
      drop: () => {
        port.open = false
        for (const listener of listeners) listener()
      },
    }
    ports.push(port)
    return {
      disconnect: () => (port.open = false),
      onDisconnect: { addListener: (listener: () => void) => listeners.push(listener) },
    }
  }) as unknown as typeof browser.runtime.connect
})
afterEach(() => vi.useRealTimers())

describe('holdQrPort', () => {
  it('is open exactly while the code is wanted', () => {
    const wanted = signal(false)
    const port = holdQrPort(wanted)
    expect(ports).toEqual([])
    wanted.value = true
    expect(ports).toMatchObject([{ name: 'qr', open: true }])
    wanted.value = false
    expect(ports).toMatchObject([{ open: false }])
    port.stop()
  })

  it('comes back a second after the other side went away', () => {
    const port = holdQrPort(signal(true))
    ports[0]?.drop()
    vi.advanceTimersByTime(999)
    expect(ports).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(ports).toMatchObject([{ open: false }, { open: true }])
    port.stop()
    expect(ports).toMatchObject([{ open: false }, { open: false }])
  })

  it('does not come back when the code is no longer wanted', () => {
    const wanted = signal(true)
    const port = holdQrPort(wanted)
    ports[0]?.drop()
    wanted.value = false
    vi.advanceTimersByTime(5_000)
    expect(ports).toHaveLength(1)
    port.stop()
  })

  it('starts over on request', () => {
    const port = holdQrPort(signal(true))
    port.reopen()
    expect(ports).toMatchObject([{ open: false }, { open: true }])
    port.stop()
  })
})
