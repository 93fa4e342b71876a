import type { GroupDetails } from '../../backend.ts'
import { sameCutName } from '../../chat/same-cut-name.ts'
import type { Handle } from '../../chat/handle.ts'
import type { DiscussInfo, GroupInfo } from '../wire/read-groups.ts'
import type { QunMember } from '../wire/read-qun.ts'
import { joinByName } from './unique-names.ts'

/** Gives the handle of a person of this login. */
type PersonHandle = (uin: number) => Handle

/**
 * Details of a group in the words of every back end.
 * @param numbered the same members under their real numbers, where the group pages told them
 */
export function groupDetails(
  { name, notice, createdAt, members }: GroupInfo,
  own: number,
  handle: PersonHandle,
  numbered: readonly QunMember[] = [],
): GroupDetails {
  const numbers = numbersOf(members, numbered)
  return {
    name,
    notice,
    createdAt,
    members: members.map(({ uin, nick, card, role }) => ({
      handle: handle(uin),
      nick,
      card,
      role,
      isSelf: uin === own,
      number: numbers.get(uin) ?? null,
    })),
  }
}

/** Details of a discussion in the words of every back end. */
export function discussDetails({ name, members }: DiscussInfo, own: number, handle: PersonHandle): GroupDetails {
  return {
    name,
    notice: null,
    createdAt: null,
    members: members.map(({ uin, nick, number }) => ({
      handle: handle(uin),
      nick,
      card: null,
      role: 'member',
      isSelf: uin === own,
      number,
    })),
  }
}

/** uin -> real number, for nicks that stand once on both sides and cards that do not contradict them. */
function numbersOf(members: GroupInfo['members'], numbered: readonly QunMember[]): Map<number, string> {
  const byNick = <T extends { nick: string }>(all: readonly T[]) => all.map((value) => ({ name: value.nick, value }))
  return new Map(
    joinByName(byNick(members), byNick(numbered)).flatMap(([{ uin, card }, theirs]) => {
      const isSame = card === null || theirs.card === null || sameCutName(card, theirs.card)
      return isSame ? [[uin, theirs.number] as const] : []
    }),
  )
}
