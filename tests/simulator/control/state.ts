import { personOf } from '../find-by-key.ts'
import type { Service } from '../service.ts'

/** What GET /api/state shows. Handles are null while nobody ever logged in. */
export function stateOf(service: Service): Record<string, unknown> {
  const { world } = service
  const session = service.sessions.current()
  const handles = session?.handles ?? null
  const code = service.qr.latest()
  const nick = (number: number): string => personOf(world, number).nick
  const uin = (number: number): number | null => handles?.uinOf(number) ?? null
  return {
    account: { number: world.ownNumber, nick: nick(world.ownNumber), status: service.ownStatus },
    qr: { state: code?.state ?? 'none', shownAt: code?.shownAt ?? null },
    login:
      session === null
        ? null
        : {
            id: session.id,
            since: session.since,
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
    faults: service.faults.list(),
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
