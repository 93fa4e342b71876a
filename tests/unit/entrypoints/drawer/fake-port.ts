import { browser } from 'wxt/browser'
import type { DrawerOrder, DrawerView } from '../../../../lib/messaging.ts'
import type { DrawerReport } from '../../../../lib/ports.ts'
import type { Status } from '../../../../lib/settings.ts'

/** A port as the drawer holds it, with the other end in the test's hand. */
export interface FakePort {
  name: string
  said: DrawerReport[]
  tell(order: DrawerOrder): void
  /** The other end goes away. */
  drop(): void
}

/** From now on every port that is opened is one of these, in order. */
export function fakePorts(): FakePort[] {
  const ports: FakePort[] = []
  browser.runtime.connect = ((info?: { name?: string }) => {
    const heard: ((order: DrawerOrder) => void)[] = []
    const ended: (() => void)[] = []
    const port: FakePort = {
      name: info?.name ?? '',
      said: [],
      tell: (order) => heard.forEach((listener) => listener(order)),
      drop: () => ended.forEach((listener) => listener()),
    }
    ports.push(port)
    return {
      postMessage: (report: DrawerReport) => port.said.push(report),
      onMessage: { addListener: (listener: (order: DrawerOrder) => void) => heard.push(listener) },
      onDisconnect: { addListener: (listener: () => void) => ended.push(listener) },
    }
  }) as unknown as typeof browser.runtime.connect
  return ports
}

export const online: Status = { state: 'online', account: '1', nick: '小明', listener: 'page', since: 0 }

/** A view of which only what a test cares about is special. */
export function aView(change: Partial<DrawerView> = {}): DrawerView {
  return { chat: { state: 'none' }, status: online, states: null, broken: [], why: null, ...change }
}
