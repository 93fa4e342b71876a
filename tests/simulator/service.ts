import { createAnsweringMachines } from './account/answering-machines.ts'
import type { AnsweringMachines } from './account/answering-machines.ts'
import { createMessageIds } from './account/poll-items.ts'
import { createPolls } from './account/polls.ts'
import type { Polls } from './account/polls.ts'
import type { QrCodes } from './account/qr-codes.ts'
import { createSentLog } from './account/sent-log.ts'
import type { SentLog } from './account/sent-log.ts'
import type { Clock } from './clock.ts'
import { createSessions } from './account/sessions.ts'
import type { Sessions } from './account/sessions.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'
import type { Settings } from './settings.ts'
import type { Faults } from './wire/faults.ts'
import type { RequestLog } from './wire/request-log.ts'
import type { World } from './world.ts'

/** A conversation of the recent list, in real numbers. */
export type RecentContact = { kind: 'friend' | 'group' | 'discuss'; number: number }

/** What one can set one's own state to. */
export const OWN_STATUSES = ['online', 'away', 'busy', 'callme', 'silent', 'hidden', 'offline'] as const
export type OwnStatus = (typeof OWN_STATUSES)[number]

/** What all accounts of one simulator have in common. */
export type Shared = {
  settings: Settings
  random: Random
  /** The time that lives are counted by: of codes, of logins. */
  clock: Clock
  /** The time that the service tells (`Date`, `time`): its clock plus the offset. Milliseconds. */
  now: () => number
  qr: QrCodes
  faults: Faults
  requests: RequestLog
  /** Folder of a page that is served in place of ours; null = ours. */
  pageDir: string | null
  /** Where a fault of the simulator itself is written. */
  report: (line: string) => void
}

/** The service as one account sees it: the calls read and change it, the control API too. */
export type Service = Shared & {
  world: World
  sessions: Sessions
  polls: Polls
  sent: SentLog
  nextMsgId: (sender: number) => number
  /** Running number of a place's messages, as old poll items carry it. */
  nextSeq: (place: number) => number
  /** The own state as change_status2 left it. */
  ownStatus: OwnStatus
  /** Newest first. */
  recent: RecentContact[]
  /** login2 calls that were accepted. */
  login2Count: number
  /** When the last send was taken, for `minSendGapMs`. */
  lastSendAt: number
  machines: AnsweringMachines
}

/** The service for one account, with nobody logged in. */
export function createService(shared: Shared, seed: string, world: World): Service {
  const { settings, clock } = shared
  const sessions = createSessions({ seed, world, settings, clock })
  const polls = createPolls(settings, () => {
    const session = sessions.current()
    if (session !== null && session.ended === null) session.ended = 'kicked'
  })
  return {
    ...shared,
    world,
    sessions,
    polls,
    sent: createSentLog(),
    nextMsgId: createMessageIds(createRandom(`${seed}/msg-ids`)),
    nextSeq: createMessageIds(createRandom(`${seed}/seqs`)),
    ownStatus: 'online',
    recent: firstContacts(world),
    login2Count: 0,
    lastSendAt: 0,
    machines: createAnsweringMachines(),
  }
}

/** The conversations that the recent list begins with. */
function firstContacts({ groups, friends, discusses }: World): RecentContact[] {
  const first = (kind: RecentContact['kind'], list: readonly { number: number }[]): RecentContact[] =>
    list.slice(0, 1).map(({ number }) => ({ kind, number }))
  return [...first('group', groups), ...first('friend', friends), ...first('discuss', discusses)]
}

/** Moves a conversation to the top of the recent list. */
export function touchRecent(service: Service, contact: RecentContact): void {
  service.recent = [
    contact,
    ...service.recent.filter((other) => other.kind !== contact.kind || other.number !== contact.number),
  ]
}
