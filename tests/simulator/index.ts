import { once } from 'node:events'
import { resolve as absolute } from 'node:path'
import type { Server } from 'node:net'
import { createControl } from './control/server.ts'
import { createAccounts } from './accounts.ts'
import type { PageBuild } from './settings.ts'
import { addCrowd, DEFAULT_GROUP_SIZE } from './world-crowd.ts'
import type { Crowd } from './world-crowd.ts'
import { serverIdentity } from './tls/authority.ts'
import { createFront } from './wire/front.ts'

export type SimulatorOptions = {
  /** 0 or absent = any free port; likewise the other two. */
  httpPort?: number
  httpsPort?: number
  controlPort?: number
  /** Where the CA certificate is written (its key beside it), and read again by the next start. Absent: only in memory. */
  caFile?: string
  /** How long a poll without news is held; 60 as the real service. */
  holdSeconds?: number
  /** Another seed gives other strangers, tickets and handles. */
  seed?: string
  /** Adds this many friends, groups and discusses to the first account's world. */
  crowd?: Partial<Omit<Crowd, 'seed'>>
  /** As which build of the official script our page behaves (setting `pageBuild`); 20161220 if absent. */
  pageBuild?: PageBuild
  /** Folder of another page to serve in place of ours: `index.html` (or only `mq.js`), and what they ask for. */
  pageDir?: string
  /** Where the simulator writes about its own faults; standard error if absent. */
  log?: (line: string) => void
}

/** A running simulator. */
export type Simulator = {
  httpPort: number
  httpsPort: number
  controlPort: number
  /** The control page; the API is below `api/`. No slash at the end. */
  controlUrl: string
  /** The CA certificate that https clients must trust. */
  caPem: string
  close(): Promise<void>
}

async function listen(server: Server, port: number, what: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const refused = (cause: NodeJS.ErrnoException): void => {
      const reason = cause.code === 'EADDRINUSE' ? 'the port is in use' : cause.message
      reject(new Error(`cannot listen on 127.0.0.1:${port} for ${what}: ${reason}`, { cause }))
    }
    server.once('error', refused)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refused)
      resolve()
    })
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/**
 * Starts a SmartQQ service on 127.0.0.1: the host names over http and https, and the control port.
 * @throws Error in plain words when a port is in use or the CA file cannot be kept; nothing is left running then
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const report = options.log ?? ((line: string): void => console.error(line))
  const identity = serverIdentity(options.caFile)
  const seed = options.seed ?? 'smartqq'
  const accounts = createAccounts(seed, report, options.pageDir === undefined ? null : absolute(options.pageDir))
  if (options.holdSeconds !== undefined) accounts.shared.settings.holdSeconds = options.holdSeconds
  if (options.pageBuild !== undefined) accounts.shared.settings.pageBuild = options.pageBuild
  if (options.crowd !== undefined) {
    const { world } = accounts.current()
    addCrowd(world, { friends: 0, groups: 0, members: DEFAULT_GROUP_SIZE, discusses: 0, seed, ...options.crowd })
  }
  const front = createFront(accounts, identity)
  const control = createControl(accounts, front)

  async function close(): Promise<void> {
    accounts.stop()
    const controlClosed = control.listening ? once(control, 'close') : Promise.resolve()
    control.close()
    control.closeAllConnections()
    await Promise.all([front.stop(), controlClosed])
  }

  try {
    const httpPort = await listen(front.http, options.httpPort ?? 0, 'http')
    const httpsPort = await listen(front.https, options.httpsPort ?? 0, 'https')
    const controlPort = await listen(control, options.controlPort ?? 0, 'control')
    const controlUrl = `http://127.0.0.1:${controlPort}`
    return { httpPort, httpsPort, controlPort, controlUrl, caPem: identity.caPem, close }
  } catch (error) {
    await close()
    throw error
  }
}
