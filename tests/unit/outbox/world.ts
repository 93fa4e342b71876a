import 'fake-indexeddb/auto'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import type { Login, SendOutcome } from '../../../lib/backend.ts'
import type { Handle } from '../../../lib/chat/handle.ts'
import type { OutboxRow } from '../../../lib/chat/outbox-row.ts'
import { dispatch } from '../../../lib/outbox/dispatcher.ts'
import type { OutboxParts, Standing } from '../../../lib/outbox/outbox-parts.ts'
import type { ChatHold } from '../../../lib/outbox/sending-guards.ts'
import { settleInterrupted } from '../../../lib/outbox/settle.ts'
import type { Switches } from '../../../lib/rules/event.ts'
import { ON } from '../rules/examples.ts'

export const NOON = 1_790_000_000_000
export const LOGIN: Login = { account: '10001', epoch: 'login-1', nick: '小明', clockOffset: 0 }

export function row(id: string, change: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id,
    ruleId: 'r1',
    conversation: 'anna',
    kind: 'friend',
    target: { account: '10001', epoch: 'login-1', kind: 'person', number: 5 },
    answers: { key: `in/${id}`, sentAt: NOON },
    segments: [{ type: 'text', text: '稍后' }],
    text: '稍后',
    state: 'pending',
    createdAt: NOON,
    notBefore: NOON,
    stateAt: NOON,
    reason: null,
    code: null,
    echoedAt: null,
    ...change,
  }
}

let worlds = 0

/**
 * The dispatcher over a real archive, with a clock that only its own waits and the sends move. `sent` has the ids and
 * times of requests.
 */
export async function outboxWorld(rows: OutboxRow[], outcomes: SendOutcome[] = []) {
  const name = `outbox-${++worlds}`
  const archive: Archive = await openArchive(name)
  await archive.commit({ outbox: rows })
  const stop = new AbortController()
  const sent: { id: string; at: number }[] = []
  const targets: number[] = []
  const ended: OutboxRow[] = []
  const world = {
    name,
    archive,
    stop,
    sent,
    /** Where the requests went, in order. */
    targets,
    ended,
    now: NOON,
    lastSends: { [LOGIN.account]: 0 } as Record<string, number>,
    /** What the lists say once they were asked again about the target of a row. */
    retarget: async (_row: OutboxRow): Promise<Handle | null> => null,
    whoIs: async (_row: OutboxRow): Promise<Standing> => 'somebody',
    login: LOGIN as Login | null,
    switches: { ...ON } as Switches,
    standing: new Set(['r1']),
    /** Conversations in which the user writes. */
    holds: new Map<string, ChatHold>(),
    sleeps: [] as number[],
    /** What happens while a request is on its way. */
    duringSend: async (_row: OutboxRow): Promise<void> => {},
    run: (change: Partial<OutboxParts> = {}) => dispatch({ ...parts, ...change }, stop.signal),
    settle: () => settleInterrupted(parts),
    row: (id: string) => archive.outboxRow(id),
    async state(id: string) {
      return (await archive.outboxRow(id))?.state
    },
  }
  const parts: OutboxParts = {
    rows: archive.outbox,
    write: archive.commit,
    async send(next) {
      sent.push({ id: next.id, at: world.now })
      targets.push(next.target.number)
      await world.duringSend(next)
      return outcomes.shift() ?? { kind: 'sent' }
    },
    login: () => world.login,
    switches: async () => world.switches,
    ruleStands: async (id) => world.standing.has(id),
    chatHold: async ({ conversation }) => world.holds.get(conversation) ?? null,
    retarget: (row) => world.retarget(row),
    whoIs: (row) => world.whoIs(row),
    lastSendAt: async (account) => world.lastSends[account] ?? 0,
    async rememberSend(account, at) {
      world.lastSends[account] = at
    },
    async ended(last) {
      ended.push(last)
    },
    now: () => world.now,
    async sleep(ms) {
      world.sleeps.push(ms)
      world.now += ms
    },
  }
  return world
}
