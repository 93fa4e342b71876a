import { describe, expect, it } from 'vitest'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import type { SendOutcome } from '../../../lib/backend.ts'
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
  return {
    waiting,
    delivered,
    /** One to three messages, gone from here whether or not they arrive. */
    take: () => waiting.splice(0, 1 + dice.upTo(3)),
    send(text: string): SendOutcome {
      const isDelivered = dice.chance(0.8)
      if (isDelivered) delivered.push(text)
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
    await companion.rulesChanged()
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
      for (let seed = 1; seed <= WORLDS; seed++) {
        const dice = createDice(seed * 7_919)
        const answering = rule({ what: { match: 'pattern', texts: ['^问(\\d+)$'] }, reply: '答{capture:1}' })
        const world = await companionWorld({ rules: [answering] })
        world.delayMs = dice.chance(0.5) ? 1_500 : 0
        await world.befriend(...FRIENDS.map((uin) => friendRow(uin, `友${uin}`)))
        const journalled = watchJournal(world)
        const service = createService(world, seed)
        world.parts.backend.send = async (_to, segments) =>
          service.send(segments.map((segment) => (segment.type === 'text' ? segment.text : '')).join(''))
        for (let n = 1; n <= MESSAGES; n++) {
          const time = Math.floor(world.now / 1_000)
          service.waiting.push(fromFriend(FRIENDS[n % FRIENDS.length]!, `问${n}`, { time }))
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
        answers += service.delivered.length
        world.archive.close()
      }
      expect(deaths).toBeGreaterThan(WORLDS)
      expect(answers).toBeGreaterThan(WORLDS)
    },
    WORLDS * 1_000,
  )
})
