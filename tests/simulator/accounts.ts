import { pastEnd } from './account/polls.ts'
import { createQrCodes } from './account/qr-codes.ts'
import { createClock } from './clock.ts'
import { createRandom } from './random.ts'
import { createService } from './service.ts'
import type { Service, Shared } from './service.ts'
import { defaultSettings } from './settings.ts'
import { createFaults } from './wire/faults.ts'
import type { WireRequest } from './wire/message.ts'
import { createRequestLog } from './wire/request-log.ts'
import { accountOf } from './wire/whose.ts'
import { createSecondWorld } from './world-second.ts'
import { createWorld } from './world.ts'

/** The accounts of one simulator: one, until a test asks for another. */
export type Accounts = {
  /** What they have in common. */
  shared: Shared
  /** The one that the phone holds: the next scan logs it in, the control API speaks of it. */
  current(): Service
  all(): Service[]
  byNumber(number: number): Service | null
  /** The one that a request is made for. */
  of(request: WireRequest): Service
  /** Takes up the phone of this account; it is made if it does not exist. */
  choose(number: number, nick: string): Service
  /** Ends the logins whose time is over, and their polls. */
  endDue(): void
  /** No more timers. */
  stop(): void
}

/** The longest time a timer can wait. */
const LONGEST_TIMER = 2 ** 31 - 1

/** A simulator's accounts, nobody logged in. */
export function createAccounts(seed: string, report: (line: string) => void, pageDir: string | null = null): Accounts {
  const settings = defaultSettings()
  const clock = createClock()
  const random = createRandom(`${seed}/service`)
  let timer: NodeJS.Timeout | undefined
  const shared: Shared = {
    settings,
    random,
    clock,
    now: () => clock.now() + settings.clockOffset,
    qr: createQrCodes(random, clock, () => current.sessions.prepare()),
    faults: createFaults(),
    requests: createRequestLog(),
    pageDir,
    report,
  }
  const first = createService(shared, seed, createWorld(seed))
  let current = first
  const services = new Map([[first.world.ownNumber, first]])

  function endDue(): void {
    clearTimeout(timer)
    for (const service of services.values()) {
      if (service.sessions.endDue() !== null) service.polls.answerHeld(pastEnd(settings))
    }
    const ends = [...services.values()].flatMap(({ sessions }) => sessions.endsAt() ?? [])
    const next = Math.min(...ends) - clock.now()
    if (next < LONGEST_TIMER) timer = setTimeout(endDue, next).unref()
  }

  return {
    shared,
    current: () => current,
    all: () => [...services.values()],
    byNumber: (number) => services.get(number) ?? null,
    of: (request) => accountOf(request, [...services.values()], current),
    choose(number, nick) {
      const known = services.get(number)
      current = known ?? createService(shared, `${seed}/${number}`, createSecondWorld(seed, number, nick))
      services.set(number, current)
      return current
    },
    endDue,
    stop() {
      clearTimeout(timer)
      for (const { polls } of services.values()) polls.answerHeld('reset')
    },
  }
}
