import { personOf } from '../find-by-key.ts'
import type { Service } from '../service.ts'

/** What GET /api/state shows; `brief` leaves the people out. Handles are null while nobody ever logged in. */
export function stateOf(service: Service, brief: boolean): Record<string, unknown> {
  const { world } = service
  const session = service.sessions.current()
  const code = service.qr.latest()
  const { clock } = service
  return {
    account: {
      number: world.ownNumber,
      nick: personOf(world, world.ownNumber).nick,
      status: service.ownStatus,
    },
    qr: { state: code?.state ?? 'none', shownAt: code?.shownAt ?? null },
    login:
      session === null
        ? null
        : {
            id: session.id,
            since: session.since,
            endsAt: service.sessions.endsAt(),
            alive: session.ended === null,
            ended: session.ended,
            connected: session.connected,
          },
    polling: service.polls.state(),
    queued: service.polls.queued(),
    sentCount: service.sent.count(),
    logins: service.sessions.count(),
    login2Count: service.login2Count,
    now: service.now(),
    settings: service.settings,
    clock: { now: clock.now(), ahead: clock.ahead() },
    faults: service.faults.list(),
    storm: service.faults.currentStorm(),
    size: { friends: world.friends.length, groups: world.groups.length, discusses: world.discusses.length },
    ...(brief ? {} : peopleOf(service)),
  }
}

/** Friends, groups and discusses, with the current login's handles. */
function peopleOf({ world, sessions }: Service): Record<string, unknown> {
  const handles = sessions.current()?.handles ?? null
  const nick = (number: number): string => personOf(world, number).nick
  const uin = (number: number): number | null => handles?.uinOf(number) ?? null
  return {
    friends: world.friends.map(({ number, remark, category }) => ({
      number,
      nick: nick(number),
      remark,
      category,
      uin: uin(number),
    })),
    groups: world.groups.map(({ number, name, members }) => ({
      number,
      name,
      gid: handles?.gidOf(number) ?? null,
      code: handles?.codeOf(number) ?? null,
      members: members.map((member) => ({
        number: member.number,
        nick: nick(member.number),
        card: member.card,
        uin: uin(member.number),
      })),
    })),
    discusses: world.discusses.map(({ number, name, members }) => ({
      number,
      name,
      did: handles?.didOf(number) ?? null,
      members: members.map((member) => ({ number: member, nick: nick(member), uin: uin(member) })),
    })),
  }
}
