import 'fake-indexeddb/auto'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import type {
  Backend,
  Directory,
  GroupDetails,
  Login,
  LoginId,
  PersonDetails,
  PersonState,
  SendOutcome,
} from '../../../lib/backend.ts'
import type { Handle, HandleKind } from '../../../lib/chat/handle.ts'
import { segmentsToText } from '../../../lib/chat/segment.ts'
import type { OutboxRow } from '../../../lib/chat/outbox-row.ts'
import type { CompanionParts, Trouble } from '../../../lib/companion/companion-parts.ts'
import { createCompanion } from '../../../lib/companion/companion.ts'
import type { Ingested } from '../../../lib/companion/ingest.ts'
import type { Presence } from '../../../lib/companion/away.ts'
import type { ContactState } from '../../../lib/companion/states.ts'
import type { Policy, RuleSet } from '../../../lib/rules/policy.ts'
import type { Switches } from '../../../lib/rules/event.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { readItems } from '../../../lib/smartqq/wire/read-items.ts'
import { splitText } from '../../../lib/chat/split-text.ts'
import { ON, rule, ruleSet } from '../rules/examples.ts'

/** The second in which the messages are written, by the wire's clock, ms. The clock of a world starts a little later. */
export const NOON = 1_790_000_000_000
export const LOGIN: Login = { account: '10001', epoch: 'login-1', nick: '小明', clockOffset: 0 }

export const handle = (number: number, kind: HandleKind = 'person', epoch = LOGIN.epoch): Handle => ({
  account: LOGIN.account,
  epoch,
  kind,
  number,
})

let counter = 0

/** What a friend wrote, as poll2 delivers it. Each call is another message unless `msg_id` is given. */
export function fromFriend(uin: number, text: string, change: Record<string, unknown> = {}) {
  const value = { content: [text], from_uin: uin, to_uin: 10001, msg_id: ++counter, time: NOON / 1_000, ...change }
  return { poll_type: 'message', value }
}

export function inGroup(uin: number, text: string, change: Record<string, unknown> = {}) {
  const { value } = fromFriend(90, text, { group_code: 90, send_uin: uin, ...change })
  return { poll_type: 'group_message', value }
}

export const friendRow = (number: number, nick: string, remark: string | null = null, epoch = LOGIN.epoch) => ({
  handle: handle(number, 'person', epoch),
  nick,
  remark,
  category: null,
  number: null,
})

export const memberRow = (number: number, nick: string, card: string | null = null) => ({
  handle: handle(number),
  nick,
  card,
  role: 'member' as const,
  isSelf: String(number) === LOGIN.account,
  number: null as string | null,
})

/**
 * The companion over a real archive and the real reader of items; the service is a double. Time passes only while
 * somebody sleeps. `through()` resolves when everything received so far has been read.
 */
export async function companionWorld(given: { name?: string; rules?: Rule[] } = {}) {
  const name = given.name ?? `companion-${++counter}`
  const archive: Archive = await openArchive(name)
  const stop = new AbortController()
  const world = {
    name,
    archive,
    stop,
    now: NOON + 500,
    login: LOGIN as Login | null,
    rules: (given.rules ?? [rule()]) as readonly Rule[],
    policy: {} as Partial<Policy>,
    switches: { ...ON } as Switches,
    presence: { choice: 'here', ownState: null } as Presence,
    /** Chats that the loop breaker was last told to hold, by account. */
    loops: new Map<string, readonly { conversation: string; until: number }[]>(),
    lastSendAt: 0,
    lastLogin: null as LoginId | null,
    outcomes: [] as SendOutcome[],
    sent: [] as { to: Handle; text: string; at: number }[],
    ended: [] as OutboxRow[],
    decided: [] as Ingested[],
    troubles: [] as Trouble[],
    sleeping: null as Record<string, string[]> | null,
    slept: [] as number[],
    asked: [] as Handle[],
    directory: (): Promise<Directory> => Promise.resolve({ friends: [], groups: [], discusses: [] }),
    members: (_group: Handle): Promise<GroupDetails> =>
      Promise.resolve({ name: null, notice: null, createdAt: null, members: [] }),
    profile: (_person: Handle, _signal: AbortSignal): Promise<PersonDetails> =>
      Promise.resolve({ nick: null, profile: {} }),
    states: (): Promise<PersonState[]> => Promise.resolve([]),
    avatar: (_contact: Handle): Promise<string | null> => Promise.resolve(null),
    numbers: [] as { handle: Handle; number: string }[],
    statesTold: [] as { account: string; people: ContactState[]; everybodyAt: number | null }[],
  }

  const backend: Backend = {
    login: () => world.login,
    async send(to, segments) {
      world.sent.push({ to, text: segmentsToText(segments), at: world.now })
      return world.outcomes.shift() ?? { kind: 'sent' }
    },
    pieces: (text) => splitText(text).map((piece) => [{ type: 'text', text: piece }]),
    directory: () => world.directory(),
    profile: (person, abort) => world.profile(person, abort),
    members(group) {
      world.asked.push(group)
      return world.members(group)
    },
    states: () => world.states(),
    avatar: (contact) => world.avatar(contact),
    setOwnState: () => Promise.resolve(),
    realNumbers: () => Promise.resolve(world.numbers),
    read: readItems,
  }
  let kept: RuleSet | undefined
  /** The same one until rules or policy are others. */
  function keptRuleSet(): RuleSet {
    const now = ruleSet(world.rules, world.policy)
    if (kept?.rules !== world.rules || JSON.stringify(kept.policy) !== JSON.stringify(now.policy)) kept = now
    return kept
  }
  const parts: CompanionParts = {
    archive,
    backend,
    ruleSet: async () => keptRuleSet(),
    ruleContacts: async () =>
      new Map(world.rules.filter(({ enabled }) => enabled).map(({ id, who }) => [id, who.contacts])),
    switches: async () => world.switches,
    presence: async () => world.presence,
    async loops(account, loops) {
      world.loops.set(account, loops)
    },
    lastSendAt: async () => world.lastSendAt,
    async rememberSend(_account, at) {
      world.lastSendAt = at
    },
    async decided(result) {
      world.decided.push(result)
    },
    async replyEnded(row) {
      world.ended.push(row)
    },
    async rulesSleep(sleeping) {
      world.sleeping = sleeping
    },
    lastLogin: async () => world.lastLogin,
    async rememberLogin(login) {
      world.lastLogin = login
    },
    statesTold: (account, people, everybodyAt) => void world.statesTold.push({ account, people, everybodyAt }),
    trouble: (trouble) => void world.troubles.push(trouble),
    newId: () => `id-${++counter}`,
    now: () => world.now,
    zone: () => 'Asia/Shanghai',
    random: () => 1,
    async sleep(ms, signal) {
      world.slept.push(ms)
      // Who waits for a login waits until woken: no time passes meanwhile.
      if (world.login) world.now += ms
      else await new Promise((resolve) => signal.addEventListener('abort', resolve))
    },
  }
  const companion = createCompanion(parts, stop.signal)

  return Object.assign(world, {
    parts,
    companion,
    /** Another companion over the same world, after one of its parts was replaced. */
    again: () => createCompanion(parts, stop.signal),
    /** Names friends as a login's list does. */
    async befriend(...friends: NonNullable<Directory['friends']>) {
      world.directory = async () => ({ friends, groups: [], discusses: [] })
      await companion.cameUp(stop.signal)
    },
    receive: (...items: unknown[]) => companion.receive(world.login ?? LOGIN, items, world.now),
    through: () => companion.rulesChanged(),
    /** All messages of the archive, oldest first. */
    async messages() {
      const all = []
      for (const { id } of await archive.conversations()) {
        for await (const page of archive.scan({ conversation: id })) all.push(...page)
      }
      return all.toSorted((a, b) => a.sentAt - b.sentAt || a.order - b.order)
    },
    async contactOf(number: number, kind: HandleKind = 'person', epoch = LOGIN.epoch) {
      const rows = await archive.handles(LOGIN.account, epoch)
      return rows.find((row) => row.handle.number === number && row.handle.kind === kind)?.contact
    },
    decisions: () => archive.decisions({ limit: 50 }),
    oddments: () => archive.oddments(LOGIN.account),
  })
}

export type World = Awaited<ReturnType<typeof companionWorld>>
