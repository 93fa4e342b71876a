import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createQrDesk } from '../../../entrypoints/background/qr-desk.ts'
import { QR_PORT } from '../../../lib/ports.ts'

type Port = ReturnType<typeof browser.runtime.connect>

/** A page that looks at the code, until it is closed. */
function viewer(name = QR_PORT) {
  const closing: (() => void)[] = []
  const onDisconnect = { addListener: (listener: () => void) => void closing.push(listener) }
  return {
    port: { name, onDisconnect } as unknown as Port,
    close: () => closing.forEach((listener) => listener()),
  }
}

describe('createQrDesk', () => {
  beforeEach(() => {
    fakeBrowser.reset()
    // The login service takes its time.
    vi.stubGlobal('fetch', () => new Promise(() => {}))
    return () => void vi.unstubAllGlobals()
  })

  it('keeps the background awake as long as anybody looks at the code', () => {
    const awake: [string, boolean][] = []
    const desk = createQrDesk({ set: (reason, holds) => void awake.push([reason, holds]) }, async () => {})
    const [one, other] = [viewer(), viewer()]
    desk.connected(viewer('another').port)
    expect(awake).toEqual([])
    desk.connected(one.port)
    desk.connected(other.port)
    one.close()
    expect(awake).toEqual([
      ['qr-code', true],
      ['qr-code', true],
    ])
    other.close()
    expect(awake.at(-1)).toEqual(['qr-code', false])
  })
})
