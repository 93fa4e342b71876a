import { describe, expect, it } from 'vitest'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { BackendError } from '../../../lib/backend.ts'
import type { PersonDetails, SendOutcome, UserSending, UserSent } from '../../../lib/backend.ts'
import type { Decision } from '../../../lib/chat/decision.ts'
import type { OutboxRow } from '../../../lib/chat/outbox-row.ts'
import { createCompanion } from '../../../lib/companion/companion.ts'
import type { Companion } from '../../../lib/companion/companion.ts'
import { MINUTE } from '../../../lib/time.ts'
import { patternCondition, rule } from '../rules/examples.ts'
import { createLife, mortal } from './mortal.ts'
import type { Life } from './mortal.ts'
import { ended, userSending } from './page-world.ts'
import { companionWorld, friendRow, fromFriend, handle, LOGIN } from './world.ts'
import type { World } from './world.ts'

/** How many worlds are lived through; each with another seed, and deaths at other awaits. `npm run test:faults` takes more. */
const WORLDS = Number(process.env['FAULT_WORLDS'] ?? 150)
const MESSAGES = 18
const FRIENDS = [5, 6, 7, 8]
/** In no list: one with a name of their own, and one who has ours, as our own words coming back have. */
const STRANGER = 40
const OURSELVES = 41
/** The friend who has another number from some moment on, and that number. */
const [MOVES, MOVED] = [8, 58] as const
/** Longest life, in awaits; a message takes about twenty. */
const LONGEST = 120

/** Small, seeded, good enough to choose by (mulberry32). */
function createDice(seed: number) {
  let state = seed
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return { chance: (p: number) => roll() < p, upTo: (n: number) => Math.floor(roll() * n) }
}

/** The service: hands a message out once, and keeps count of what reached anybody. */
function createService(world: World, seed: number) {
  const dice = createDice(seed)
  const waiting: unknown[] = []
  const delivered: string[] = []
  const recipients = new Set<number>()
  let hasMoved = false
  return {
    waiting,
    delivered,
    /** Who got anything. */
    recipients,
    friends: () => FRIENDS.map((uin) => friendRow(hasMoved && uin === MOVES ? MOVED : uin, `友${uin}`)),
    profile(uin: number): Promise<PersonDetails> {
      if (dice.chance(0.3)) return Promise.reject(new BackendError('network', 'no answer'))
      return Promise.resolve({ nick: uin === OURSELVES ? LOGIN.nick : '生人', profile: {} })
    },
    /** One to three messages, gone from here whether or not they arrive. */
    take: () => waiting.splice(0, 1 + dice.upTo(3)),
    send(to: number, text: string): SendOutcome {
      hasMoved ||= dice.chance(0.1)
      // Nobody has this number, or the service thinks so for a moment.
      if ((hasMoved && to === MOVES) || dice.chance(0.05)) return { kind: 'unknown-target', code: 100_001 }
      const isDelivered = dice.chance(0.8)
      if (isDelivered) {
        delivered.push(text)
        recipients.add(to)
      }
      // Its echo, from nobody.
      if (isDelivered && dice.chance(0.5)) {
        waiting.push(fromFriend(4_000_000_000 + dice.upTo(1_000), text, { time: Math.floor(world.now / 1_000) }))
      }
      if (dice.chance(0.4)) return { kind: 'uncertain', code: dice.chance(0.5) ? 1202 : null }
      return isDelivered ? { kind: 'sent' } : { kind: 'refused', code: 100_003 }
    },
  }
}

/** Messages that the user sends on the page in each world, to friends who keep their number. */
const OWN = 3
/** So long a takeover keeps rules away; and so soon after it a reply may still be on its way. */
const [TAKEOVER, ON_ITS_WAY] = [15 * MINUTE, 10_000]
/** An echo that comes later is a stranger's message. */
const ECHO_COMES_WITHIN = 2 * MINUTE

/**
 * The official page, which lives on while the background dies: it tells what the user sends until that is taken, and tells
 * it again to whoever comes after a death. Its own poll delivers as well as ours.
 */
function createPage(world: World, service: ReturnType<typeof createService>, seed: number) {
  const dice = createDice(seed * 104_729)
  const left = Array.from({ length: OWN }, (_, n) => `我${n + 1}`)
  const reports: ({ kind: 'sends'; sending: UserSending } | { kind: 'sent'; sent: UserSent })[] = []
  const page = {
    reports,
    isDone: () => left.length === 0 && reports.length === 0,
    /** What was sent and how, by text. */
    sends: new Map<string, UserSent>(),
    /** When the user last wrote to somebody, by number, and when the background had taken that; it may come late. */
    takenOver: new Map<number, { wroteAt: number; toldAt: number }>(),
    /** Whether the background has long known that the user writes there, and rules still leave it to them. */
    isKeptFrom(number: number): boolean {
      const taken = page.takenOver.get(number)
      return taken !== undefined && world.now - taken.toldAt > ON_ITS_WAY && world.now - taken.wroteAt < TAKEOVER
    },
    source: () => (dice.chance(0.5) ? ('page' as const) : undefined),
    /** The clock was set: what is later than now counts as from now, and what is over by it is so for good. */
    clockJumped() {
      for (const [number, { wroteAt, toldAt }] of page.takenOver)
        if (world.now - wroteAt >= TAKEOVER) page.takenOver.delete(number)
        else page.takenOver.set(number, { wroteAt: Math.min(wroteAt, world.now), toldAt: Math.min(toldAt, world.now) })
    },
    /** The user writes, now and then. */
    act() {
      if (left.length === 0 || !dice.chance(0.3)) return
      const text = left.shift()!
      const to = handle([5, 6, 7][dice.upTo(3)]!)
      const sending = userSending(world, text, { to })
      const isRefused = dice.chance(0.2)
      const outcome: SendOutcome = isRefused
        ? { kind: 'refused', code: 100_003 }
        : dice.chance(0.3)
          ? { kind: 'uncertain', code: 1202 }
          : { kind: 'sent' }
      const sent = ended(sending, outcome)
      page.sends.set(text, sent)
      reports.push({ kind: 'sends', sending }, { kind: 'sent', sent })
      // Back from nobody, before anybody else writes.
      if (!isRefused) service.waiting.unshift(fromFriend(4_100_000_000, text, { time: Math.floor(world.now / 1_000) }))
    },
    /** Tells the background; how a send ended may be told after its echo has come. */
    async tell(companion: Companion, isFull: (error: unknown) => false) {
      const insist = async (work: () => Promise<void>) => {
        while (!(await work().then(() => true, isFull))) world.now += 1_000
      }
      for (const report of reports.slice()) {
        if (report.kind === 'sends') {
          await insist(() => companion.userSends(LOGIN, report.sending))
          const { to, at } = report.sending
          const before = page.takenOver.get(to.number)?.wroteAt ?? Number.NEGATIVE_INFINITY
          page.takenOver.set(to.number, { wroteAt: Math.max(before, Math.min(at, world.now)), toldAt: world.now })
        } else if (dice.chance(0.5)) await insist(() => companion.userSent(LOGIN, report.sent))
        else continue
        reports.splice(reports.indexOf(report), 1)
      }
      const typingTo = await world.contactOf(7)
      if (typingTo !== undefined && dice.chance(0.1)) await insist(() => companion.typing(typingTo))
    },
  }
  return page
}

const PARTS_AT_ONCE = ['now', 'newId', 'zone', 'random', 'trouble']
const BACKEND_AT_ONCE = ['login', 'pieces', 'read']
const ARCHIVE_AT_ONCE = ['changes', 'close', 'scan', 'timeline', 'decisionPages']

/** A disk that is full now and then. What it refuses is not written. */
function fullNowAndThen(archive: Archive, isFull: () => boolean): Archive {
  const refused = () => Promise.reject(new ArchiveError('full', 'disk full'))
  return {
    ...archive,
    journal: (entry) => (isFull() ? refused() : archive.journal(entry)),
    commit: (batch) => (isFull() ? refused() : archive.commit(batch)),
  }
}

/** Lives until it dies or, with nothing left to do, ends. */
async function live(
  world: World,
  service: ReturnType<typeof createService>,
  page: ReturnType<typeof createPage>,
  life: Life,
  isFull: () => boolean,
): Promise<void> {
  const stop = new AbortController()
  const archive = mortal(fullNowAndThen(world.archive, isFull), life, ARCHIVE_AT_ONCE)
  const backend = mortal(world.parts.backend, life, BACKEND_AT_ONCE)
  const parts = mortal({ ...world.parts, archive, backend }, life, PARTS_AT_ONCE)
  const companion = createCompanion(parts, stop.signal)

  const day = async () => {
    while (!(await companion.recover().then(() => true, isFullDisk))) world.now += 1_000
    void companion.cameUp(stop.signal)
    while (!life.isOver && (service.waiting.length > 0 || !page.isDone())) {
      page.act()
      await page.tell(companion, isFullDisk)
      const items = service.take()
      // As the background does: a reply stays in memory until the disk takes it.
      while (!(await companion.receive(LOGIN, items, world.now, page.source()).then(() => true, isFullDisk)))
        world.now += 1_000
      world.now += 1_000
    }
    // The disk is looked at from outside, by somebody who does not die of it; the alarm rings now and then.
    while (!life.isOver && !(await settled(world))) {
      companion.wakeOutbox()
      await new Promise((resolve) => setTimeout(resolve))
    }
  }
  await Promise.race([day(), life.died])
  stop.abort()
}

function isFullDisk(error: unknown): false {
  if (error instanceof ArchiveError) return false
  throw error
}

/** What `archive.journal` has taken, whoever died meanwhile; and when, by text. */
function watchJournal(world: World) {
  const journalled: string[] = []
  const at = new Map<string, number>()
  const { journal } = world.archive
  world.archive.journal = async (entry) => {
    const kept = await journal(entry)
    const texts = entry.items.map((item) => (item as ReturnType<typeof fromFriend>).value.content[0]!)
    for (const text of texts) at.set(text, entry.receivedAt)
    journalled.push(...texts)
    return kept
  }
  return { journalled, at }
}

const settled = async (world: World) =>
  (await world.archive.unsettled()).length === 0 && (await world.archive.outbox(['pending', 'sending'])).length === 0

/** The service's clock and ours jump: a computer that slept, a clock that was set. */
const JUMPS = [-3_600_000, 20_000, 7_200_000] as const

/** What was decided, what it was given, its rules, what they remember and what was planned are of one piece. */
async function expectConsistent(world: World, rows: readonly OutboxRow[], seed: number): Promise<void> {
  const decisions: Decision[] = []
  for await (const page of world.archive.decisionPages({ account: LOGIN.account })) decisions.push(...page)
  const revisions = new Set(decisions.map(({ given }) => given!.ruleSet))
  for (const revision of revisions) {
    expect(await world.archive.ruleSet(LOGIN.account, revision), `seed ${seed}`).toBeDefined()
  }
  expect(await world.archive.snapshotBefore(LOGIN.account, decisions.at(-1)!.at), `seed ${seed}`).toBeDefined()
  const planned = decisions.flatMap(({ outcome }) => (outcome.kind === 'reply' ? [outcome.outboxId] : []))
  expect(planned.toSorted(), `seed ${seed}`).toEqual(rows.map(({ id }) => id).toSorted())
}

describe('a background that dies at any await', () => {
  it(
    `loses nothing that was journalled or sent on the page, sends nothing twice and nothing to whom the user writes, in ${WORLDS} worlds with full disks and jumping clocks`,
    async () => {
      let deaths = 0
      let answers = 0
      let echoed = 0
      const reached = new Set<number>()
      for (let seed = 1; seed <= WORLDS; seed++) {
        const dice = createDice(seed * 7_919)
        const answering = rule({ conditions: [patternCondition('^问(\\d+)$')], reply: '答{capture:1}' })
        const world = await companionWorld({ rules: [answering] })
        const limits = { friendMs: 0, groupMs: 0, perMinute: 20, perHour: 1_000, perDay: 1_000 }
        world.policy = { delayMs: dice.chance(0.5) ? 1_500 : 0, limits }
        const service = createService(world, seed)
        await world.befriend(...service.friends())
        const page = createPage(world, service, seed)
        const { journalled, at } = watchJournal(world)
        world.directory = async () => ({ friends: service.friends(), groups: [], discusses: [] })
        world.profile = ({ number }) => service.profile(number)
        const intruded: number[] = []
        world.parts.backend.send = async (to, segments) => {
          if (page.isKeptFrom(to.number)) intruded.push(to.number)
          return service.send(
            to.number,
            segments.map((segment) => (segment.type === 'text' ? segment.text : '')).join(''),
          )
        }
        const writers = [...FRIENDS, STRANGER, OURSELVES]
        for (let n = 1; n <= MESSAGES; n++) {
          const time = Math.floor(world.now / 1_000)
          service.waiting.push(fromFriend(writers[n % writers.length]!, `问${n}`, { time }))
        }

        const isFull = () => dice.chance(0.05)
        for (let lives = 0; service.waiting.length > 0 || !page.isDone() || !(await settled(world)); lives++) {
          expect(lives, `seed ${seed} comes to no end`).toBeLessThan(500)
          const isLast = service.waiting.length === 0 && lives > 20
          await live(world, service, page, createLife(isLast ? Infinity : 1 + dice.upTo(LONGEST)), isFull)
          if (dice.chance(0.1)) world.now += JUMPS[dice.upTo(JUMPS.length)]!
          page.clockJumped()
          deaths++
        }

        const received = (await world.messages()).filter(({ direction }) => direction === 'in').map(({ text }) => text)
        const asked = (texts: readonly string[]) => texts.filter((text) => text.startsWith('问')).toSorted()
        expect(asked(received), `seed ${seed}`).toEqual(asked(journalled))
        expect(new Set(service.delivered).size, `seed ${seed}: ${service.delivered.join(' ')}`).toBe(
          service.delivered.length,
        )
        const rows = await world.archive.outbox(['sent', 'refused', 'uncertain', 'dropped'])
        expect(new Set(rows.map(({ text }) => text)).size, `seed ${seed}`).toBe(rows.length)
        const proved = rows.filter(({ state, echoedAt }) => state === 'uncertain' && echoedAt !== null)
        expect(proved, `seed ${seed}`).toEqual([])
        expect(intruded, `seed ${seed}`).toEqual([])
        const archived = await world.messages()
        for (const [text, { outcome, at: sentAt }] of page.sends) {
          const all = archived.filter((message) => message.text === text)
          const echoedAt = at.get(text) ?? Number.NaN
          const isInTime = echoedAt >= sentAt && echoedAt - sentAt < ECHO_COMES_WITHIN
          const own = all.filter(({ direction, source }) => direction === 'out' && source === 'page')
          expect(own, `seed ${seed}: ${text}`).toHaveLength(outcome.kind === 'refused' ? 0 : 1)
          // What is too late to be told from a stranger's words may be among the messages as well.
          expect(isInTime ? all : own, `seed ${seed}: ${text}`).toEqual(own)
          if (isInTime) echoed++
        }
        await expectConsistent(world, rows, seed)
        expect(service.recipients, `seed ${seed}`).not.toContain(OURSELVES)
        for (const uin of service.recipients) reached.add(uin)
        answers += service.delivered.length
        world.archive.close()
      }
      expect(deaths).toBeGreaterThan(WORLDS)
      expect(answers).toBeGreaterThan(WORLDS)
      expect(echoed).toBeGreaterThan(WORLDS)
      // Strangers, and who had to be looked up under another number, get their answers as well.
      expect([...reached].toSorted((a, b) => a - b)).toEqual([...FRIENDS, STRANGER, MOVED])
    },
    WORLDS * 1_000,
  )
})
