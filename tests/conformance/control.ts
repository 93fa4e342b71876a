import type { Simulator } from '../simulator/index.ts'
import { exchange } from './raw-http.ts'

/** What GET /api/state says, as far as these tests read it. Handles are of the current login. */
export type State = {
  polling: { held: boolean } | null
  queued: number
  settings: Record<string, unknown>
  friends: { number: number; nick: string; uin: number }[]
  groups: {
    number: number
    name: string
    gid: number
    code: number
    members: { number: number; uin: number }[]
  }[]
  discusses: { number: number; name: string; did: number; members: { number: number; uin: number }[] }[]
}

/** One message of GET /api/sent. */
export type Sent = {
  kind: string
  to: { number: number } | null
  targetId: number
  text: string
  content: unknown[]
  msgId: number
  delivered: boolean
}

async function ask(simulator: Simulator, head: string, body: string): Promise<Record<string, unknown>> {
  const request = `${head} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  const { status, text } = await exchange({ port: simulator.controlPort, tls: null }, request).reply
  if (status !== 200) throw new Error(`${head}: ${text}`)
  return JSON.parse(text) as Record<string, unknown>
}

/** Tells the simulator's people to do something (docs/SIMULATOR.md lists the verbs). @throws Error when it refuses */
export const control = (simulator: Simulator, verb: string, body: unknown = {}): Promise<Record<string, unknown>> =>
  ask(simulator, `POST /api/${verb}`, JSON.stringify(body))

/** What the simulator knows: the truth the wire is compared with. */
export const stateOf = async (simulator: Simulator): Promise<State> =>
  (await ask(simulator, 'GET /api/state', '')) as State

/** The messages that reached the simulator, oldest first. */
export const sentMessages = async (simulator: Simulator): Promise<Sent[]> =>
  (await ask(simulator, 'GET /api/sent', ''))['sent'] as Sent[]

async function untilHeldIs(simulator: Simulator, held: boolean): Promise<void> {
  const giveUpAt = Date.now() + 5000
  while (((await stateOf(simulator)).polling?.held ?? false) !== held) {
    if (Date.now() > giveUpAt) throw new Error(`gave up waiting until ${held ? 'a' : 'no'} poll is held`)
  }
}

/** Waits until a poll is held, which another socket brings about. @throws Error when none is after five seconds */
export const untilPollHeld = (simulator: Simulator): Promise<void> => untilHeldIs(simulator, true)

/** Waits until the simulator has seen that the client of the held poll left. @throws Error after five seconds */
export const untilNoPollHeld = (simulator: Simulator): Promise<void> => untilHeldIs(simulator, false)
