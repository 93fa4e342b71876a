import { createMessageIds } from './account/poll-items.ts'
import { createPolls } from './account/polls.ts'
import type { Polls } from './account/polls.ts'
import { createQrCodes } from './account/qr-codes.ts'
import type { QrCodes } from './account/qr-codes.ts'
import { createSentLog } from './account/sent-log.ts'
import type { SentLog } from './account/sent-log.ts'
import { createSessions } from './account/sessions.ts'
import type { Sessions } from './account/sessions.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'
import { defaultSettings } from './settings.ts'
import type { Settings } from './settings.ts'
import { createFaults } from './wire/faults.ts'
import type { Faults } from './wire/faults.ts'
import { createRequestLog } from './wire/request-log.ts'
import type { RequestLog } from './wire/request-log.ts'
import { createWorld } from './world.ts'
import type { World } from './world.ts'

/** A conversation of the recent list, in real numbers. */
export type RecentContact = { kind: 'friend' | 'group' | 'discuss'; number: number }

/** What one can set one's own state to. */
export const OWN_STATUSES = ['online', 'away', 'busy', 'callme', 'silent', 'hidden', 'offline'] as const
export type OwnStatus = (typeof OWN_STATUSES)[number]

/** The state of one simulator: the calls read and change it, the control API too. */
export type Service = {
  world: World
  settings: Settings
  random: Random
  /** The service's own time in milliseconds: the machine's plus the offset. */
  now: () => number
  qr: QrCodes
  sessions: Sessions
  polls: Polls
  sent: SentLog
  faults: Faults
  requests: RequestLog
  nextMsgId: (sender: number) => number
  /** The own state as change_status2 left it. */
  ownStatus: OwnStatus
  /** Newest first. */
  recent: RecentContact[]
  /** login2 calls that were accepted. */
  login2Count: number
  /** When the last send was taken, for `minSendGapMs`. */
  lastSendAt: number
  /** Where a fault of the simulator itself is written. */
  report: (line: string) => void
}

/** A service with nobody logged in. */
export function createService(seed: string, report: (line: string) => void): Service {
  const world = createWorld(seed)
  const settings = defaultSettings()
  const random = createRandom(`${seed}/service`)
  const sessions = createSessions(seed, world, settings)
  const polls = createPolls(settings, () => {
    const session = sessions.current()
    if (session !== null && session.ended === null) session.ended = 'kicked'
  })
  return {
    world,
    settings,
    random,
    now: () => Date.now() + settings.clockOffset,
    qr: createQrCodes(random, sessions.prepare),
    sessions,
    polls,
    sent: createSentLog(),
    faults: createFaults(),
    requests: createRequestLog(),
    nextMsgId: createMessageIds(createRandom(`${seed}/msg-ids`)),
    ownStatus: 'online',
    recent: [
      { kind: 'group', number: 376024301 },
      { kind: 'friend', number: 510942000 },
      { kind: 'discuss', number: 900100001 },
    ],
    login2Count: 0,
    lastSendAt: 0,
    report,
  }
}

/** Moves a conversation to the top of the recent list. */
export function touchRecent(service: Service, contact: RecentContact): void {
  service.recent = [
    contact,
    ...service.recent.filter((other) => other.kind !== contact.kind || other.number !== contact.number),
  ]
}
