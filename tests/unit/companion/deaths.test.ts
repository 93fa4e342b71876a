import { describe, expect, it } from 'vitest'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { BackendError } from '../../../lib/backend.ts'
import type { PersonDetails, SendOutcome } from '../../../lib/backend.ts'
import { createCompanion } from '../../../lib/companion/companion.ts'
import { rule } from '../rules/examples.ts'
import { createLife, mortal } from './mortal.ts'
import type { Life } from './mortal.ts'
import { companionWorld, friendRow, fromFriend, LOGIN } from './world.ts'
import type { World } from './world.ts'

/** How many worlds are lived through; each with another seed, and deaths at other awaits. `npm run test:faults` takes more. */
const WORLDS = Number(process.env['FAULT_WORLDS'] ?? 150)
const MESSAGES = 12
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

const PARTS_AT_ONCE = ['now', 'newId', 'localTime', 'trouble']
const BACKEND_AT_ONCE = ['login', 'pieces', 'read']
const ARCHIVE_AT_ONCE = ['changes', 'close', 'scan']

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
    while (!life.isOver && service.waiting.length > 0) {
      const items = service.take()
      // As the background does: a reply stays in memory until the disk takes it.
      while (!(await companion.receive(LOGIN, items, world.now).then(() => true, isFullDisk))) world.now += 1_000
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

/** What `archive.journal` has taken, whoever died meanwhile. */
function watchJournal(world: World): string[] {
  const journalled: string[] = []
  const { journal } = world.archive
  world.archive.journal = async (entry) => {
    const kept = await journal(entry)
    journalled.push(...entry.items.map((item) => (item as ReturnType<typeof fromFriend>).value.content[0]!))
    return kept
  }
  return journalled
}

const settled = async (world: World) =>
  (await world.archive.unsettled()).length === 0 && (await world.archive.outbox(['pending', 'sending'])).length === 0

/** The service's clock and ours jump: a computer that slept, a clock that was set. */
const JUMPS = [-3_600_000, 20_000, 7_200_000] as const

describe('a background that dies at any await', () => {
  it(
    `loses nothing that was journalled and sends nothing twice, in ${WORLDS} worlds with full disks and jumping clocks`,
    async () => {
      let deaths = 0
      let answers = 0
      const reached = new Set<number>()
      for (let seed = 1; seed <= WORLDS; seed++) {
        const dice = createDice(seed * 7_919)
        const answering = rule({ what: { match: 'pattern', texts: ['^问(\\d+)$'] }, reply: '答{capture:1}' })
        const world = await companionWorld({ rules: [answering] })
        world.delayMs = dice.chance(0.5) ? 1_500 : 0
        const service = createService(world, seed)
        await world.befriend(...service.friends())
        const journalled = watchJournal(world)
        world.directory = async () => ({ friends: service.friends(), groups: [], discusses: [] })
        world.profile = ({ number }) => service.profile(number)
        world.parts.backend.send = async (to, segments) =>
          service.send(to.number, segments.map((segment) => (segment.type === 'text' ? segment.text : '')).join(''))
        const writers = [...FRIENDS, STRANGER, OURSELVES]
        for (let n = 1; n <= MESSAGES; n++) {
          const time = Math.floor(world.now / 1_000)
          service.waiting.push(fromFriend(writers[n % writers.length]!, `问${n}`, { time }))
        }

        const isFull = () => dice.chance(0.05)
        for (let lives = 0; service.waiting.length > 0 || !(await settled(world)); lives++) {
          expect(lives, `seed ${seed} comes to no end`).toBeLessThan(500)
          const isLast = service.waiting.length === 0 && lives > 20
          await live(world, service, createLife(isLast ? Infinity : 1 + dice.upTo(LONGEST)), isFull)
          if (dice.chance(0.1)) world.now += JUMPS[dice.upTo(JUMPS.length)]!
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
        expect(service.recipients, `seed ${seed}`).not.toContain(OURSELVES)
        for (const uin of service.recipients) reached.add(uin)
        answers += service.delivered.length
        world.archive.close()
      }
      expect(deaths).toBeGreaterThan(WORLDS)
      expect(answers).toBeGreaterThan(WORLDS)
      // Strangers, and who had to be looked up under another number, get their answers as well.
      expect([...reached].toSorted((a, b) => a - b)).toEqual([...FRIENDS, STRANGER, MOVED])
    },
    WORLDS * 1_000,
  )
})
